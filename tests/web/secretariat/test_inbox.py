"""The inbox shows what needs a hand now, by what there is to do."""

import re

from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.web.secretariat.inbox import MOST
from tests.builders import NEIGHBOUR, OZU, a_request, clock, content
from tests.service.journeys import opened_by_link
from tests.web.browser import Browser
from tests.web.secretariat.steps import declined, engaged, in_review, ordered, path, shortlisted, three_experts


def tray(text: str, id: str) -> str:
    """The part of the page that is this tray; empty when it holds nothing and is not shown."""
    found = re.search(rf'<section id="{id}".*?</section>', text, re.DOTALL)
    return found[0] if found else ""


def test_an_empty_inbox_says_so_and_leads_to_what_was(secretary: Browser) -> None:
    """Nobody is left in front of an empty page."""
    page = secretary.get("/console")

    assert page.status == 200
    assert "受付箱は空です。" in page.text
    assert 'href="/console/requests"' in page.text


def test_every_request_lies_in_the_tray_of_what_there_is_to_do(office: Office, secretary: Browser) -> None:
    """States alone do not say it: a proposal or the municipality's order changes what the secretariat has to do."""
    three_experts(office)
    cases = {
        "new": a_request(office),
        "in_review": in_review(office),
        "unordered": shortlisted(office),
        "ordered": ordered(office, "e02", "e01"),
        "proposed": declined(office, "e01", "都合が合いません。"),
    }

    text = secretary.get("/console").text

    for id, request in cases.items():
        assert path(request) in tray(text, id)
        assert text.count(path(request)) == 1
    assert "が<strong>4件</strong>あります" in text


def test_an_offer_on_its_way_shows_its_deadline(office: Office, secretary: Browser) -> None:
    """Three working days after the day of sending, at closing time."""
    three_experts(office)
    request = a_request(office)
    opened_by_link(office, request, "e01")

    assert "令和8年11月27日（金）17時15分まで" in tray(secretary.get("/console").text, "offered")


def test_drafts_and_decided_requests_are_not_in_the_inbox(office: Office, secretary: Browser) -> None:
    """A draft is its municipality's alone, and what is decided needs no hand of the secretariat's."""
    three_experts(office)
    engaged(office, "e01", title="決まった依頼")
    open_draft(office, NEIGHBOUR, {})

    text = secretary.get("/console").text

    assert "決まった依頼" not in text
    assert "受付箱は空です。" in text


def test_the_longest_waiting_request_stands_first(office: Office, secretary: Browser) -> None:
    """First come, first served."""
    first = a_request(office, title="先の依頼")
    clock(office).move(hours=1)
    second = a_request(office, of=OZU, title="後の依頼")

    text = tray(secretary.get("/console").text, "new")

    assert text.index(path(first)) < text.index(path(second))


def test_a_crowded_inbox_leads_to_the_rest(office: Office, secretary: Browser) -> None:
    """What does not fit is not silently left out."""
    for _ in range(MOST + 1):
        a_request(office)

    assert "/console/requests?state=open" in secretary.get("/console").text


def test_a_title_full_of_markup_is_only_a_title(office: Office, secretary: Browser) -> None:
    """What a municipality typed is shown, never obeyed."""
    a_request(office, title=content().title + "<script>alert('𠮷😀')</script>")

    text = secretary.get("/console").text

    assert "<script>alert" not in text
    assert "𠮷😀" in text
