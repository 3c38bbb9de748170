"""Receipts: the same ranking, years later, and whatever was changed since."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import DEFAULT, Candidate, Fault, Need, Parameters, Weights, rank, receipt
from tests.matching.builders import a_need, an_expert
from tests.matching.strategies import needs, parameters, pools

POOL = [an_expert("expert-01", known=1), an_expert("expert-02", minutes=90), an_expert("expert-03", free={})]


def a_receipt(need: Need | None = None, tuned: Parameters = DEFAULT) -> dict[str, Any]:
    """The receipt of two ranked experts and one excluded, as it comes back from storage."""
    need = need or a_need()
    return stored(receipt.issue(need, POOL, rank(need, POOL, tuned), tuned))


def stored(document: dict[str, Any]) -> dict[str, Any]:
    """Written as JSON and read again."""
    again: dict[str, Any] = json.loads(json.dumps(document))
    return again


@given(needs(), pools(), parameters())
def test_a_receipt_replays_to_the_same_ranking(need: Need, pool: list[Candidate], tuned: Parameters) -> None:
    """Order, scores, parts and reasons, after a round trip through JSON."""
    ranking = rank(need, pool, tuned, explained=len(pool))
    document = stored(receipt.issue(need, pool, ranking, tuned))

    again = receipt.replay(document)

    assert again == ranking
    assert receipt.verify(document) == ()


def test_a_receipt_replays_with_the_parameters_of_its_day() -> None:
    """New defaults do not change old decisions."""
    old = Parameters(version="2025-04", weights=Weights(10, 10, 70, 10), online=0)

    again = receipt.replay(a_receipt(tuned=old))

    assert again.ranked == rank(a_need(), POOL, old).ranked
    assert again.ranked != rank(a_need(), POOL).ranked


def test_a_receipt_holds_ids_and_numbers_and_no_field_for_a_name() -> None:
    """What is not in the candidate cannot leak."""
    document = a_receipt()

    assert set(document) == {"schema", "parameters", "need", "candidates", "ranking", "shown"}
    assert set(document["candidates"][0]) == set(Candidate.__slots__)
    assert set(document["ranking"]["ranked"][0]) == {"expert", "rank", "score", "parts", "engaged", "waived"}
    assert document["ranking"]["excluded"] == [
        {"expert": "expert-03", "reasons": [{"rule": "capacity", "facts": {"months": ["2026-12", "2027-01"]}}]}
    ]


def test_a_receipt_keeps_the_sentences_that_were_shown() -> None:
    """Names of fields may change later; what people read may not."""
    need = a_need()

    document = receipt.issue(need, POOL, rank(need, POOL), DEFAULT, shown={"expert-01": ("車・船で約50分",)})

    assert document["shown"] == {"expert-01": ["車・船で約50分"]}


def test_a_waiver_is_in_the_receipt() -> None:
    """The override of a rule is part of why somebody was ranked."""
    need = a_need(waived=frozenset({("expert-03", "capacity")}))

    document = a_receipt(need)

    assert document["need"]["waived"] == [["expert-03", "capacity"]]
    assert document["ranking"]["ranked"][-1]["waived"][0]["rule"] == "capacity"


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("ranking", "ranked", 0, "score"), 999, "ranking.ranked[0].score: must be 970, not 999"),
        (("ranking", "ranked", 1, "parts", "place"), 950, "ranking.ranked[1].parts.place: must be 500, not 950"),
        (("ranking", "excluded", 0, "reasons"), [], "ranking.excluded[0].reasons[0]: must be {"),
        (("ranking",), None, "ranking: must be {"),
        (("candidates", 1, "known"), 4, "ranking.ranked[1].parts.known: must be 1000, not 0"),
        (("parameters", "online"), -1, "parameters.online: must be a whole number from 0 to 1000, not -1"),
        (("schema",), 2, "schema: must be 1, not 2"),
    ],
)
def test_a_receipt_changed_afterwards_is_found_out(path: tuple[str | int, ...], value: object, fault: str) -> None:
    """Whether a score, a reason, an expert or a parameter was touched."""
    document: Any = deepcopy(a_receipt())
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value

    faults = receipt.verify(document)

    assert any(found.startswith(fault) for found in faults), faults


@given(st.sampled_from(("ranked", "excluded")))
def test_an_expert_taken_out_of_a_receipt_is_missed(side: str) -> None:
    """A shorter list is a fault, too."""
    document = a_receipt()
    document["ranking"][side].pop()

    assert receipt.verify(document) != ()


@pytest.mark.parametrize("change", [lambda entry: entry.pop("waived"), lambda entry: entry.update(remark="近い")])
def test_what_is_taken_out_of_an_entry_or_put_in_is_a_fault(change: Callable[[dict[str, Any]], object]) -> None:
    """An entry says all that the ranking says of an expert, and nothing else."""
    document = a_receipt()
    change(document["ranking"]["ranked"][0])

    assert len(receipt.verify(document)) == 1


def test_a_receipt_that_cannot_be_read_is_not_replayed() -> None:
    """The fault names what is missing."""
    document = a_receipt()
    del document["candidates"][2]["base"]

    with pytest.raises(Fault, match=r"candidates\[2\]\.base: is missing"):
        receipt.replay(document)
