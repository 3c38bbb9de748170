"""Cases in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.adapters.keys import OPEN
from chalicelib.adapters.memory.drawers import Drawers, found, page
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Case, Change
from chalicelib.domain.errors import LostRace, NoFreeHalfDays
from chalicelib.domain.expert import Booking, Expert, MonthBook
from chalicelib.domain.offer import Assignment, OfferRow, place_of, request_of
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import RequestRow
from chalicelib.domain.support import Support
from chalicelib.service.ports import Page


class MemoryCases:
    """`ports.CaseRecords`."""

    def __init__(self, drawers: Drawers, *, prefecture: str) -> None:
        self.drawers, self.prefecture = drawers, prefecture

    def case(self, request_id: str) -> Case:
        with self.drawers.lock:
            request = found(self.drawers.requests, request_id)
            offers = self.drawers.offers.get(request_id, {})
            return Case(request, tuple(offers[offer_id] for offer_id in sorted(offers, key=place_of)))

    def request_id(self, number: str) -> str:
        return found(self.drawers.numbers, number)

    def last_number(self, year: int) -> int:
        return self.drawers.sequences.get(year, 0)

    def commit(self, change: Change) -> None:
        drawers = self.drawers
        with drawers.lock:
            self._refuse(change)
            request = change.request
            drawers.requests[request.id] = request
            drawers.offers.setdefault(request.id, {}).update({offer.id: offer for offer in change.offers})
            drawers.record(change.event)
            letters = (*change.letters, *([change.letter.after] if change.letter else []))
            drawers.letters.update({(letter.about, letter.id): letter for letter in letters})
            drawers.assignments.update({assignment.id: assignment for assignment in change.assignments})
            drawers.offer_rows.update({row.id: row for row in change.offer_rows})
            if change.receipt:
                drawers.receipts[change.receipt.request_id, change.receipt.id] = change.receipt
            if change.session:
                drawers.sessions.setdefault(request.id, {})[change.session.id] = change.session
            if change.report:
                drawers.reports[request.id] = change.report
            for told in change.blanked:
                if isinstance(told, Report):
                    drawers.reports[request.id] = told
                elif isinstance(told, Receipt):
                    drawers.receipts[request.id, told.id] = told
                else:
                    drawers.sessions[request.id][told.id] = told
            if change.number_sequence and request.number:
                drawers.numbers[request.number] = request.id
                drawers.sequences.update([change.number_sequence])
            for booking in change.bookings:
                drawers.experts[booking.expert_id] = _booked(drawers.experts[booking.expert_id], booking)

    def rows(
        self, watcher: str, *, state: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[RequestRow]:
        rows = [
            RequestRow.of(request)
            for request in self.drawers.requests.values()
            if watcher in request.municipalities or (watcher == self.prefecture and request.number)
        ]
        if state is None:
            return page(
                rows, lambda row: f"REQUEST#{row.id}", prefix="REQUEST#", cursor=cursor, limit=limit, listing=watcher
            )
        rows = [row for row in rows if _matches(row.state, state)]
        prefix = "" if state in ("open", "ended") else f"{state}#"
        return page(
            rows, lambda row: f"{row.state}#{row.id}", prefix=prefix, cursor=cursor, limit=limit, listing=watcher
        )

    def assignments(
        self, watcher: str, *, month: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Assignment]:
        rows = [
            row
            for row in self.drawers.assignments.values()
            if watcher in (*row.municipalities, row.expert_id, self.prefecture)
        ]
        part = page(
            rows, lambda row: f"ASSIGNMENT#{row.id}", prefix="ASSIGNMENT#", cursor=cursor, limit=limit, listing=watcher
        )
        return Page([row for row in part.rows if month is None or month in row.months], part.cursor)

    def offers(self, expert_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[OfferRow]:
        rows = [row for row in self.drawers.offer_rows.values() if row.expert_id == expert_id]
        return page(rows, lambda row: f"OFFER#{row.id}", prefix="OFFER#", cursor=cursor, limit=limit)

    def events(self, record: str, *, after: int = 0, limit: int = 200) -> Sequence[AuditEvent]:
        return [event for event in self.drawers.events.get(record, []) if event.sequence > after][:limit]

    def assignments_of(self, request_id: str) -> Sequence[Assignment]:
        return [
            self.drawers.assignments[key] for key in sorted(self.drawers.assignments) if request_of(key) == request_id
        ]

    def receipt(self, request_id: str, receipt_id: str) -> Receipt:
        return found(self.drawers.receipts, (request_id, receipt_id))

    def support(self, request_id: str) -> Support:
        sessions = self.drawers.sessions.get(request_id, {})
        return Support(tuple(sessions[key] for key in sorted(sessions)), self.drawers.reports.get(request_id))

    def due_supports(self, now: datetime) -> Iterator[str]:
        due = [request for request in self.drawers.requests.values() if request.chase_at and request.chase_at <= now]
        return iter([request.id for request in sorted(due, key=lambda request: request.chase_at or now)])

    def receipts(self, request_id: str) -> Sequence[Receipt]:
        return [self.drawers.receipts[key] for key in sorted(self.drawers.receipts) if key[0] == request_id]

    def due_offers(self, now: datetime) -> Iterator[str]:
        offers = (offer for case in self.drawers.offers.values() for offer in case.values())
        due = [offer for offer in offers if offer.state == "sent" and offer.due and offer.due <= now]
        return iter([offer.id for offer in sorted(due, key=lambda offer: offer.due or now)])

    def _refuse(self, change: Change) -> None:
        """Raise what the table would: all conditions are looked at before anything is written."""
        drawers = self.drawers
        drawers.refuse_repeated(change.event)
        stored = drawers.requests.get(change.request.id)
        raced = (stored.version if stored else 0) != change.expected_version
        if change.letter:
            before = change.letter.before
            raced = raced or drawers.letters[before.about, before.id].mark != before.mark
        if change.number_sequence:
            year, count = change.number_sequence
            raced = raced or drawers.sequences.get(year, 0) != count - 1
        if change.session:
            raced = raced or change.session.id in drawers.sessions.get(change.request.id, {})
        if change.report:
            raced = raced or change.request.id in drawers.reports
        if raced:
            raise LostRace(change.request.id)
        for booking in change.bookings:
            months = drawers.experts[booking.expert_id].months
            if any(month not in months or _left(months[month]) < asked for month, asked in booking.months.items()):
                raise NoFreeHalfDays(booking.expert_id)


def _matches(state: str, asked: str) -> bool:
    if asked in ("open", "ended"):
        return (state in OPEN) == (asked == "open")
    return state == asked


def _left(book: MonthBook) -> int:
    return book.capacity - book.booked


def _booked(expert: Expert, booking: Booking) -> Expert:
    months = dict(expert.months)
    for month, half_days in booking.months.items():
        months[month] = replace(months[month], booked=months[month].booked + half_days)
    served = dict(expert.served or {})
    served[booking.municipality] = served.get(booking.municipality, 0) + booking.assignments
    return replace(expert, months=months, served=served)
