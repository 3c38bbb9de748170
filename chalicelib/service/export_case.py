"""A whole case leaves the service: everything known of it in one hand, and an event that says who took it, what for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.audit import AuditEvent, Fault
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import ReasonMissing
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Assignment
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.support import Support
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for
from chalicelib.service.verify_record import verify_record


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it, as it stands; `fault` is where its trail is broken, None when it is whole."""

    case: Case
    assignments: Sequence[Assignment]
    receipts: Sequence[Receipt]
    support: Support
    letters: Sequence[Letter]
    events: Sequence[AuditEvent]
    experts: Mapping[str, Expert]
    fault: Fault | None


@settled
def record_export(office: Office, actor: Actor, request_id: str, *, purpose: str) -> None:
    """Put on record that the case is taken out, and nothing else; ReasonMissing without a purpose."""
    if not purpose.strip():
        raise ReasonMissing("export")
    case = case_for(office, actor, request_id)
    office.cases.commit(case.changed(Deed(actor, "request:exported", office.now(), purpose.strip())))


def case_file(office: Office, actor: Actor, request_id: str) -> CaseFile:
    """Everything that belongs to the case."""
    case, cases = case_for(office, actor, request_id), office.cases
    verdict = verify_record(office, "request", request_id)
    return CaseFile(
        case=case,
        assignments=cases.assignments_of(request_id),
        receipts=cases.receipts(request_id),
        support=cases.support(request_id),
        letters=office.letters.about(request_id),
        events=verdict.events,
        experts={expert.id: expert for expert in office.experts.experts()},
        fault=verdict.fault,
    )
