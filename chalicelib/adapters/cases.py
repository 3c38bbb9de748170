"""Cases in DynamoDB: one change is one transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.errands import marked
from chalicelib.adapters.experts import booked
from chalicelib.adapters.items import Item, plain, recalled, recalled_receipt, stored, stored_receipt, wire
from chalicelib.adapters.letters import stepped, stored_letter
from chalicelib.adapters.table import ConditionsFailed, Table, put
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Case, Change
from chalicelib.domain.errors import LostRace, NoFreeHalfDays, NotFound
from chalicelib.domain.offer import Assignment, Offer, OfferRow, place_of
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import Request, RequestRow
from chalicelib.domain.session import SupportSession
from chalicelib.domain.support import Support
from chalicelib.service.ports import Page

Action = dict[str, Any]
NEW = "attribute_not_exists(pk)"
# A session for every half-day that can be asked, each corrected three times.
SESSIONS = 1_000


class CaseTable:
    """`ports.CaseRecords` on the table; `prefecture` is the code whose lists hold every submitted request."""

    def __init__(self, table: Table, *, prefecture: str) -> None:
        self.table, self.prefecture = table, prefecture

    def case(self, request_id: str) -> Case:
        found = self.table.partition(keys.case(request_id))
        requests = [item for item in found if item["sk"] == {"S": "REQUEST"}]
        if not requests:
            raise NotFound(request_id)
        offers = (recalled(Offer, item) for item in found if item["sk"] != {"S": "REQUEST"})
        return Case(recalled(Request, requests[0]), tuple(sorted(offers, key=lambda offer: place_of(offer.id))))

    def request_id(self, number: str) -> str:
        return str(plain(self.table.get(keys.number(number)))["request_id"])

    def last_number(self, year: int) -> int:
        try:
            return int(plain(self.table.get(keys.sequence(year)))["last"])
        except NotFound:
            return 0

    def commit(self, change: Change) -> None:
        actions = [*self._records(change), *self._lists(change)]
        bookings = [booked(booking) for booking in change.bookings]
        try:
            self.table.transact([*actions, *bookings], errand=marked(change.event))
        except ConditionsFailed as refusal:
            full = [place - len(actions) for place in refusal.places]
            if full and min(full) >= 0 and not refusal.conflict:
                raise NoFreeHalfDays(change.bookings[full[0]].expert_id) from None
            raise LostRace(change.request.id) from None

    def rows(
        self, watcher: str, *, state: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[RequestRow]:
        if state is None:
            found, after = self.table.newest(keys.watcher(watcher), "REQUEST#", cursor=cursor, limit=limit)
        else:
            queue = keys.row_queue(watcher, "draft" if state == "open" else state, "")["queue"]
            prefix = "" if state in ("open", "ended") else f"{state}#"
            pk = keys.watcher(watcher)
            found, after = self.table.queued(queue, prefix, pk=pk, sk="REQUEST#", cursor=cursor, limit=limit)
        return Page([recalled(RequestRow, item) for item in found], after)

    def assignments(
        self, watcher: str, *, month: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Assignment]:
        found, after = self.table.newest(keys.watcher(watcher), "ASSIGNMENT#", cursor=cursor, limit=limit)
        rows = [recalled(Assignment, item) for item in found]
        return Page([row for row in rows if month is None or month in row.months], after)

    def offers(self, expert_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[OfferRow]:
        found, after = self.table.newest(keys.watcher(expert_id), "OFFER#", cursor=cursor, limit=limit)
        return Page([recalled(OfferRow, item) for item in found], after)

    def events(self, record: str, *, after: int = 0, limit: int = 200) -> Sequence[AuditEvent]:
        found = self.table.partition(keys.audit(record), after=f"{after:08d}", limit=limit)
        return [recalled(AuditEvent, item) for item in found]

    def assignments_of(self, request_id: str) -> Sequence[Assignment]:
        pk, prefix = keys.watcher(self.prefecture), keys.assignment("", f"{request_id}.")["sk"]
        return [recalled(Assignment, item) for item in self.table.partition(pk, prefix=prefix)]

    def receipt(self, request_id: str, receipt_id: str) -> Receipt:
        return recalled_receipt(self.table.get(keys.receipt(request_id, receipt_id)))

    def support(self, request_id: str) -> Support:
        found = self.table.partition(keys.support(request_id), limit=SESSIONS)
        reports = [recalled(Report, item) for item in found if item["sk"] == {"S": "REPORT"}]
        sessions = (recalled(SupportSession, item) for item in found if item["sk"] != {"S": "REPORT"})
        return Support(tuple(sessions), next(iter(reports), None))

    def due_supports(self, now: datetime) -> Iterator[str]:
        return (str(plain(item)["id"]) for item in self.table.all_due("SUPPORTS", keys.stamp(now)))

    def receipts(self, request_id: str) -> Sequence[Receipt]:
        return [recalled_receipt(item) for item in self.table.partition(keys.receipts(request_id))]

    def due_offers(self, now: datetime) -> Iterator[str]:
        return (str(plain(item)["id"]) for item in self.table.all_due("OFFERS", keys.stamp(now)))

    def _records(self, change: Change) -> list[Action]:
        request, event = change.request, change.event
        queue = keys.due("SUPPORTS", request.chase_at) if request.chase_at else {}
        item = stored(request, keys.request(request.id), queue)
        if change.expected_version:
            written = put(item, "version = :version", version=change.expected_version)
        else:
            written = put(item, NEW)
        actions = [written, put(stored(event, keys.event(event.record, event.sequence)), NEW)]
        actions += [put(_stored_offer(offer)) for offer in change.offers]
        actions += [put(stored_letter(letter)) for letter in change.letters]
        if change.letter:
            actions.append(stepped(change.letter))
        if change.receipt:
            actions.append(put(_stored_receipt(change.receipt)))
        return [*actions, *_support(change), *_numbering(change)]

    def _lists(self, change: Change) -> list[Action]:
        request = change.request
        watchers = [*request.municipalities, *([self.prefecture] if request.number else [])]
        actions = [
            put(
                stored(
                    RequestRow.of(request),
                    keys.row(code, request.id),
                    keys.row_queue(code, request.state, request.id),
                )
            )
            for code in watchers
        ]
        for code in change.left:
            actions.append({"Delete": {"Key": wire(keys.row(code, request.id))}})
        for assignment in change.assignments:
            for code in (*assignment.municipalities, self.prefecture, assignment.expert_id):
                actions.append(put(stored(assignment, keys.assignment(code, assignment.id))))
        actions += [put(stored(row, keys.offered(row.expert_id, row.id))) for row in change.offer_rows]
        return actions


def _stored_offer(offer: Offer) -> dict[str, Any]:
    """An offer as an item; in the queue while it waits for its answer."""
    queue = keys.due("OFFERS", offer.due) if offer.state == "sent" and offer.due else {}
    item = stored(offer, keys.offer(offer.request_id, offer.id), queue)
    if offer.due is None:
        # The index takes text or nothing for this attribute.
        del item["due"]
    return item


def _support(change: Change) -> list[Action]:
    """What is added to the support's own partition, and what loses its words."""
    actions = []
    if change.session:
        session = change.session
        actions.append(put(stored(session, keys.support_session(session.request_id, session.id)), NEW))
    if change.report:
        actions.append(put(stored(change.report, keys.report(change.report.request_id)), NEW))
    # Nothing else there is ever replaced.
    actions += [put(_blanked(told)) for told in change.blanked]
    return actions


def _blanked(told: SupportSession | Report | Receipt) -> Item:
    if isinstance(told, Receipt):
        return _stored_receipt(told)
    if isinstance(told, Report):
        return stored(told, keys.report(told.request_id))
    return stored(told, keys.support_session(told.request_id, told.id))


def _stored_receipt(receipt: Receipt) -> Item:
    return stored_receipt(receipt, keys.receipt(receipt.request_id, receipt.id))


def _numbering(change: Change) -> list[Action]:
    if change.number_sequence is None:
        return []
    year, count = change.number_sequence
    number = {**keys.number(change.request.number or ""), "request_id": change.request.id}
    step: Action = {
        "Key": wire(keys.sequence(year)),
        "UpdateExpression": "SET #last = :count",
        "ConditionExpression": "#last = :before" if count > 1 else NEW,
        "ExpressionAttributeNames": {"#last": "last"},
        "ExpressionAttributeValues": wire({":count": count} | ({":before": count - 1} if count > 1 else {})),
    }
    return [put(wire(number), NEW), {"Update": step}]
