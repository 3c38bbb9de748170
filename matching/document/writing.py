"""From what the engine knows to its JSON form, with sets in order, so that equal things are written alike."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from matching.need import Need
from matching.ranking import Ranked, Ranking
from matching.reason import Reason


def plain(value: object) -> Any:
    """Objects, lists and scalars only."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, frozenset):
        return [plain(member) for member in sorted(value)]
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    return value


def need(asked: Need) -> dict[str, Any]:
    """A need; its months as an object."""
    return {**plain(asked), "months": dict(asked.months)}


def ranking(result: Ranking) -> dict[str, Any]:
    """A ranking; the facts behind the parts are left to the need and the candidates."""
    return {
        "ranked": [_ranked(one) for one in result.ranked],
        "excluded": [{"expert": one.expert, "reasons": [_reason(r) for r in one.reasons]} for one in result.excluded],
    }


def _ranked(one: Ranked) -> dict[str, Any]:
    return {
        "expert": one.expert,
        "rank": one.rank,
        "score": one.score,
        "parts": one.parts._asdict(),
        "engaged": one.engaged,
        "waived": [_reason(reason) for reason in one.waived],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "facts": plain(reason)}
