"""The receipt of a ranking: all it was made from and all it said, so that anybody can do it again years later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from matching.candidate import Candidate
from matching.document import question, writing
from matching.document.writing import plain
from matching.errors import Fault
from matching.need import Need
from matching.order import rank
from matching.parameters import Parameters
from matching.ranking import Ranking

SCHEMA = 1
"""The form of the receipts written by this version."""

Receipt = dict[str, Any]


def issue(
    need: Need,
    candidates: Iterable[Candidate],
    ranking: Ranking,
    parameters: Parameters,
    *,
    shown: Mapping[str, Sequence[str]] | None = None,
) -> Receipt:
    """A JSON-able receipt; `shown` are the sentences that people saw, by expert id. It holds ids, never names."""
    return {
        "schema": SCHEMA,
        "parameters": plain(parameters),
        "need": writing.need(need),
        "candidates": [plain(candidate) for candidate in candidates],
        "ranking": writing.ranking(ranking),
        "shown": {expert: list(sentences) for expert, sentences in (shown or {}).items()},
    }


def replay(receipt: Mapping[str, Any]) -> Ranking:
    """The ranking, made again from need, candidates and parameters, with everybody explained. Raises Fault."""
    if receipt.get("schema") != SCHEMA:
        raise Fault("schema", f"must be {SCHEMA}, not {receipt.get('schema')!r}")
    asked = question.read(dict(receipt))
    return rank(asked.need, asked.candidates, asked.parameters, explained=len(asked.candidates))


def verify(receipt: Mapping[str, Any]) -> tuple[str, ...]:
    """The faults of a receipt: every place where it says other than what its own need and candidates give."""
    try:
        again = writing.ranking(replay(receipt))
    except Fault as fault:
        return (str(fault),)
    return tuple(_differences(receipt.get("ranking"), again, where="ranking"))


def _differences(stored: object, again: object, *, where: str) -> Iterator[str]:
    match stored, again:
        case dict(), dict():
            for name in sorted({*stored, *again}):
                yield from _differences(stored.get(name), again.get(name), where=f"{where}.{name}")
        case list(), list():
            for index, (old, new) in enumerate(zip_longest(stored, again)):
                yield from _differences(old, new, where=f"{where}[{index}]")
        case _ if stored != again:
            yield f"{where}: must be {again!r}, not {stored!r}"
