"""All assignments: who helps whom, in which months, and what each pays."""

from dataclasses import dataclass
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.offer import Assignment
from chalicelib.service.sight import watcher_for
from chalicelib.web.facts import months_in_words, names
from chalicelib.web.secretariat import choices
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/console/assignments"
FILTERS = ("municipality", "expert", "month")
STATES = {"engaged": ("派遣決定", "done"), "done": ("支援終了", "plain"), "cancelled": ("取消し", "stop")}


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment in words; `shares` name each payer."""

    assignment: Assignment
    expert: str
    towns: str
    months: str
    yen: int
    shares: tuple[tuple[str, int], ...]
    state: tuple[str, str]


@page(secretariat, PATH)
def list_assignments(visit: Visit) -> Response:
    office = visit.office
    people = {expert.id: expert.name for expert in office.experts.experts()}
    options = {
        "municipality": choices.municipalities(office.profile),
        "expert": list(people.items()),
        "month": choices.months(office.now()),
    }
    asked = {name: choices.chosen(visit.asked(name), options[name]) for name in FILTERS}
    watcher = asked["expert"] or asked["municipality"] or watcher_for(office, visit.actor)
    found = office.cases.assignments(watcher, month=asked["month"], cursor=visit.asked("cursor") or None)
    town = asked["municipality"]
    lines = [_line(visit, row, people) for row in found.rows if town is None or town in row.municipalities]
    return visit.page(
        "console/assignments.html",
        lines=lines,
        total=sum(line.yen for line in lines if line.assignment.state != "cancelled"),
        options=options,
        form=Typed({name: [value or ""] for name, value in asked.items()}),
        narrowed=any(asked.values()),
        first=PATH + _query(asked) if visit.asked("cursor") else "",
        next=PATH + _query({**asked, "cursor": found.cursor}) if found.cursor else "",
    )


def _line(visit: Visit, assignment: Assignment, people: dict[str, str]) -> AssignmentLine:
    profile = visit.office.profile
    return AssignmentLine(
        assignment=assignment,
        expert=people[assignment.expert_id],
        towns=names(profile, assignment.municipalities),
        months=months_in_words(assignment.months),
        yen=sum(share.yen for share in assignment.shares),
        shares=tuple((profile.municipality(share.municipality).name, share.yen) for share in assignment.shares),
        state=STATES[assignment.state],
    )


def _query(values: dict[str, str | None]) -> str:
    kept = {name: value for name, value in values.items() if value}
    return "?" + urlencode(kept) if kept else ""
