"""Races that a store must decide: real threads on the embedded DynamoDB, every round with one winner."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from threading import Barrier
from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryClock
from chalicelib.domain.audit import GENESIS, first_fault
from chalicelib.domain.calendar import request_number
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errand import LASTS, Errand
from chalicelib.domain.errors import (
    AnswerTooLate,
    IllegalMove,
    InvalidContent,
    LostRace,
    NoFreeHalfDays,
    PlaceTaken,
    Rejected,
    Repeated,
    StaleVersion,
)
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.offer import Offer, offer_id
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.save_draft import open_draft
from chalicelib.service.submit_request import submit_request
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, an_expert, clock, content, engage

pytestmark = pytest.mark.embedded
ROUNDS = 50
# Rounds of races whose every round writes a case of its own first.
FEWER = 12
MONTH = {"2026-12": 4}
numbers = count(1)


def race(*racers: Callable[[], Any]) -> list[Any]:
    """What each of the racers, started at one moment, returns or is refused with."""
    start = Barrier(len(racers))

    def run(racer: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return racer()
        except (Rejected, Repeated) as refusal:
            return refusal

    with ThreadPoolExecutor(len(racers)) as pool:
        return list(pool.map(run, racers))


def sent_offers(office: Office, *expert_ids: str) -> list[OpenedOffer]:
    """What these experts' links open: offers for the one place of a request, written straight into the store."""
    number, now = next(numbers), office.now()
    request = Request(
        f"r{number:04d}",
        "offering",
        0,
        GENESIS,
        (UCHIKO,),
        now,
        now,
        {},
        content=content(months=MONTH),
        number=request_number(2026, number),
    )
    deadline = office.working_days.deadline(now, 3)
    offers = tuple(
        Offer(
            offer_id(request.id, place),
            request.id,
            expert_id,
            "sent",
            MONTH,
            25_000,
            place,
            800,
            "s1",
            now,
            sent_at=now,
            deadline=deadline,
            due=deadline,
        )
        for place, expert_id in enumerate(expert_ids, 1)
    )
    change = Case(request).changed(Deed(SYSTEM, "offer:sent", now), offers=offers)
    office.cases.commit(change)
    return [OpenedOffer(Case(change.request, offers), offer, an_expert(id=offer.expert_id), "link") for offer in offers]


def check_whole(office: Office, offer: OpenedOffer) -> None:
    """The case has an event for every version, in one chain."""
    stored, events = office.cases.case(offer.case.request.id).request, office.cases.events(offer.case.request.id)
    assert stored.version == len(events)
    assert first_fault(events, head=stored.head) is None


def booked(office: Office) -> int:
    """Half-days promised in the month of the race by all experts together."""
    return sum(expert.months["2026-12"].booked for expert in office.experts.experts())


def test_the_last_half_days_go_to_one_of_two_requests(embedded_office: Office) -> None:
    """The other acceptance is told that the half-days are gone; its offer is still open."""
    for number in range(ROUNDS):
        engage(embedded_office, an_expert(id=f"e{number:02d}", months={"2026-12": MonthBook(4)}))
        one, other = (sent_offers(embedded_office, f"e{number:02d}")[0] for _ in range(2))

        answers = race(partial(accept_offer, embedded_office, one), partial(accept_offer, embedded_office, other))

        assert [type(answer) for answer in answers if isinstance(answer, Rejected)] == [NoFreeHalfDays]
        assert embedded_office.experts.expert(f"e{number:02d}").months["2026-12"] == MonthBook(4, 4)
        check_whole(embedded_office, one)
        check_whole(embedded_office, other)


def test_one_offer_is_accepted_once_by_link_and_by_code(embedded_office: Office) -> None:
    """The slower hand is told that the offer was accepted; the half-days are promised once."""
    engage(embedded_office, an_expert(months={"2026-12": MonthBook(4 * ROUNDS)}))
    for _ in range(ROUNDS):
        (link,) = sent_offers(embedded_office, "e01")
        code = replace(link, way="code")

        answers = race(partial(accept_offer, embedded_office, link), partial(accept_offer, embedded_office, code))

        assert refusals(answers) == ["accepted"]
        check_whole(embedded_office, link)
    assert booked(embedded_office) == 4 * ROUNDS


def test_one_place_is_filled_once_even_if_two_offers_for_it_are_out(embedded_office: Office) -> None:
    """No use case sends two; were they out all the same, the slower expert is told that the offer was recalled."""
    capacity = {"2026-12": MonthBook(4 * ROUNDS)}
    engage(embedded_office, an_expert(months=capacity), an_expert(months=capacity))
    for _ in range(ROUNDS):
        one, other = sent_offers(embedded_office, "e01", "e02")

        answers = race(partial(accept_offer, embedded_office, one), partial(accept_offer, embedded_office, other))

        assert refusals(answers) == ["recalled"]
        assert embedded_office.cases.case(one.case.request.id).unfilled_places == 0
        check_whole(embedded_office, one)
    assert booked(embedded_office) == 4 * ROUNDS


def test_fifty_submissions_at_once_take_fifty_numbers_without_a_gap(
    embedded_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each gets its own, and none is left out, if only all are patient enough on a slow machine."""
    monkeypatch.setattr("chalicelib.service.office.TRIES", 100)

    requests = race(*(partial(a_request, embedded_office) for _ in range(50)))

    assert [request for request in requests if isinstance(request, Rejected)] == []
    assert sorted(request.number for request in requests) == [f"R08-{number:04d}" for number in range(1, 51)]


def test_an_acceptance_and_a_withdrawal_do_not_both_happen(embedded_office: Office) -> None:
    """Either the expert is told that the offer was recalled, or the town that its request is engaged."""
    engage(embedded_office, an_expert(months={"2026-12": MonthBook(4 * ROUNDS)}))
    engaged = 0
    for _ in range(ROUNDS):
        (offer,) = sent_offers(embedded_office, "e01")
        request_id = offer.case.request.id

        accepted, withdrawn = race(
            partial(accept_offer, embedded_office, offer),
            partial(withdraw_request, embedded_office, CLERK, request_id),
        )

        state = embedded_office.cases.case(request_id).request.state
        refusal = {"engaged": withdrawn, "withdrawn": accepted}[state]
        assert isinstance(refusal, IllegalMove if state == "engaged" else AnswerTooLate)
        engaged += state == "engaged"
        check_whole(embedded_office, offer)
    assert booked(embedded_office) == 4 * engaged


@pytest.mark.parametrize("second", ["e01", "e02"], ids=["of one expert", "of two"])
def test_two_approvals_at_once_for_one_place_make_one_offer(embedded_office: Office, second: str) -> None:
    """The slower secretary is told that the place is taken, or that this expert is being asked already."""
    engage(embedded_office, an_expert(), an_expert())
    for _ in range(FEWER):
        request = shortlisted(embedded_office, "e01", "e02")
        approve = partial(approve_offer, embedded_office, SECRETARIAT, request.id, reason="急ぎのため")

        answers = race(partial(approve, expert_id="e01"), partial(approve, expert_id=second))

        assert [type(answer) for answer in answers if isinstance(answer, Rejected)] == [PlaceTaken]
        case = embedded_office.cases.case(request.id)
        assert len(case.live_offers) == 1
        assert case.request.version == len(embedded_office.cases.events(request.id)) == 2


def test_a_recall_and_an_acceptance_do_not_both_happen(embedded_office: Office) -> None:
    """Either the expert is told that the offer was recalled, or the secretary that it was accepted."""
    engage(embedded_office, an_expert(months={"2026-12": MonthBook(4 * FEWER)}))
    accepted = 0
    for _ in range(FEWER):
        (offer,) = sent_offers(embedded_office, "e01")
        request_id = offer.case.request.id

        answers = race(
            partial(accept_offer, embedded_office, offer),
            partial(recall_offer, embedded_office, SECRETARIAT, request_id, offer.offer.id),
        )

        state = embedded_office.cases.case(request_id).offer(offer.offer.id).state
        refused = {"accepted": IllegalMove, "recalled": AnswerTooLate}[state]
        assert [type(answer) for answer in answers if isinstance(answer, Rejected)] == [refused]
        accepted += state == "accepted"
        check_whole(embedded_office, offer)
    assert booked(embedded_office) == 4 * accepted


def test_an_acceptance_at_the_last_moment_and_the_expiry_do_not_both_happen(embedded_office: Office) -> None:
    """The expert's clock shows the deadline, the schedule's a second more; one of them is first."""
    engage(embedded_office, an_expert(months={"2026-12": MonthBook(4 * FEWER)}))
    accepted = 0
    for _ in range(FEWER):
        (offer,) = sent_offers(embedded_office, "e01")
        assert offer.offer.deadline
        later = replace(embedded_office, clock=MemoryClock(offer.offer.deadline + timedelta(seconds=1)))

        race(partial(accept_offer, embedded_office, offer), partial(keep_deadlines, later))

        state = embedded_office.cases.case(offer.case.request.id).offer(offer.offer.id).state
        assert state in ("accepted", "expired")
        accepted += state == "accepted"
        check_whole(embedded_office, offer)
    assert booked(embedded_office) == 4 * accepted


def test_two_runs_of_the_schedule_at_once_expire_an_offer_once(embedded_office: Office) -> None:
    """The slower finds that it is done: one event, one letter to each office, and no failure."""
    engage(embedded_office, an_expert())
    for _ in range(FEWER):
        (offer,) = sent_offers(embedded_office, "e01")
        assert offer.offer.deadline
        later = replace(embedded_office, clock=MemoryClock(offer.offer.deadline + timedelta(seconds=1)))

        assert race(partial(keep_deadlines, later), partial(keep_deadlines, later)) != [0, 0]

        request_id = offer.case.request.id
        told = [letter.notice for letter in embedded_office.letters.about(request_id)]
        deeds = [event.what for event in embedded_office.cases.events(request_id)]
        assert (deeds.count("offer:expired"), told.count("deadline_passed")) == (1, 2)
        check_whole(embedded_office, offer)


def test_a_capacity_that_is_lowered_never_falls_below_what_an_expert_accepts(embedded_office: Office) -> None:
    """Either the acceptance finds too few half-days, or the secretariat hears that they are promised."""
    for number in range(FEWER):
        engage(embedded_office, an_expert(id=f"e{number:02d}", months={"2026-12": MonthBook(4)}))
        (offer,) = sent_offers(embedded_office, f"e{number:02d}")

        answers = race(
            partial(accept_offer, embedded_office, offer),
            partial(set_capacity, embedded_office, SECRETARIAT, f"e{number:02d}", months={"2026-12": 3}),
        )

        book = embedded_office.experts.expert(f"e{number:02d}").months["2026-12"]
        refused = {4: InvalidContent, 0: NoFreeHalfDays}[book.booked]
        assert [type(answer) for answer in answers if isinstance(answer, Rejected)] == [refused]
        assert book.booked <= book.capacity
        check_whole(embedded_office, offer)


def test_a_form_sent_twice_at_once_submits_once(embedded_office: Office) -> None:
    """The twin hears that its errand is done, or that the request is; one number is taken."""
    for number in range(1, FEWER + 1):
        draft = open_draft(embedded_office, CLERK, {})
        twin = replace(CLERK, errand=f"k{number}")
        submit = partial(
            submit_request, embedded_office, twin, draft.id, content=content(), municipalities=(UCHIKO,), version=1
        )

        answers = race(submit, submit)

        (refusal,) = [answer for answer in answers if isinstance(answer, Exception)]
        assert isinstance(refusal, Repeated | IllegalMove | StaleVersion)
        events = embedded_office.cases.events(draft.id)
        assert [event.facts.get("errand") for event in events] == [None, f"k{number}"]
        assert embedded_office.cases.last_number(2026) == number


def test_a_draft_begun_twice_at_once_is_one_draft(embedded_office: Office) -> None:
    """No state stands between the two: the mark alone does."""
    out_of_the_sweepers_reach(embedded_office)
    for number in range(1, ROUNDS + 1):
        begin = partial(open_draft, embedded_office, replace(CLERK, errand=f"k{number}"), {})

        answers = race(begin, begin)

        assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [Repeated]
    assert len(embedded_office.cases.rows(UCHIKO, limit=2 * ROUNDS).rows) == ROUNDS


def test_an_errand_is_taken_in_hand_by_one_of_two_calls(embedded_office: Office) -> None:
    """The other is refused while the first is at it."""
    out_of_the_sweepers_reach(embedded_office)
    now = embedded_office.now()
    for number in range(ROUNDS):
        errand = Errand(f"k{number}", now + LASTS, body="b", held_until=now + timedelta(seconds=30))
        begin = partial(embedded_office.errands.begin, errand, now)

        (refusal,) = [answer for answer in race(begin, begin) if answer]
        assert isinstance(refusal, LostRace)


def out_of_the_sweepers_reach(office: Office) -> None:
    """The embedded store removes what expired by the clock on the wall."""
    clock(office).move(days=36_500)


def shortlisted(office: Office, *preference: str) -> Request:
    """A request whose town has put these experts in order, written straight into the store."""
    number, now = next(numbers), office.now()
    request = Request(
        f"r{number:04d}",
        "shortlisted",
        0,
        GENESIS,
        (UCHIKO,),
        now,
        now,
        {},
        content=content(),
        number=request_number(2026, number),
        preference=preference,
    )
    change = Case(request).changed(Deed(SYSTEM, "request:preferred", now))
    office.cases.commit(change)
    return change.request


def refusals(answers: Sequence[Any]) -> list[str]:
    """What became of the offers that could not be answered any more."""
    return [answer.state for answer in answers if isinstance(answer, AnswerTooLate)]
