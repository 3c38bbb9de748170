"""A support has ended: its assignments are done, and the municipality is asked for its report."""

from dataclasses import replace
from datetime import date

from chalicelib.domain.calendar import closing, in_words, local_day
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Actor
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.domain.report import report_chase, report_due
from chalicelib.domain.request import Request
from chalicelib.service.assignments import assignment_of
from chalicelib.service.letters import to_expert, to_municipality
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for


@settled
def complete_support(office: Office, actor: Actor, request_id: str, *, last_session: date) -> Request:
    """Say that the last session was on this day; InvalidContent for a day to come, or with sessions after it."""
    case = case_for(office, actor, request_id)
    due = report_due(office.working_days, last_session=last_session, told=local_day(office.now()))
    first = report_chase(office.working_days, due, 0)
    request = advance(case.request, "complete", last_session=last_session, report_due=due, chase_at=first)
    _check(office, case, last_session)
    done = tuple(advance(offer, "finish") for offer in case.in_state("accepted"))
    change = case.changed(
        Deed(actor, "request:completed", office.now(), facts={"last_session": last_session.isoformat()}),
        request,
        offers=done,
        letters=_letters(office, case, done, due),
        assignments=tuple(replace(assignment_of(office, case, offer), state="done") for offer in done),
    )
    office.cases.commit(change)
    return change.request


def _letters(office: Office, case: Case, done: tuple[Offer, ...], due: date) -> tuple[Letter, ...]:
    """To the municipality for its report, and to every expert who helped."""
    letters = to_municipality(office, case, "report_due", due=closing(due).isoformat())
    for offer in done:
        letters += to_expert(office, case, "support_ended", expert=office.experts.expert(offer.expert_id), offer=offer)
    return letters


def _check(office: Office, case: Case, last_session: date) -> None:
    accepted = min(local_day(offer.answered_at or office.now()) for offer in case.in_state("accepted"))
    if last_session > local_day(office.now()):
        raise InvalidContent({"last_session": "今日までの日付で入力してください"})
    if last_session < accepted:
        raise InvalidContent({"last_session": f"派遣が決まった{in_words(accepted)}より前の日です"})
    recorded = office.cases.support(case.request.id).last_day
    if recorded and last_session < recorded:
        raise InvalidContent({"last_session": f"{in_words(recorded)}の活動が記録されています。それより前の日です"})
