"""What all the ports in memory share."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from chalicelib.adapters.cursor import opened, sealed
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.denials import Denials
from chalicelib.domain.errand import Errand, done_by
from chalicelib.domain.errors import NotFound, Repeated
from chalicelib.domain.expert import Expert
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import AnswerLink, Assignment, Offer, OfferRow
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import Request
from chalicelib.domain.round import Progress, Round
from chalicelib.domain.session import SupportSession
from chalicelib.domain.trial import Trial
from chalicelib.service.ports import Page

Value = TypeVar("Value")


@dataclass
class Drawers:
    """What all the ports in memory share: one lock, and a dictionary for each kind of record."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    requests: dict[str, Request] = field(default_factory=dict)
    offers: dict[str, dict[str, Offer]] = field(default_factory=dict)
    events: dict[str, list[AuditEvent]] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    offer_rows: dict[str, OfferRow] = field(default_factory=dict)
    receipts: dict[tuple[str, str], Receipt] = field(default_factory=dict)
    sessions: dict[str, dict[str, SupportSession]] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    sequences: dict[int, int] = field(default_factory=dict)
    experts: dict[str, Expert] = field(default_factory=dict)
    letters: dict[tuple[str, str], Letter] = field(default_factory=dict)
    links: dict[tuple[str, str], AnswerLink] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    plans: dict[tuple[str, str], RoundPlan] = field(default_factory=dict)
    progress: dict[str, Progress] = field(default_factory=dict)
    trials: dict[str, Trial] = field(default_factory=dict)
    tokens: dict[str, ApiToken] = field(default_factory=dict)
    denials: dict[str, Denials] = field(default_factory=dict)
    errands: dict[str, Errand] = field(default_factory=dict)

    def record(self, event: AuditEvent) -> None:
        """Add an event to its chain and mark its errand as done."""
        self.events.setdefault(event.record, []).append(event)
        if errand := done_by(event):
            known = self.errands.get(errand.key, errand)
            self.errands[errand.key] = replace(errand, body=known.body, held_until=known.held_until)

    def refuse_repeated(self, event: AuditEvent) -> None:
        """Repeated when the errand that an event names was done before."""
        errand = done_by(event)
        if errand and errand.key in self.errands and self.errands[errand.key].sequence:
            raise Repeated(errand.key)


def found(drawer: dict[Any, Value], key: object) -> Value:
    """What a drawer holds under a key; NotFound."""
    try:
        return drawer[key]
    except KeyError:
        raise NotFound(str(key)) from None


def page(
    rows: list[Value],
    key: Callable[[Value], str],
    *,
    prefix: str,
    cursor: str | None,
    limit: int,
    listing: str = "",
) -> Page[Value]:
    """A page of rows, newest first; their keys begin with `prefix`, and `listing` tells their list from the others."""
    listing = f"{listing} {prefix}"
    end = opened(cursor, listing, prefix) if cursor else None
    left = sorted((row for row in rows if end is None or key(row) < end), key=key, reverse=True)
    return Page(left[:limit], sealed(key(left[limit - 1]), listing) if len(left) > limit else None)
