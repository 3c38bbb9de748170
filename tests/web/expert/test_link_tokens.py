"""What opens an answer page, and what does not: a link is for one offer, for one answer, and for whoever looks."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryAddresses, MemoryDoors
from chalicelib.domain.identity import Role
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.send_again import send_again
from chalicelib.web.counter import counter
from tests.builders import AINAN, OZU, SECRETARIAT, clock
from tests.service.journeys import last_token, send_all
from tests.service.mail import bounced, the_letter
from tests.web.browser import Browser
from tests.web.expert.offers import drawers, experts, offered, offers, short_code
from tests.web.letters.scenes import everything_sent

URL = re.compile(r"http://127\.0\.0\.1:8000(/[^\s\"'<>]*)")
LOOKS = 25
# The offer or what became of it; the way to the door; a link whose mail never left and whose time is over.
SEEN = (200, 303, 404)


def kept(office: Office) -> dict[str, Any]:
    """Everything the office keeps, but for what counts tries."""
    assert isinstance(office.doors, MemoryDoors)
    assert isinstance(office.addresses, MemoryAddresses)
    rooms = {**vars(office.doors), **vars(office.addresses)}
    return {
        **drawers(office),
        **{name: deepcopy(room) for name, room in rooms.items() if name not in ("lock", "counts", "drawers")},
    }


@pytest.fixture(autouse=True)
def _experts(office: Office) -> None:
    experts(office)


def other_case(token: str) -> str:
    """The token with every letter in the other case."""
    return token.swapcase()


def one_letter_in_another_case(token: str) -> str:
    """A single letter that somebody retyped wrongly."""
    place = next(place for place, sign in enumerate(token) if sign.isalpha())
    return token[:place] + token[place].swapcase() + token[place + 1 :]


SPOILED: dict[str, Callable[[str], str]] = {
    "in the other case": other_case,
    "one letter in another case": one_letter_in_another_case,
    "cut off": lambda token: token[:-1],
    "cut off at the beginning": lambda token: token[1:],
    "half of it": lambda token: token[:11],
    "one sign more": lambda token: token + "A",
    "its last sign another": lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    "turned round": lambda token: token[::-1],
    "in full-width signs": lambda token: "".join(chr(ord(sign) + 0xFEE0) for sign in token),
    "with a space": lambda token: f"{token[:10]}%20{token[11:]}",
    "with a line end": lambda token: f"{token}%0A",
    "with a NUL": lambda token: f"{token[:-1]}%00",
    "with a percent sign of its own": lambda token: f"{token[:-1]}%25",
    "behind a path": lambda token: f"..%2F{token}",
    "twice": lambda token: f"{token}{token}",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_link_that_is_not_as_it_was_mailed_opens_nothing(browser: Browser, office: Office, how: str) -> None:
    """Neither to look nor to answer; the page says how to go on, and nothing changes."""
    token = offered(office).rpartition("/")[2]
    before = kept(office)

    spoiled = f"/answer/{SPOILED[how](token)}"
    seen, sent = browser.get(spoiled), browser.post(spoiled, {"answer": "accept"})

    assert spoiled.rpartition("/")[2] != token
    assert (seen.status, sent.status) == (404, 404)
    assert "R08-0001" not in seen.text + sent.text
    assert kept(office) == before


def test_every_sign_of_a_token_counts(browser: Browser, office: Office) -> None:
    """Whichever of its 22 is another."""
    token = offered(office).rpartition("/")[2]

    for place, sign in enumerate(token):
        other = token[:place] + ("x" if sign != "x" else "y") + token[place + 1 :]
        assert browser.get(f"/answer/{other}").status == 404


def test_a_link_answers_once(browser: Browser, office: Office) -> None:
    """Used again, with another answer or the same, it changes nothing; the same shows the same page."""
    path = offered(office)
    browser.post(path, {"answer": "decline", "note": "多忙のため"})
    before = kept(office)

    other = browser.post(path, {"answer": "accept"})
    same = browser.post(path, {"answer": "decline", "note": "多忙のため"})

    assert (other.status, same.status) == (409, 200)
    assert kept(office) == before


def test_a_link_ends_with_its_offers_deadline(browser: Browser, office: Office) -> None:
    """On the second, although nothing has told the offer yet."""
    path = offered(office)
    (offer,) = offers(office)
    assert offer.deadline
    clock(office).moment = offer.deadline
    assert "answer" in browser.get(path).fields

    clock(office).move(seconds=1)

    assert "answer" not in browser.get(path).fields
    assert browser.post(path, {"answer": "accept"}).status == 409
    assert offers(office)[0].state == "sent"


def test_a_link_opens_its_own_offer_whatever_the_form_says(browser: Browser, office: Office) -> None:
    """Ids of another offer among the fields, in the query, or its short code, are not even looked at."""
    path, other = offered(office, months={"2026-12": 2}), offered(office, "e02", of=AINAN, months={"2026-12": 2})
    mine, theirs = sorted(offers(office), key=lambda offer: offer.expert_id)
    fields = {"offer": theirs.id, "offer_id": theirs.id, "request_id": theirs.request_id, "code": short_code(office)}

    page = browser.post(f"{path}?offer={theirs.id}", {"answer": "decline", **fields})

    assert page.status == 200
    states = {offer.id: offer.state for offer in offers(office)}
    assert (states[mine.id], states[theirs.id]) == ("declined", "sent")
    assert "愛南町" not in browser.get(path).text
    assert "内子町" not in browser.get(other).text


def test_a_link_is_for_the_conditions_it_was_mailed_with(browser: Browser, office: Office) -> None:
    """What the expert proposed instead is an offer of its own: the old link does not answer it."""
    path = offered(office, months={"2026-12": 2})
    browser.post(path, {"answer": "counter", "note": "1月なら", "months-2026-12": "", "months-2027-01": "2"})
    before = kept(office)

    again = browser.post(path, {"answer": "accept", "months-2027-01": "2"})

    assert again.status == 409
    assert [offer.state for offer in offers(office)] == ["countered", "proposed"]
    assert kept(office) == before


def test_both_links_of_an_offer_that_was_sent_again_are_one_key(browser: Browser, office: Office) -> None:
    """The first mail may turn up after all; answered by either, the other shows that answer."""
    first = offered(office)
    (offer,) = offers(office)
    request = office.cases.case(offer.request_id).request
    bounced(office, the_letter(office, request))
    send_again(office, SECRETARIAT, request.id, offer.id, email="ichiro@example.jp")
    send_all(office)
    second = f"/answer/{last_token(office)}"

    assert first != second
    assert browser.post(first, {"answer": "accept"}).status == 200
    assert browser.post(second, {"answer": "decline"}).status == 409
    assert [offer.state for offer in offers(office)] == ["accepted"]


@pytest.mark.parametrize("answer", ["accept", "decline", "counter"])
def test_after_a_recall_a_link_answers_nothing(browser: Browser, office: Office, answer: str) -> None:
    """By code neither."""
    path, code = offered(office), short_code(office)
    (offer,) = offers(office)
    recall_offer(office, SECRETARIAT, offer.request_id, offer.id)
    before = kept(office)

    by_link = browser.post(path, {"answer": answer, "note": "1月なら", "months-2027-01": "1"})
    by_code = browser.post("/answer", {"number": "R08-0001", "code": code, "answer": answer, "note": "1月なら"})

    assert (by_link.status, by_code.status) == (409, 409)
    assert kept(office) == before


def test_after_another_has_accepted_a_link_answers_nothing(browser: Browser, office: Office) -> None:
    """The place is filled; who was asked before and said no cannot come back by the old link."""
    path = offered(office)
    browser.post(path, {"answer": "decline"})
    (declined, *_) = offers(office)
    request = office.cases.case(declined.request_id).request
    offered_to_second(office, request.id)
    browser.post(f"/answer/{last_token(office)}", {"answer": "accept"})
    before = kept(office)

    late = browser.post(path, {"answer": "accept"})

    assert late.status == 409
    assert "例示 二郎" not in late.text
    assert kept(office) == before


def offered_to_second(office: Office, request_id: str) -> None:
    """The next expert is asked about the same request."""
    offer_directly(office, SECRETARIAT, request_id, expert_id="e02", reason="次の候補のため")
    send_all(office)


def test_a_link_is_no_sign_in(browser: Browser, office: Office) -> None:
    """It opens its offer and no other page, and sets no cookie."""
    page = browser.get(offered(office))

    assert "set-cookie" not in page.headers
    assert browser.jar == {}
    for path in ("/requests", "/console", "/console/experts"):
        assert browser.get(path, follow=False).headers["location"] == "/sign-in"
    assert browser.get("/v1/requests").status == 401


def test_a_link_as_a_bearer_token_opens_nothing(browser: Browser, office: Office) -> None:
    """Nor as a session, nor as a short code: each secret is for one door."""
    token = offered(office).rpartition("/")[2]

    assert browser.send("GET", "/v1/requests", authorization=f"Bearer {token}").status == 401
    assert browser.post("/answer", {"number": "R08-0001", "code": token}).status == 422
    browser.jar["__Host-suketto"] = token
    assert browser.get("/requests", follow=False).status == 303


def test_fifty_looks_at_every_link_in_every_letter_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail scanners open them all, with GET and with HEAD, signed in nowhere, at any time, and also what has ended."""
    office, letters = everything_sent()
    monkeypatch.setattr(counter, "office", lambda: office)
    links = {path for sent in letters.values() for wording in sent for path in URL.findall(wording.text + wording.html)}
    answers = {path for path in links if re.fullmatch(r"/answer/[\w-]{22}", path)}
    before = kept(office)

    for path in sorted(links):
        for _ in range(LOOKS):
            assert Browser(office).send("GET", path).status in SEEN
            assert Browser(office).send("HEAD", path).status in SEEN

    assert len(answers) >= 8
    assert len(links - answers) >= 10
    assert kept(office) == before


def test_a_look_by_somebody_who_is_signed_in_changes_nothing_either(browser: Browser, office: Office) -> None:
    """A clerk to whom the mail was passed on sees the offer, and answers nothing by it."""
    path = offered(office)
    clerk = browser.sign_in(Role.MUNICIPALITY, municipality=OZU)
    before = kept(office)

    assert clerk.get(path).status == 200
    assert kept(office) == before
