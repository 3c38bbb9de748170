"""Races that a store must decide: real threads on the embedded DynamoDB, every round with one winner."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import count
from threading import Barrier
from typing import Any

import pytest

from chalicelib.domain.audit import GENESIS, first_fault
from chalicelib.domain.calendar import request_number
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import AnswerTooLate, IllegalMove, NoFreeHalfDays, Rejected
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.offer import Offer, offer_id
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, UCHIKO, a_request, an_expert, content, engage

pytestmark = pytest.mark.embedded
ROUNDS = 50
MONTH = {"2026-12": 4}
numbers = count(1)


def race(*racers: Callable[[], Any]) -> list[Any]:
    """What each of the racers, started at one moment, returns or is refused with."""
    start = Barrier(len(racers))

    def run(racer: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return racer()
        except Rejected as refusal:
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


def test_fifty_submissions_at_once_take_fifty_numbers_without_a_gap(embedded_office: Office) -> None:
    """Each gets its own, and none is left out."""
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


def refusals(answers: Sequence[Any]) -> list[str]:
    """What became of the offers that could not be answered any more."""
    return [answer.state for answer in answers if isinstance(answer, AnswerTooLate)]
