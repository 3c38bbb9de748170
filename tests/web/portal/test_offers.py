"""Offers on the expert's own pages: found without the mail, answered as by its link, and nobody else's business."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.builders import UCHIKO, a_request, clock
from tests.service.journeys import offered as approved
from tests.service.journeys import send_all
from tests.web.browser import Browser
from tests.web.expert.offers import drawers, offered, offers
from tests.web.secretariat.steps import countered


def path_of(office: Office, expert_id: str = "e01") -> str:
    """The page of the expert's newest offer."""
    return f"/expert/offers/{office.cases.offers(expert_id).rows[0].id}"


def test_the_first_page_shows_what_waits_with_its_deadline(office: Office, expert: Browser) -> None:
    """And leads to the answer."""
    offered(office)

    page = expert.get("/")

    assert page.path == "/expert"
    assert "ご回答をお待ちしている打診が<strong>1件</strong>" in page.text
    assert "令和8年11月27日（金）17時15分" in page.text
    assert f'href="{path_of(office)}"' in page.text


def test_an_offer_is_shown_and_looking_changes_nothing(office: Office, expert: Browser) -> None:
    """No answer is chosen beforehand."""
    offered(office)
    before = drawers(office)

    page = expert.get(path_of(office))

    assert "窓口予約システムの調達仕様書づくり" in page.text
    assert page.fields["answer"] == []
    assert drawers(office) == before


@pytest.mark.parametrize(("answer", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_an_offer_is_answered_without_the_link(office: Office, expert: Browser, answer: str, state: str) -> None:
    """The record says which way the answer came."""
    offered(office)

    page = expert.post(path_of(office), {"answer": answer, "note": "よろしくお願いします。"})

    assert page.status == 200
    assert (offers(office)[0].state, offers(office)[0].answer_way) == (state, "portal")
    (event,) = (event for event in office.cases.events(offers(office)[0].request_id) if event.what == f"offer:{state}")
    assert (event.who, event.role, event.way) == ("e01", "expert", "portal")


def test_other_months_are_proposed(office: Office, expert: Browser) -> None:
    """The months become a proposal, which the expert does not see as an offer yet."""
    offered(office)

    page = expert.post(path_of(office), {"answer": "counter", "months-2026-12": "２", "note": "この回数なら"})

    assert "条件付きのご回答を受け付けました" in page.text
    assert [offer.state for offer in offers(office)] == ["countered", "proposed"]
    assert len(office.cases.offers("e01").rows) == 1


def test_an_answer_without_a_choice_comes_back_with_all_that_was_typed(office: Office, expert: Browser) -> None:
    """Nothing is decided by it."""
    offered(office)

    page = expert.post(path_of(office), {"note": "検討中です。"})

    assert page.status == 422
    assert page.fields["note"] == ["検討中です。"]
    assert offers(office)[0].state == "sent"


def test_what_was_answered_by_the_link_is_shown_here(office: Office, expert: Browser, browser: Browser) -> None:
    """And cannot be answered again."""
    link = offered(office)
    browser.post(link, {"answer": "decline"})

    assert "見送りのご回答を受け付けました" in expert.get(path_of(office)).text
    assert expert.post(path_of(office), {"answer": "accept"}).status == 409
    assert "今回は見送る" in expert.get("/expert/offers").text


def test_an_offer_whose_mail_has_not_left_can_be_answered(office: Office, expert: Browser) -> None:
    """The answer proves that it arrived; its mail is not sent any more."""
    approved(office, a_request(office), "e01")

    assert expert.post(path_of(office), {"answer": "accept"}).status == 200
    send_all(office)

    states = {letter.notice: letter.state for letter in office.letters.about(offers(office)[0].request_id)}
    assert (offers(office)[0].state, states["offer"]) == ("accepted", "dropped")


def test_an_offer_past_its_deadline_says_so(office: Office, expert: Browser) -> None:
    """In the list and on its page, before the schedule has noticed."""
    offered(office)
    clock(office).move(days=7)
    expert.sign_in_expert("e01")

    assert "期限切れ" in expert.get("/expert/offers").text
    assert "回答期限を過ぎています" in expert.get(path_of(office)).text
    assert expert.post(path_of(office), {"answer": "accept"}).status == 409


def test_another_experts_offer_is_not_found(office: Office, expert: Browser, colleague: Browser) -> None:
    """Neither shown nor answered, open or answered."""
    offered(office)
    path = path_of(office)

    assert colleague.get(path).status == 404
    assert colleague.post(path, {"answer": "decline"}).status == 404
    assert path not in colleague.get("/expert").text + colleague.get("/expert/offers").text
    expert.post(path, {"answer": "accept"})
    assert colleague.get(path).status == 404
    assert colleague.get(path.replace("offers", "assignments")).status == 404


def test_what_is_only_considered_is_not_found(office: Office, expert: Browser) -> None:
    """A proposal that the secretariat has not approved is no offer."""
    request = countered(office, "e01", {"2027-01": 2}, "1月なら")
    proposal = office.cases.case(request.id).offers[1]

    assert (proposal.expert_id, proposal.state) == ("e01", "proposed")
    assert expert.get(f"/expert/offers/{proposal.id}").status == 404


@pytest.mark.parametrize("page", ["/expert", "/expert/offers", "/expert/assignments"])
def test_the_pages_are_the_experts_alone(office: Office, expert: Browser, page: str) -> None:
    """Nobody else has such pages, not even the secretariat."""
    for role, town in ((Role.MUNICIPALITY, UCHIKO), (Role.SECRETARIAT, None), (Role.AUDITOR, None)):
        assert Browser(office).sign_in(role, municipality=town).get(page).status == 404
    assert Browser(office).get(page, follow=False).headers["location"] == "/sign-in"


@pytest.mark.parametrize("offer_id", ["none", "r1.01", "r%2F..%2Fconsole", "x" * 300])
def test_ids_that_are_none_are_not_found(expert: Browser, offer_id: str) -> None:
    """However they are written."""
    for room in ("offers", "assignments"):
        assert expert.get(f"/expert/{room}/{offer_id}").status == 404
