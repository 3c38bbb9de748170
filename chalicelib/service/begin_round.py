"""The secretariat begins a monthly round: requests that are still to be served are chosen to be planned together."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.domain.calendar import fiscal_year, local_day, round_number
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Actor
from chalicelib.domain.plan import FLOOR, Wishes
from chalicelib.domain.round import Chosen, Round
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for

PLANNABLE = ("in_review", "shortlisted", "offering")
# As many as one approval of all of them can deal with.
MOST = 100
# Pairs of an expert and a request. A plan keeps every ranking it was made from, at 23 bytes a pair or, where each
# request asks for five fields and four months, 41 (measured); a store takes no record beyond 400 KB.
PAIRS = 9_000
# Longer than a planner is ever let run: who waits beyond it waits in vain.
PATIENCE = timedelta(minutes=20)


@settled
def begin_round(office: Office, actor: Actor, *, request_ids: Sequence[str], floor: int = FLOOR) -> Round:
    """Begin a round; it is planned soon after. InvalidContent unless every request has a place to fill."""
    require_floor(floor)
    cases = _chosen(office, actor, request_ids)
    now = office.now()
    whole = Round(
        id=_next_number(office),
        state="queued",
        version=0,
        head="",
        requests=tuple(
            Chosen(case.request.id, case.request.number or "", case.request.title, case.request.municipalities)
            for case in cases
        ),
        wishes=Wishes(floor=floor),
        begun_by=actor.id,
        begun_at=now,
        updated_at=now,
        due=now + PATIENCE,
    )
    change = whole.changed(Deed(actor, "round:begun", now, facts={"requests": str(len(cases)), "floor": str(floor)}))
    office.rounds.commit(change)
    return change.round


def plannable(case: Case) -> bool:
    """Whether somebody can still be sent."""
    return case.request.state in PLANNABLE and case.open_places > 0


def require_floor(floor: int) -> None:
    """InvalidContent unless the floor is a share of the whole, per mille."""
    if not 0 <= floor <= 1000:
        raise InvalidContent({"floor": "公平さの下限は、0から100までのパーセントで指定してください"})


def _chosen(office: Office, actor: Actor, request_ids: Sequence[str]) -> list[Case]:
    wanted = list(dict.fromkeys(request_ids))
    if not wanted:
        raise InvalidContent({"requests": "割り当てる依頼を選んでください"})
    most = min(MOST, PAIRS // max(1, len(office.experts.experts())))
    if len(wanted) > most:
        raise InvalidContent({"requests": f"一度に割り当てられる依頼は{most}件までです"})
    cases = [case_for(office, actor, request_id) for request_id in wanted]
    served = [case.request.number or "" for case in cases if not plannable(case)]
    if served:
        raise InvalidContent({"requests": f"割り当てを待っていない依頼があります：{'、'.join(served)}"})
    return cases


def _next_number(office: Office) -> str:
    """The number after the newest of this fiscal year; the store refuses one that was taken meanwhile."""
    year = fiscal_year(local_day(office.now()))
    newest = [row.id for row in office.rounds.rows(limit=1).rows]
    count = next((int(number[-3:]) for number in newest if number == round_number(year, int(number[-3:]))), 0)
    return round_number(year, count + 1)
