"""The secretariat disposes of what was kept for its years: chosen from a list, with a reason, one change a record."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.calendar import fiscal_year, local_day
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.disposal import (
    assignments_without_words,
    ended_in,
    nobody,
    offers_without_words,
    reached_term,
    receipt_without_words,
    report_without_words,
    session_without_words,
    without_words,
)
from chalicelib.domain.errors import Forbidden, IllegalMove, ReasonMissing, TooLarge
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import RequestRow
from chalicelib.domain.session import SupportSession
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for, watcher_for

# What one change may write of sessions, beside the case itself.
SESSIONS, RECORDS = 40, 90


@dataclass(frozen=True, slots=True)
class Due:
    """What has reached its term, of one page of ended requests and of all experts; `cursor` leads to the next page."""

    requests: Sequence[RequestRow]
    experts: Sequence[Expert]
    cursor: str | None


def due_for_disposal(office: Office, actor: Actor, *, cursor: str | None = None, limit: int = 100) -> Due:
    """The list that is decided on."""
    found = office.cases.rows(watcher_for(office, actor), state="ended", cursor=cursor, limit=limit)
    rows = [row for row in found.rows if row.state != "disposed" and _row_reached(office, row)]
    experts = [expert for expert in office.experts.experts() if _expert_reached(office, expert)]
    return Due(rows, experts, found.cursor)


@settled
def dispose_request(office: Office, actor: Actor, request_id: str, *, reason: str) -> None:
    """Take all words and people out of a case; IllegalMove before its term or its end, ReasonMissing, TooLarge."""
    _require(actor, reason)
    case = case_for(office, actor, request_id)
    request = advance(case.request, "dispose")
    if not _row_reached(office, RequestRow.of(case.request)):
        raise IllegalMove("request", "dispose", case.request.state)
    support = office.cases.support(request_id)
    sessions = [told for told in support.sessions if told != session_without_words(told)]
    deed = Deed(actor, "request:disposed", office.now(), why=reason.strip(), facts=_facts(case))
    offers = offers_without_words(case.offers)
    assignments = assignments_without_words(office.cases.assignments_of(request_id))
    receipts = [left for kept in office.cases.receipts(request_id) if (left := receipt_without_words(kept)) != kept]
    listed = len(offers) * 2 + len(assignments) * (len(request.municipalities) + 2)
    if len(sessions) > SESSIONS or listed + len(receipts) > RECORDS:
        raise TooLarge(request_id)
    blanked: list[SupportSession | Report | Receipt] = [*map(session_without_words, sessions), *receipts]
    if support.report:
        blanked.append(report_without_words(support.report))
    for letter in office.letters.about(request_id):
        # Before the case itself: what is begun and breaks off is found in the list again.
        office.letters.remove(letter)
    change = case.changed(deed, without_words(request), offers=offers, assignments=assignments, blanked=tuple(blanked))
    office.cases.commit(change)


@settled
def dispose_expert(office: Office, actor: Actor, expert_id: str, *, reason: str) -> None:
    """Take the person out of an expert's record; IllegalMove before its term, ReasonMissing."""
    _require(actor, reason)
    expert = record_for(office, actor, expert_id)
    if not _expert_reached(office, expert):
        raise IllegalMove("expert", "dispose", "kept")
    for letter in office.letters.about(expert_id):
        office.letters.remove(letter)
    facts = {"active_to": expert.active_to or ""}
    kept(office, actor, nobody(expert), "expert:disposed", facts=facts, why=reason.strip())


def _require(actor: Actor, reason: str) -> None:
    if actor.role is not Role.SECRETARIAT:
        raise Forbidden("the secretariat disposes")
    if not reason.strip():
        raise ReasonMissing("dispose")


def _facts(case: Case) -> dict[str, str]:
    """What the list of disposals says for ever: number, kind, how and when it ended; nobody's name."""
    request = case.request
    return {
        "number": request.number or "",
        "kind": request.asked.kind.value,
        "ended": request.state,
        "ended_on": local_day(request.updated_at).isoformat(),
    }


def _row_reached(office: Office, row: RequestRow) -> bool:
    return reached_term(ended_in(row), office.profile.retention.case, _this_year(office))


def _expert_reached(office: Office, expert: Expert) -> bool:
    if expert.active_to is None or not expert.email:
        return False
    year, month = (int(part) for part in expert.active_to.split("-"))
    return reached_term(year - (month < 4), office.profile.retention.expert, _this_year(office))


def _this_year(office: Office) -> int:
    return fiscal_year(local_day(office.now()))
