"""What is missing of a support is asked for when its time has come: sessions, its end, and the report."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.domain.calendar import closing
from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.report import REMINDERS, report_chase, report_chases
from chalicelib.service.letters import to_expert, to_municipality, to_secretariat
from chalicelib.service.office import Office, settled
from chalicelib.service.sweep import sweep


def chase_reports(office: Office) -> int:
    """Ask for whatever has come due; how much was looked at. Safe to run twice, and late.

    Reminders that came due while the schedule slept are one letter; the secretariat is told once, however late.
    """
    due = office.cases.due_supports(office.now())
    return sweep(due, lambda request_id: _chase(office, request_id), failing="supports that could not be chased")


@settled
def _chase(office: Office, request_id: str) -> None:
    case = office.cases.case(request_id)
    due = case.request.chase_at
    if due and due <= office.now():
        office.cases.commit(ASKING[case.request.state](office, case))


def _ask_for_sessions(office: Office, case: Case) -> Change:
    """The months are over: the municipality is asked to say so, and experts without a session for their account."""
    recorded = {session.offer_id for session in office.cases.support(case.request.id).sessions}
    silent = [offer for offer in case.in_state("accepted") if offer.id not in recorded]
    people = [office.experts.expert(offer.expert_id) for offer in silent]
    letters = to_municipality(office, case, "support_over", experts=[expert.name for expert in people])
    for offer, expert in zip(silent, people, strict=True):
        letters += to_expert(office, case, "session_due", expert=expert, offer=offer)
    facts = {"offers": " ".join(offer.id for offer in silent)} if silent else {}
    return _chased(office, case, "support:over", letters, facts=facts, chase_at=None)


def _ask_for_report(office: Office, case: Case) -> Change:
    days, due = office.working_days, case.request.report_due
    if due is None:
        raise ValueError(f"{case.request.id} is completed without a day for its report")
    times, last = report_chases(days, due, office.now()), closing(due)
    if times > REMINDERS:
        letters = to_secretariat(office, case, "report_overdue", due=last.isoformat(), weeks=REMINDERS)
        return _chased(office, case, "report:overdue", letters, chased=times, chase_at=None)
    letters = to_municipality(office, case, "report_reminder", due=last.isoformat(), late=office.now() > last)
    again = report_chase(days, due, times)
    return _chased(office, case, "report:reminded", letters, chased=times, chase_at=again)


def _chased(
    office: Office,
    case: Case,
    what: str,
    letters: tuple[Letter, ...],
    *,
    facts: Mapping[str, str] | None = None,
    **changes: Any,
) -> Change:
    deed = Deed(SYSTEM, what, office.now(), facts=facts)
    return case.changed(deed, advance(case.request, "chase", **changes), letters=letters)


ASKING: Mapping[str, Callable[[Office, Case], Change]] = {
    "engaged": _ask_for_sessions,
    "completed": _ask_for_report,
}
