"""What other parameters would have made of past decisions: their receipts are ranked again, nothing is changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import matching
from chalicelib.domain.case import Case
from chalicelib.domain.identity import Actor
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.sight import watcher_for
from matching import Parameters
from matching.document import writing

# Two reads each: what is behind them is found in half a second.
DECISIONS = 20

Scores = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision's ranking as it was and as it would be: scores per mille by expert, best first."""

    request: Request
    before: Scores
    after: Scores

    @property
    def first_before(self) -> str | None:
        """Who stood first; None when nobody was eligible."""
        return next(iter(self.before), None)

    @property
    def first_after(self) -> str | None:
        """Who would stand first."""
        return next(iter(self.after), None)

    @property
    def first_changes(self) -> bool:
        """Whether somebody else would be asked first."""
        return self.first_before != self.first_after

    @property
    def order_changes(self) -> bool:
        """Whether anybody's rank would be another."""
        return list(self.before) != list(self.after)


def replay_decisions(office: Office, actor: Actor, parameters: Parameters, *, limit: int = DECISIONS) -> list[Replayed]:
    """The latest decisions that rest on a receipt, newest first, ranked again with these parameters."""
    rows = office.cases.rows(watcher_for(office, actor), limit=2 * limit).rows
    cases = (office.cases.case(row.id) for row in rows)
    found = []
    for case in cases:
        receipt = _receipt(office, case)
        if receipt:
            found.append(Replayed(case.request, _scores(receipt.document), replayed(receipt.document, parameters)))
        if len(found) == limit:
            break
    return found


def replayed(document: Mapping[str, Any], parameters: Parameters) -> dict[str, int]:
    """The scores of a receipt with other parameters, best first."""
    ranking = matching.receipt.replay({**document, "parameters": writing.plain(parameters)})
    return {entry.expert: entry.score for entry in ranking.ranked}


def _receipt(office: Office, case: Case) -> Receipt | None:
    """The receipt of the latest offer, else of the shortlist."""
    receipt_id = case.offers[-1].receipt_id if case.offers else case.request.receipt_id
    return office.cases.receipt(case.request.id, receipt_id) if receipt_id else None


def _scores(document: Mapping[str, Any]) -> dict[str, int]:
    return {entry["expert"]: entry["score"] for entry in document["ranking"]["ranked"]}
