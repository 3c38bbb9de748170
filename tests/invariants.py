"""What holds of an office at any moment, whatever happened before: half-days, places, chains, letters, numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from chalicelib.domain.case import Case
from chalicelib.domain.offer import Assignment, Offer, OfferRow
from chalicelib.domain.request import RequestRow
from chalicelib.service.office import Office
from chalicelib.service.ports import Page
from chalicelib.service.verify_record import verify_record

MANY = 500

Row = TypeVar("Row")
Invariant = Callable[[Office, Sequence[Case]], None]


def cases_of(office: Office, request_ids: Iterable[str]) -> list[Case]:
    """These cases as they stand."""
    return [office.cases.case(request_id) for request_id in request_ids]


def whole(page: Callable[[str | None], Page[Row]]) -> Iterator[Row]:
    """Every row of a list, which is asked for page by page."""
    cursor: str | None = None
    while True:
        found = page(cursor)
        yield from found.rows
        if (cursor := found.cursor) is None:
            return


def rows_of(office: Office, watcher: str) -> Iterator[RequestRow]:
    """Every request in the list of a town, or of the prefecture."""
    return whole(lambda cursor: office.cases.rows(watcher, cursor=cursor, limit=MANY))


def assignments_of(office: Office, watcher: str) -> Iterator[Assignment]:
    """Every assignment in the list of a town, of an expert, or of the prefecture."""
    return whole(lambda cursor: office.cases.assignments(watcher, cursor=cursor, limit=MANY))


def listed_cases(office: Office) -> list[Case]:
    """Every case that stands in the list of some town, drafts too."""
    return cases_of(office, sorted({row.id for code in office.profile.municipalities for row in rows_of(office, code)}))


def check_everything(office: Office, cases: Sequence[Case]) -> None:
    """All of the promises below; `cases` are all the cases there are."""
    for holds in PROMISES:
        holds(office, cases)


def half_days_are_promised_once(office: Office, cases: Sequence[Case]) -> None:
    """What is booked is what assignments say that were not cancelled, and no more than there is."""
    promised: Counter[tuple[str, str]] = Counter()
    for assignment in assignments_of(office, office.profile.prefecture.code):
        if assignment.state != "cancelled":
            promised.update({(assignment.expert_id, month): count for month, count in assignment.months.items()})
    for expert in office.experts.experts():
        for month, book in expert.months.items():
            assert 0 <= book.booked <= book.capacity
            assert book.booked == promised.pop((expert.id, month), 0)
    assert not promised


def places_are_never_overfilled(office: Office, cases: Sequence[Case]) -> None:
    """Nor does more than one live offer compete for a place, nor one expert fill two."""
    for case in cases:
        if case.request.content is None:
            assert not case.offers
            continue
        taken = case.in_state("approved", "sent", "accepted", "done")
        assert len(taken) <= case.request.asked.places
        assert len({offer.expert_id for offer in taken}) == len(taken)
        assert (case.request.state == "engaged") <= (case.unfilled_places == 0)
        assert not (case.live_offers and case.request.state != "offering")


def every_change_has_its_event_in_a_whole_chain(office: Office, cases: Sequence[Case]) -> None:
    """The version counts the events, head and chain agree, and every part is as its event wrote it."""
    verdicts = [verify_record(office, "request", case.request.id) for case in cases]
    verdicts += [verify_record(office, "expert", expert.id) for expert in office.experts.experts()]
    assert [str(verdict.fault) for verdict in verdicts if verdict.fault] == []


def no_letter_is_without_its_offer(office: Office, cases: Sequence[Case]) -> None:
    """An offer that counts as sent has its letter, and every answered one was approved by somebody."""
    for case in cases:
        if case.request.state == "disposed":
            assert not office.letters.about(case.request.id)
            continue
        lettered = {letter.offer_id for letter in office.letters.about(case.request.id)}
        for offer in case.offers:
            assert offer.state in ("proposed", "recalled") or (offer.approved_by and offer.id in lettered)


def numbers_have_no_gap(office: Office, cases: Sequence[Case]) -> None:
    """The numbers of a fiscal year are 1 to the last one taken, each on one request."""
    given: dict[str, list[int]] = {}
    for case in cases:
        if case.request.number:
            year, _, number = case.request.number.partition("-")
            given.setdefault(year, []).append(int(number))
    for numbers in given.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def lists_show_what_is(office: Office, cases: Sequence[Case]) -> None:
    """Each town that takes part sees the request as it stands, no other does, the prefecture once it has its number."""
    shown = {code: {row.id: row for row in rows_of(office, code)} for code in _watchers(office, cases)}
    prefecture = shown.pop(office.profile.prefecture.code)
    for case in cases:
        request, row = case.request, RequestRow.of(case.request)
        seen = {code: rows[request.id] for code, rows in shown.items() if request.id in rows}
        assert seen == dict.fromkeys(request.municipalities, row)
        assert prefecture.get(request.id) == (row if request.number else None)


def offers_are_listed_to_their_experts(office: Office, cases: Sequence[Case]) -> None:
    """Each offer that was approved stands in its expert's list as it stands in its case, and nothing else does."""
    made = {offer.id: offer for case in cases for offer in case.offers if offer.approved_by}
    listed: dict[str, OfferRow] = {}
    for expert_id in {offer.expert_id for offer in made.values()}:
        listed |= {row.id: row for row in whole(partial(_offers_of, office, expert_id))}
    assert {offer.id: _stands(offer) for offer in made.values()} == {row.id: _stands(row) for row in listed.values()}


def assignments_are_listed_alike(office: Office, cases: Sequence[Case]) -> None:
    """Each accepted offer is one assignment, the same to the towns, to the expert and to the prefecture."""
    everyone = {*_watchers(office, cases), *(offer.expert_id for case in cases for offer in case.offers)}
    listed = {watcher: {found.id: found for found in assignments_of(office, watcher)} for watcher in everyone}
    for case in cases:
        for offer in case.offers:
            lists = (office.profile.prefecture.code, offer.expert_id, *case.request.municipalities)
            first, *others = (listed[watcher].get(offer.id) for watcher in lists)
            assert all(other == first for other in others)
            assert (first is not None) == (offer.state in ("accepted", "done", "cancelled"))


def _offers_of(office: Office, expert_id: str, cursor: str | None) -> Page[OfferRow]:
    return office.cases.offers(expert_id, cursor=cursor, limit=MANY)


def _stands(offer: Offer | OfferRow) -> tuple[object, ...]:
    return offer.expert_id, offer.state, dict(offer.months), offer.deadline, offer.answered_at


def _watchers(office: Office, cases: Sequence[Case]) -> set[str]:
    return {office.profile.prefecture.code, *(code for case in cases for code in case.request.municipalities)}


PROMISES: tuple[Invariant, ...] = (
    half_days_are_promised_once,
    places_are_never_overfilled,
    every_change_has_its_event_in_a_whole_chain,
    no_letter_is_without_its_offer,
    numbers_have_no_gap,
    lists_show_what_is,
    offers_are_listed_to_their_experts,
    assignments_are_listed_alike,
)
