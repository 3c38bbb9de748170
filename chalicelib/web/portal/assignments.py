"""What an expert has promised: to whom, when, for what, whom to call, and which sessions are on record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalice.app import Response

from chalicelib.domain.calendar import local_day, month_of
from chalicelib.domain.offer import Assignment
from chalicelib.domain.session import SupportSession
from chalicelib.service.assignments import assignment_of
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.own_offers import own_assignment
from chalicelib.web.expert.facts import rows_of
from chalicelib.web.facts import months_in_words, names
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit

PATH = "/expert/assignments"
ROWS = 20
NOT_BEGUN = "依頼元の担当者と連絡をとり、日程と進め方を決めてください。"
UNDER_WAY = "活動したら、日時と内容を記録してください。"
OVER = "支援の期間が終わりました。まだ記録していない活動があれば、記録してください。"
STATES = {"engaged": ("支援中", "info"), "done": ("支援終了", "plain"), "cancelled": ("取消し", "stop")}


@dataclass(frozen=True, slots=True)
class AssignmentEntry:
    """An assignment in words."""

    assignment: Assignment
    towns: str
    months: str
    yen: int
    state: tuple[str, str]


@page(portal, PATH)
def list_assignments(visit: Visit) -> Response:
    cursor = visit.asked("cursor") or None
    found = visit.office.cases.assignments(visit.actor.id, cursor=cursor, limit=ROWS)
    return visit.page(
        "expert/assignments.html",
        entries=[entry_of(visit.office, row) for row in found.rows],
        first=PATH if cursor else "",
        next=f"{PATH}?cursor={found.cursor}" if found.cursor else "",
    )


@page(portal, PATH + "/{offer_id}")
def show_assignment(visit: Visit, offer_id: str) -> Response:
    office = visit.office
    opened = own_assignment(office, visit.actor, offer_id)
    support = office.cases.support(opened.case.request.id)
    corrected = {session.corrects for session in support.sessions}
    standing = _own(support.standing, offer_id)
    assignment = _assignment(office, opened)
    return visit.page(
        "expert/assignment.html",
        entry=entry_of(office, assignment),
        officer=opened.case.request.asked.officer,
        request=opened.case.request,
        facts=rows_of(office, opened),
        sessions=standing,
        replaced=[session for session in _own(support.sessions, offer_id) if session.id in corrected],
        next=_next(office, assignment, standing) if opened.offer.state == "accepted" else "",
    )


def entry_of(office: Office, assignment: Assignment) -> AssignmentEntry:
    """The assignment as a list shows it."""
    return AssignmentEntry(
        assignment=assignment,
        towns=names(office.profile, assignment.municipalities),
        months=months_in_words(assignment.months),
        yen=sum(share.yen for share in assignment.shares),
        state=STATES[assignment.state],
    )


def running_of(office: Office, assignments: Sequence[Assignment]) -> list[tuple[AssignmentEntry, str]]:
    """Those that are not over, the one that ends first before the others, each with what to do next."""
    live = sorted((row for row in assignments if row.state == "engaged"), key=lambda row: (max(row.months), row.id))
    return [(entry_of(office, row), _by_month(office, row)) for row in live]


def _assignment(office: Office, opened: OpenedOffer) -> Assignment:
    """As it was agreed, and over when the offer is."""
    agreed = assignment_of(office, opened.case, opened.offer)
    return replace(agreed, state="engaged" if opened.offer.state == "accepted" else "done")


def _own(sessions: Sequence[SupportSession], offer_id: str) -> list[SupportSession]:
    return [session for session in sessions if session.offer_id == offer_id]


def _next(office: Office, assignment: Assignment, sessions: Sequence[SupportSession]) -> str:
    said = sessions[-1].account.next_step if sessions else ""
    return f"次に行うこと：{said}" if said else _by_month(office, assignment)


def _by_month(office: Office, assignment: Assignment) -> str:
    this_month = month_of(local_day(office.now()))
    if this_month < min(assignment.months):
        return NOT_BEGUN
    return UNDER_WAY if this_month <= max(assignment.months) else OVER
