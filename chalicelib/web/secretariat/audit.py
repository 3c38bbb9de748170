"""All records are verified, a stretch a page: how many so far, and which are broken where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.service.verify_all import Stretch, verify_stretch
from chalicelib.service.verify_record import Verdict
from chalicelib.web.breaks import broken
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit

PATH = "/console/audit"
KINDS = {
    "request": "依頼",
    "expert": "専門官",
    "round": "月次の割当",
    "parameters": "配点",
    "token": "連携用トークン",
    "denials": "断られた操作",
    "user": "利用者",
}
# Further broken records are found when these are mended, and by the command.
MOST_BROKEN = 20
ID = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A record whose trail is broken; `address` is where its trail can be read, empty where there is no such page."""

    name: str
    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """What earlier stretches found, carried along in the address: everything in it is looked at with suspicion."""

    records: int
    events: int
    broken: tuple[str, ...]

    @classmethod
    def told_by(cls, visit: Visit) -> "SoFar":
        """What the address says."""
        names = (name for name in visit.query.get("broken", ()) if ID.fullmatch(name))
        return cls(_count(visit.asked("records")), _count(visit.asked("events")), tuple(names)[:MOST_BROKEN])

    def with_stretch(self, stretch: Stretch) -> "SoFar":
        """With another stretch verified."""
        found = [verdict.record for verdict in stretch.verdicts if verdict.fault]
        return SoFar(
            self.records + len(stretch.verdicts),
            self.events + sum(len(verdict.events) for verdict in stretch.verdicts),
            (*self.broken, *found)[:MOST_BROKEN],
        )

    def address(self, cursor: str) -> str:
        """Where the next stretch is verified."""
        told = {"cursor": cursor, "records": self.records, "events": self.events, "broken": self.broken}
        return f"{PATH}?{urlencode(told, doseq=True)}"


@page(secretariat, PATH)
def verify(visit: Visit) -> Response:
    if not visit.asked("cursor"):
        return visit.page("console/audit.html", begin=f"{PATH}?cursor=0.", so_far=None, lines=(), next="")
    before = SoFar.told_by(visit)
    stretch = verify_stretch(visit.office, visit.asked("cursor"))
    so_far = before.with_stretch(stretch)
    return visit.page(
        "console/audit.html",
        begin=PATH,
        so_far=so_far,
        lines=_lines(stretch.verdicts),
        earlier=before.broken,
        next=so_far.address(stretch.cursor) if stretch.cursor else "",
        last=KINDS[stretch.verdicts[-1].kind] if stretch.verdicts else "",
    )


def _lines(verdicts: Sequence[Verdict]) -> list[BrokenLine]:
    return [
        BrokenLine(
            name=f"{KINDS[verdict.kind]} {verdict.record}",
            sentence=broken(verdict.fault),
            address=f"/console/requests/{verdict.record}/events" if verdict.kind == "request" else "",
        )
        for verdict in verdicts
        if verdict.fault
    ]


def _count(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
