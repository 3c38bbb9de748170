"""Who was refused what: for each person and day how often, and one by one."""

import re
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.denials import Denials
from chalicelib.domain.errors import NotFound
from chalicelib.service.verify_record import verify_record
from chalicelib.web.breaks import broken
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit
from chalicelib.web.words import EVENTS, ROLES

PATH = "/console/denials"
ID = re.compile(r"d[0-9]{8}-[A-Za-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class DenialLine:
    """A day of one person, in words."""

    denials: Denials
    role: str
    address: str


@page(secretariat, PATH)
def list_denials(visit: Visit) -> Response:
    found = visit.office.denials.rows(cursor=visit.asked("cursor") or None)
    return visit.page(
        "console/denials.html",
        lines=[DenialLine(row, ROLES[row.role], f"{PATH}/{row.id}") for row in found.rows],
        first=PATH if visit.asked("cursor") else "",
        next=f"{PATH}?cursor={found.cursor}" if found.cursor else "",
    )


@page(secretariat, f"{PATH}/{{denials_id}}")
def show_denials(visit: Visit, denials_id: str) -> Response:
    if not ID.fullmatch(denials_id):
        raise NotFound(denials_id)
    verdict = verify_record(visit.office, "denials", denials_id)
    denials = visit.office.denials.denials(denials_id)
    return visit.page(
        "console/denied.html",
        denials=denials,
        role=ROLES[denials.role],
        events=[_line(event) for event in reversed(verdict.events)],
        fault=broken(verdict.fault) if verdict.fault else None,
    )


def _line(event: AuditEvent) -> dict[str, object]:
    record = event.facts.get("record")
    note = event.facts["route"] + (f"\n対象：{record}" if record else "")
    return {"what": EVENTS[event.what], "at": event.at, "who": event.who, "note": note}
