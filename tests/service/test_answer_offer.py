"""An expert answers: by link or by code, once, in time."""

from typing import Any

import pytest

from chalicelib.domain.cost import CostShare
from chalicelib.domain.errors import AnswerTooLate, InvalidContent, LinkInvalid, MailUncertain, NoFreeHalfDays
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.offer import AnswerLink
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer, open_by_code, open_by_token
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, OZU, SECRETARIAT, UCHIKO, a_request, an_expert, clock, engage, memory_office
from tests.service.journeys import last_token, offered, opened_by_link, refused, send_all, states, telling

ANSWERS = {
    "accept": accept_offer,
    "decline": decline_offer,
    "counter": lambda office, opened: counter_offer(office, opened, months={"2027-02": 2}, note="2月なら"),
}


def two_experts() -> Office:
    """An office with two experts who fit alike."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    return office


def by_code(office: Office, number: str, code: str) -> OpenedOffer:
    """What number and code open to somebody in the expert's network."""
    return open_by_code(office, number, code, network="198.51.100.7")


def linked(office: Office, request_id: str, *, code: str) -> None:
    """Keep a link with a known short code for the case's first offer."""
    case = office.cases.case(request_id)
    number = case.request.number or ""
    expires_at = office.working_days.deadline(office.now(), 3)
    link = AnswerLink(
        office.vault.digest(code + number), office.vault.digest(code), number, request_id, case.offers[0].id, expires_at
    )
    letter = office.letters.about(request_id)[-1]
    office.letters.step(letter, letter, link)


def test_an_acceptance_fills_the_place_and_everybody_hears() -> None:
    """The town gets the name, the expert the confirmation, the secretariat the answer."""
    office = two_experts()
    request = a_request(office, also=(OZU,))
    opened = opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        assignment = accept_offer(office, opened, note="お受けします")

    assert states(office, request) == ("engaged", [("e01", "accepted")])
    assert told == [
        ("answer_came", "centre"),
        ("answer_came", "secretariat"),
        ("answer_received", "ichiro"),
        ("decided", "hanako"),
    ]
    assert (assignment.months, assignment.half_day_yen) == ({"2026-12": 4, "2027-01": 4}, 25_000)
    assert assignment.shares == (CostShare("380008", 100_000), CostShare(UCHIKO, 50_000), CostShare(OZU, 50_000))
    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 4)


def test_the_audit_trail_says_that_the_expert_answered_and_how() -> None:
    """By the link, in the role of an expert, with the note."""
    office = two_experts()
    request = a_request(office)
    accept_offer(office, opened_by_link(office, request, "e01"), note="お受けします")

    event = office.cases.events(request.id)[-1]

    assert (event.what, event.who, event.role, event.way) == ("offer:accepted", "e01", "expert", "link")
    assert event.why == "お受けします"


def test_of_two_places_the_first_acceptance_leaves_the_request_open() -> None:
    """The second one engages it; each expert's half-days are promised."""
    office = two_experts()
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))

    accept_offer(office, first)
    assert states(office, request) == ("offering", [("e01", "accepted"), ("e02", "sent")])
    accept_offer(office, second)

    assert states(office, request) == ("engaged", [("e01", "accepted"), ("e02", "accepted")])
    assert [expert.months["2027-01"].booked for expert in office.experts.experts()] == [4, 4]


def test_of_two_places_one_declines_and_the_other_accepts() -> None:
    """The place that came free has its candidate proposed; the acceptance leaves that proposal alone."""
    office = two_experts()
    engage(office, an_expert("見本 三郎", id="e03", email="saburo@experts.example.jp"))
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))

    decline_offer(office, first, note="多忙のため")
    accept_offer(office, second)

    assert states(office, request) == ("offering", [("e01", "declined"), ("e02", "accepted"), ("e03", "proposed")])


def test_a_decline_proposes_the_next_candidate_and_asks_nobody() -> None:
    """The expert hears that the answer arrived, the offices what it was; the town is not troubled."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        decline_offer(office, opened, note="多忙のため")
        send_all(office)

    assert told == [("answer_came", "centre"), ("answer_came", "secretariat"), ("answer_received", "ichiro")]
    assert states(office, request) == ("offering", [("e01", "declined"), ("e02", "proposed")])


def test_the_last_decline_puts_the_request_on_the_waiting_list() -> None:
    """Town and offices hear that nobody was found."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        decline_offer(office, opened)

    assert states(office, request)[0] == "waiting"
    assert {notice for notice, _ in told} == {"answer_came", "answer_received", "nobody_found", "nobody_fits"}


def test_a_counter_offer_waits_for_the_secretariat_with_its_own_months() -> None:
    """It is told to the offices and confirmed to the expert."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        counter_offer(office, opened, months={"2026-12": 0, "2027-02": 2}, note="2月なら")

    assert told == [("answer_came", "centre"), ("answer_came", "secretariat"), ("answer_received", "ichiro")]
    proposal = office.cases.case(request.id).offers[-1]
    assert (proposal.expert_id, proposal.state, proposal.months) == ("e01", "proposed", {"2027-02": 2})


def test_an_approved_counter_offer_is_accepted_with_its_own_months() -> None:
    """Months outside the request's are promised; those it asked are not."""
    office = two_experts()
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, "e01"), months={"2027-02": 2}, note="2月なら")
    approve_offer(office, SECRETARIAT, request.id, expert_id="e01")
    send_all(office)

    accept_offer(office, open_by_token(office, last_token(office)))

    booked = {month: book.booked for month, book in office.experts.expert("e01").months.items() if book.booked}
    assert booked == {"2027-02": 2}
    assert states(office, request)[0] == "engaged"


def test_who_answered_with_conditions_hears_when_another_fills_the_place() -> None:
    """Nobody who answered is left wondering."""
    office = two_experts()
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, "e01"), months={"2027-02": 2}, note="2月なら")
    opened = opened_by_link(office, request, "e02")

    with telling(office, request.id) as told:
        accept_offer(office, opened)

    assert ("other_chosen", "ichiro") in told
    assert states(office, request)[1] == [("e01", "countered"), ("e01", "recalled"), ("e02", "accepted")]


@pytest.mark.parametrize(
    "months",
    [{}, {"2027-01": 0}, {"2027-01": -1, "2027-02": 2}, {"2026-10": 2}, {"2027-01": 63}, {"2027-1": 2}, {"来月": 1}],
    ids=str,
)
def test_a_counter_offer_of_impossible_months_is_refused(months: dict[str, int]) -> None:
    """None at all, less than none, past, too many, or no month."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")

    with refused(office, request.id, InvalidContent):
        counter_offer(office, opened, months=months, note="")


@pytest.mark.parametrize("second", ANSWERS)
@pytest.mark.parametrize(
    ("first", "state"), [("accept", "accepted"), ("decline", "declined"), ("counter", "countered")]
)
def test_an_offer_is_answered_once(first: str, state: str, second: str) -> None:
    """Whatever the second answer is, by the same page left open: the first one counts, and it says so."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")
    answers: dict[str, Any] = ANSWERS
    answers[first](office, opened)

    with refused(office, request.id, AnswerTooLate) as caught:
        answers[second](office, opened)

    assert caught.value.state == state


def test_an_answer_after_the_deadline_is_too_late_even_before_the_schedule_ran() -> None:
    """At 17:15 it is in time, a second later not."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")
    assert opened.offer.sent_at is not None
    clock(office).moment = office.working_days.deadline(opened.offer.sent_at, 3)
    clock(office).move(seconds=1)

    with refused(office, request.id, AnswerTooLate) as caught:
        accept_offer(office, opened)
    clock(office).move(seconds=-1)
    accept_offer(office, opened)

    assert caught.value.state == "expired"


def test_an_answer_to_a_withdrawn_request_is_too_late() -> None:
    """The page says that the offer was taken back."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")
    withdraw_request(office, CLERK, request.id)

    with refused(office, request.id, AnswerTooLate) as caught:
        accept_offer(office, opened)

    assert caught.value.state == "recalled"


def test_half_days_promised_meanwhile_refuse_the_acceptance() -> None:
    """Two requests want the same last half-days: the second acceptance is refused and can be answered otherwise."""
    office = memory_office()
    engage(office, an_expert(months={"2026-12": MonthBook(4), "2027-01": MonthBook(4)}))
    first, second = (opened_by_link(office, a_request(office), "e01") for _ in range(2))
    accept_offer(office, first)

    with refused(office, second.case.request.id, NoFreeHalfDays):
        accept_offer(office, second)
    decline_offer(office, second, note="先約ができました")


def test_a_capacity_lowered_meanwhile_refuses_the_acceptance() -> None:
    """What the expert no longer has cannot be promised; raised again, it can."""
    office = memory_office()
    engage(office, an_expert())
    opened = opened_by_link(office, a_request(office), "e01")
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 3})
    with refused(office, opened.case.request.id, NoFreeHalfDays):
        accept_offer(office, opened)

    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 4})
    accept_offer(office, opened)

    assert office.experts.expert("e01").months["2026-12"] == MonthBook(4, 4)


def test_opening_changes_nothing_however_often() -> None:
    """Fifty times by link, some times by code."""
    office = two_experts()
    request = a_request(office)
    opened_by_link(office, request, "e01")
    linked(office, request.id, code="ABCD1234")
    before = (office.cases.case(request.id), office.letters.about(request.id))

    for _ in range(50):
        open_by_token(office, last_token(office))
    for _ in range(5):
        by_code(office, "R08-0001", "ABCD1234")

    assert (office.cases.case(request.id), office.letters.about(request.id)) == before


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("R08-0001", "ABCD1234"),
        ("Ｒ０８ー０００１", "ａｂｃｄ１２３４"),
        (" r08−0001 ", "abcd 1234"),
        ("R08‐0001", "ABCD\t1234"),
    ],
)
def test_number_and_code_may_be_typed_in_any_width_and_case(number: str, code: str) -> None:
    """Full-width signs, small letters, spaces and every kind of dash."""
    office = two_experts()
    request = a_request(office)
    offered(office, request, "e01")
    send_all(office)
    linked(office, request.id, code="ABCD1234")

    opened = by_code(office, number, code)

    assert (opened.offer.expert_id, opened.way) == ("e01", "code")
    accept_offer(office, opened)
    assert office.cases.events(request.id)[-1].way == "code"


def test_what_opens_nothing_is_an_invalid_link() -> None:
    """A wrong token, a wrong code, a code with another request's number, nothing at all."""
    office = two_experts()
    request = a_request(office)
    opened_by_link(office, request, "e01")
    linked(office, request.id, code="ABCD1234")
    a_request(office)

    with pytest.raises(LinkInvalid):
        open_by_token(office, "x" * 22)
    for number, code in (("R08-0001", "ABCD1235"), ("R08-0002", "ABCD1234"), ("", "")):
        with pytest.raises(LinkInvalid):
            by_code(office, number, code)


def test_an_offer_can_be_accepted_before_its_sending_is_on_record() -> None:
    """The mail arrived although nobody knows whether it left: the answer proves it."""
    office = two_experts()
    request = a_request(office)
    offered(office, request, "e01")
    linked(office, request.id, code="ABCD1234")
    office.mailer().failures.append(MailUncertain("timeout"))  # type: ignore[attr-defined]
    send_all(office)

    accept_offer(office, by_code(office, "R08-0001", "ABCD1234"))

    assert states(office, request) == ("engaged", [("e01", "accepted")])


def test_a_link_whose_mail_is_not_known_to_have_left_ends_with_its_term() -> None:
    """It does not stay open for ever because the offer's clock never began."""
    office = two_experts()
    request = a_request(office)
    offered(office, request, "e01")
    linked(office, request.id, code="ABCD1234")
    clock(office).move(days=7)

    with pytest.raises(LinkInvalid):
        by_code(office, "R08-0001", "ABCD1234")
