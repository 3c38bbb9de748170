"""A municipality submits: the request takes its number, and everybody concerned is told."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.calendar import fiscal_year, local_day, request_number
from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.errors import Forbidden, InvalidContent, UnknownCode
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Content, Request
from chalicelib.service.effort import require_months
from chalicelib.service.figures import Figure
from chalicelib.service.letters import to_municipality, to_secretariat
from chalicelib.service.office import Office, settled
from chalicelib.service.save_draft import Typed, blank_request
from chalicelib.service.sight import case_for

# A store changes a hundred records at once; some stay free for proposals.
RECORDS = 90


@settled
def submit_request(
    office: Office,
    actor: Actor,
    request_id: str,
    *,
    content: Content,
    municipalities: tuple[str, ...],
    typed: Typed | None = None,
    version: int | None = None,
) -> Request:
    """Submit a draft or a returned request."""
    case = case_for(office, actor, request_id)
    case.require(version)
    request = replace(case.request, typed={**case.request.typed, **(typed or {})})
    return _submit(office, actor, replace(case, request=request), content, municipalities)


@settled
def file_request(office: Office, actor: Actor, *, content: Content, municipalities: tuple[str, ...]) -> Request:
    """Submit in one step what never was a draft: filed by a machine, or by the centre on behalf of a municipality."""
    blank = replace(blank_request(office, municipalities, {}), head=GENESIS)
    return _submit(office, actor, Case(blank), content, municipalities)


def _submit(office: Office, actor: Actor, case: Case, content: Content, municipalities: tuple[str, ...]) -> Request:
    if actor.role is Role.MUNICIPALITY and actor.municipality not in municipalities:
        raise Forbidden("a municipality asks for itself")
    _check(office, content, municipalities)
    now = office.now()
    request = advance(case.request, "submit", content=content, municipalities=municipalities, submitted_at=now)
    sequence = None
    if request.number is None:
        year = fiscal_year(local_day(now))
        sequence = (year, office.cases.last_number(year) + 1)
        request = replace(request, number=request_number(*sequence))
    change = _change(office, actor, case, request, sequence)
    office.cases.commit(change)
    if sequence:
        office.logbook.measure(Figure.REQUESTS_SUBMITTED, 1)
    return change.request


def _change(office: Office, actor: Actor, case: Case, request: Request, sequence: tuple[int, int] | None) -> Change:
    submitted = replace(case, request=request)
    months = dict(request.asked.months)
    letters = (
        *to_municipality(office, submitted, "request_received", months=months),
        *to_secretariat(office, submitted, "new_request", months=months),
    )
    deed = Deed(actor, "request:submitted", office.now(), facts={"number": request.number or ""})
    return case.changed(deed, request, letters=letters, number_sequence=sequence)


def _check(office: Office, content: Content, municipalities: tuple[str, ...]) -> None:
    """What only the profile and the calendar know; UnknownCode or InvalidContent."""
    if len(set(municipalities)) != len(municipalities) or not municipalities:
        raise InvalidContent({"municipalities": "参加する市町を、重ならないように選んでください"})
    profile = office.profile
    _require_known("municipality", municipalities, profile.municipalities)
    _require_known("field", (field.code for field in content.fields), profile.fields)
    _require_known("place", (content.place,), (*profile.municipalities, *profile.places))
    _require_known("category", (content.category,), profile.categories)
    require_months(office, content.months)
    _require_writable(len(municipalities), content.places)


def _require_writable(towns: int, places: int) -> None:
    """InvalidContent when a cancellation, which touches every town's copy of every place, could not be one change."""
    if towns + 4 + places * (towns + 6) > RECORDS:
        raise InvalidContent({"places": "参加する市町と人数が多すぎます。依頼を分けてください"})


def _require_known(kind: str, codes: Iterable[str], known: Collection[str]) -> None:
    for code in codes:
        if code not in known:
            raise UnknownCode(kind, code)
