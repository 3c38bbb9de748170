"""A case counts its places, knows its offers and changes in one piece."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.domain.audit import GENESIS, first_fault
from chalicelib.domain.case import Case, Deed, opened
from chalicelib.domain.errors import NotFound, StaleVersion
from chalicelib.domain.offer import Offer, offer_id, request_of
from chalicelib.domain.request import Request
from tests.builders import OZU, SECRETARIAT, UCHIKO, content

THEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
DEED = Deed(SECRETARIAT, "request:taken", THEN, why="理由")


def a_case(*states: str, places: int = 1) -> Case:
    """A case with an offer in each of these states."""
    request = Request(
        "r1", "offering", 3, GENESIS, (UCHIKO, OZU), THEN, THEN, {}, content=content(places=places), number="R08-0001"
    )
    offers = (an_offer(place, state) for place, state in enumerate(states, 1))
    return Case(request, tuple(offers))


def an_offer(place: int, state: str) -> Offer:
    """The case's `place`-th offer."""
    return Offer(
        offer_id("r1", place), "r1", f"e{place:02d}", state, {"2026-12": 4}, 25_000, place, 800, f"s{place}", THEN
    )


@pytest.mark.parametrize(
    ("states", "open_places", "unfilled"),
    [
        ((), 2, 2),
        (("proposed",), 2, 2),
        (("approved",), 1, 2),
        (("sent", "sent"), 0, 2),
        (("accepted", "sent"), 0, 1),
        (("accepted", "done"), 0, 0),
        (("declined", "countered", "expired", "recalled", "cancelled"), 2, 2),
        (("declined", "accepted"), 1, 1),
    ],
)
def test_places_are_taken_by_live_and_accepted_offers(states: tuple[str, ...], open_places: int, unfilled: int) -> None:
    """Of two places; a proposal takes none, and what has ended gives its place back."""
    case = a_case(*states, places=2)

    assert (case.open_places, case.unfilled_places) == (open_places, unfilled)


def test_ids_of_offers_count_within_the_case_and_sort_in_their_order() -> None:
    """From 01; each tells which request it belongs to."""
    ids = [offer_id("r1m7", place) for place in range(1, 100)]

    assert ids[0] == "r1m7.01"
    assert ids == sorted(ids)
    assert {request_of(offer) for offer in ids} == {"r1m7"}


def test_an_offer_of_another_case_is_not_found() -> None:
    """Nor one that was never made."""
    with pytest.raises(NotFound):
        a_case("sent").offer("r2.01")


def test_a_change_raises_the_version_and_seals_one_event() -> None:
    """The event carries the number of the version it makes, and the request its digest."""
    change = a_case().changed(DEED)

    assert (change.expected_version, change.request.version, change.event.sequence) == (3, 4, 4)
    assert change.request.head == change.event.digest == change.event.expected_digest()
    assert (change.event.who, change.event.role, change.event.why) == ("u-secretariat", "secretariat", "理由")


def test_changes_in_a_row_make_a_whole_chain() -> None:
    """From the opening on."""
    first = opened(replace(a_case().request, version=0, head=""), DEED)
    second = Case(first.request).changed(DEED)

    assert first_fault([first.event, second.event], head=second.request.head) is None


def test_a_change_names_the_municipalities_that_left() -> None:
    """So that their lists forget the request."""
    case = a_case()

    change = case.changed(DEED, replace(case.request, municipalities=(UCHIKO,)))

    assert change.left == {OZU}


def test_a_version_that_is_not_the_one_seen_is_stale() -> None:
    """None asks for no check."""
    case = a_case()
    case.require(3)
    case.require(None)

    with pytest.raises(StaleVersion):
        case.require(2)


def test_a_waiting_counter_offer_sets_the_months_for_its_expert() -> None:
    """The others are asked what the municipality asked."""
    counter = replace(an_offer(1, "proposed"), months={"2027-02": 2})
    case = replace(a_case(), offers=(counter,))

    assert case.months_for("e01") == {"2027-02": 2}
    assert case.months_for("e02") == content().months


def test_a_request_knows_how_many_proposals_have_a_place_to_fill() -> None:
    """A proposal that waits behind a live offer is not yet to be approved."""
    assert a_case("proposed").changed(DEED).request.proposals == 1
    assert a_case("sent", "proposed").changed(DEED).request.proposals == 0
    assert a_case("sent", "proposed", "proposed", places=2).changed(DEED).request.proposals == 1


def test_a_draft_has_no_content_to_be_asked_for() -> None:
    """Only what was submitted can be read."""
    with pytest.raises(ValueError, match="never been submitted"):
        _ = replace(a_case().request, content=None).asked
