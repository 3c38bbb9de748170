"""A case: a request with its offers, changed together or not at all.

Every change of a case raises the request's version by one and makes exactly one audit event of that number, so the
version condition of the store decides every race, and the chain has no gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from chalicelib.domain.audit import GENESIS, AuditEvent, Chained
from chalicelib.domain.errand import FACT
from chalicelib.domain.errors import NotFound, StaleVersion
from chalicelib.domain.expert import Booking
from chalicelib.domain.identity import Actor
from chalicelib.domain.letter import Letter, LetterStep
from chalicelib.domain.offer import Assignment, Offer, OfferRow
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import Request
from chalicelib.domain.seal import seals
from chalicelib.domain.session import SupportSession


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, when and why: the part of a change that the audit event repeats."""

    actor: Actor
    what: str
    at: datetime
    why: str = ""
    facts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """All that one deed writes, in one transaction: the request, changed offers, the event, and what follows.

    `number_sequence` is (fiscal year, count) when the request takes its number; `letter` is the step of a letter that
    this change goes with; `bookings` move the experts' half-days; `left` are municipalities that no longer take part;
    `blanked` are parts of the support, and receipts, that lose their words.
    """

    request: Request
    event: AuditEvent
    offers: tuple[Offer, ...] = ()
    letters: tuple[Letter, ...] = ()
    bookings: tuple[Booking, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    receipt: Receipt | None = None
    number_sequence: tuple[int, int] | None = None
    letter: LetterStep | None = None
    left: frozenset[str] = frozenset()
    session: SupportSession | None = None
    report: Report | None = None
    blanked: tuple[SupportSession | Report | Receipt, ...] = ()

    @property
    def offer_rows(self) -> tuple[OfferRow, ...]:
        """What the lists of experts say of the changed offers; what is only considered is no business of theirs yet."""
        return tuple(OfferRow.of(self.request, offer) for offer in self.offers if offer.approved_by)

    @property
    def expected_version(self) -> int:
        """The version the stored request must have; 0 when there must be none."""
        return self.request.version - 1


class Pending(TypedDict):
    """What lists of requests say about their offers."""

    proposals: int
    undelivered: int
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """A request and its offers, in the order they were proposed."""

    request: Request
    offers: tuple[Offer, ...] = ()

    def offer(self, offer_id: str) -> Offer:
        """The offer of this id; NotFound when the case has none such."""
        for offer in self.offers:
            if offer.id == offer_id:
                return offer
        raise NotFound(offer_id)

    def with_offer(self, changed: Offer) -> "Case":
        """The case with one of its offers changed."""
        return Case(self.request, tuple(changed if offer.id == changed.id else offer for offer in self.offers))

    def in_state(self, *states: str) -> tuple[Offer, ...]:
        """The offers that are in one of these states."""
        return tuple(offer for offer in self.offers if offer.state in states)

    @property
    def live_offers(self) -> tuple[Offer, ...]:
        """Offers approved or sent and not yet answered."""
        return tuple(offer for offer in self.offers if offer.live)

    @property
    def asked_before(self) -> frozenset[str]:
        """Whom this request was put to, or not after all, whatever came of it; never who is proposed at present."""
        proposed = {offer.expert_id for offer in self.in_state("proposed")}
        return frozenset(offer.expert_id for offer in self.offers) - proposed

    @property
    def open_places(self) -> int:
        """Places without an accepted or live offer."""
        taken = len(self.live_offers) + len(self.in_state("accepted", "done"))
        return self.request.asked.places - taken

    @property
    def unfilled_places(self) -> int:
        """Places nobody has accepted yet."""
        return self.request.asked.places - len(self.in_state("accepted", "done"))

    def require(self, version: int | None) -> None:
        """StaleVersion unless the case is still as the asker saw it; None asks for no check."""
        if version is not None and version != self.request.version:
            raise StaleVersion(self.request.id)

    def changed(
        self,
        deed: Deed,
        request: Request | None = None,
        *,
        offers: tuple[Offer, ...] = (),
        letters: tuple[Letter, ...] = (),
        bookings: tuple[Booking, ...] = (),
        assignments: tuple[Assignment, ...] = (),
        receipt: Receipt | None = None,
        number_sequence: tuple[int, int] | None = None,
        letter: LetterStep | None = None,
        session: SupportSession | None = None,
        report: Report | None = None,
        blanked: tuple[SupportSession | Report | Receipt, ...] = (),
    ) -> Change:
        """The change that a deed makes of this case."""
        request = request or self.request
        after = replace(request, version=request.version + 1, updated_at=deed.at, **self._pending(offers))
        event = event_after(
            request, deed, wrote=seals(after, *offers, *assignments, receipt, session, report, *blanked)
        )
        request = replace(after, head=event.digest)
        left = frozenset(self.request.municipalities) - frozenset(request.municipalities)
        return Change(
            request=request,
            event=event,
            offers=offers,
            letters=letters,
            bookings=bookings,
            assignments=assignments,
            receipt=receipt,
            number_sequence=number_sequence,
            letter=letter,
            left=left,
            session=session,
            report=report,
            blanked=blanked,
        )

    def months_for(self, expert_id: str) -> Mapping[str, int]:
        """The half-days of the expert's own counter-offer where one waits, else those the municipality asked."""
        proposals = [offer.months for offer in self.in_state("proposed") if offer.expert_id == expert_id]
        return proposals[-1] if proposals else self.request.asked.months

    def _pending(self, changed: tuple[Offer, ...]) -> Pending:
        """What waits for approval or for an answer, once these offers have changed."""
        after = Case(self.request, tuple({offer.id: offer for offer in (*self.offers, *changed)}.values()))
        deadlines = [offer.deadline for offer in after.in_state("sent") if offer.deadline]
        # Proposals beyond the open places wait for a place, not for approval.
        proposals = min(len(after.in_state("proposed")), after.open_places) if after.offers else 0
        undelivered = sum(offer.undelivered for offer in after.offers)
        return Pending(proposals=proposals, undelivered=undelivered, answer_by=min(deadlines, default=None))


def opened(request: Request, deed: Deed) -> Change:
    """The change that creates a case: `request` has version 0 and no head."""
    return Case(replace(request, head=GENESIS)).changed(deed)


def event_after(record: Chained, deed: Deed, *, wrote: Mapping[str, str]) -> AuditEvent:
    """The audit event of a deed, linked to the last one of the record as it was before; `wrote` seals what it made."""
    return AuditEvent(
        record=record.id,
        sequence=record.version + 1,
        what=deed.what,
        who=deed.actor.id,
        role=deed.actor.role.value,
        way=deed.actor.way,
        at=deed.at,
        why=deed.why,
        facts={**(deed.facts or {}), **({FACT: deed.actor.errand} if deed.actor.errand else {})},
        previous=record.head or GENESIS,
        wrote=wrote,
    ).sealed()
