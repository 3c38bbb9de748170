"""Every step that the tables allow, and every one that they do not."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.letter import Audience, Letter
from chalicelib.domain.lifecycle import LETTER, OFFER, REQUEST, ROUND, Lifecycle, advance
from chalicelib.domain.offer import Offer
from chalicelib.domain.plan import Wishes
from chalicelib.domain.request import Request
from chalicelib.domain.round import Round

THEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
LIFECYCLES = (REQUEST, OFFER, LETTER, ROUND)


def states(lifecycle: Lifecycle) -> set[str]:
    """Every state the table names."""
    return {state for source, _, target in lifecycle.arrows() for state in (source, target)}


def in_state(kind: str, state: str) -> Any:
    """A record of the kind in this state."""
    if kind == "request":
        return Request("r1", state, 1, "", ("384224",), THEN, THEN, {})
    if kind == "offer":
        return Offer("r1.01", "r1", "e01", state, {"2026-12": 4}, 25_000, 1, 800, "s1", THEN)
    if kind == "round":
        return Round("R08-M001", state, 1, "", (), Wishes(), "u1", THEN, THEN, THEN)
    return Letter("l1", "r1", "offer", Audience.EXPERT, "e@example.jp", {}, state, THEN, THEN)


ARROWS = [(table.kind, *arrow) for table in LIFECYCLES for arrow in table.arrows()]
NON_ARROWS = [
    (table.kind, state, action)
    for table in LIFECYCLES
    for state, action in product(sorted(states(table)), sorted({action for action, _, _ in table.moves}))
    if not table.allows(state, action)
]


@pytest.mark.parametrize(("kind", "state", "action", "target"), ARROWS)
def test_an_arrow_leads_where_the_table_says(kind: str, state: str, action: str, target: str) -> None:
    """The record is one step on, and otherwise as it was."""
    record = in_state(kind, state)

    assert advance(record, action) == in_state(kind, target)
    assert record.state == state


@pytest.mark.parametrize(("kind", "state", "action"), NON_ARROWS)
def test_what_is_no_arrow_is_an_illegal_move(kind: str, state: str, action: str) -> None:
    """Each action in each state that the table does not name is refused in the table's own words."""
    with pytest.raises(IllegalMove) as refused:
        advance(in_state(kind, state), action)

    assert (refused.value.kind, refused.value.action, refused.value.state) == (kind, action, state)


@pytest.mark.parametrize("table", LIFECYCLES, ids=lambda table: table.kind)
def test_one_action_leads_from_a_state_to_one_state_only(table: Lifecycle) -> None:
    """No state and action stand in the table twice."""
    starts = [arrow[:2] for arrow in table.arrows()]

    assert len(starts) == len(set(starts))


@pytest.mark.parametrize(
    ("table", "first"), [(REQUEST, "draft"), (OFFER, "proposed"), (LETTER, "queued")], ids=lambda made: str(made)[:8]
)
def test_every_state_can_be_reached(table: Lifecycle, first: str) -> None:
    """Nothing in a table is dead: a record's first state leads to all others."""
    reached: set[str] = set()
    ahead = {first}
    while ahead:
        reached |= ahead
        ahead = {target for source, _, target in table.arrows() if source in reached} - reached

    assert reached == states(table)


@pytest.mark.parametrize("state", ["withdrawn", "cancelled", "answered", "referred", "closed"])
def test_what_is_over_stays_over(state: str) -> None:
    """No step leads out of a request's ends but its disposal, and none out of that."""
    assert [arrow[1:] for arrow in REQUEST.arrows() if arrow[0] == state] == [("dispose", "disposed")]
    assert not [arrow for arrow in REQUEST.arrows() if arrow[0] == "disposed"]


@pytest.mark.parametrize(("first", "then"), [("deliver", "bounce"), ("bounce", "deliver")])
def test_delivery_and_bounce_may_follow_each_other(first: str, then: str) -> None:
    """A mail host may say either after the other."""
    sent = in_state("letter", "sent")

    assert advance(advance(sent, first), then).state in ("delivered", "bounced")


def test_a_step_can_carry_its_changes() -> None:
    """What belongs to the step is written with it."""
    assert advance(in_state("offer", "approved"), "send", sent_at=THEN).sent_at == THEN
