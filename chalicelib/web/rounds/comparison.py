"""The plan beside first come, first served: in all, and for every municipality."""

from dataclasses import dataclass

from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.profile import Profile
from chalicelib.domain.round_problem import Outcome
from chalicelib.web.phrases import per_mille
from chalicelib.web.rounds.terms import percent, percent_points, points


@dataclass(frozen=True, slots=True)
class Total:
    """One measure of both ways, and the plan's lead."""

    name: str
    planned: str
    first_come: str
    lead: str


@dataclass(frozen=True, slots=True)
class Town:
    """What a municipality obtains both ways; `verdict` is words and the kind of a tag."""

    name: str
    planned: str
    first_come: str
    lead: str
    verdict: tuple[str, str]


def totals(profile: Profile, plan: RoundPlan) -> list[Total]:
    """The sum of scores, the municipality worst off, and places filled."""
    planned, first = plan.planned, plan.first_come
    places = sum(plan.problem.places)
    filled, filled_first = len(planned.placings), len(first.placings)
    return [
        Total("得点の合計", per_mille(planned.total), per_mille(first.total), points(planned.total - first.total)),
        Total(
            "いちばん不利な市町の充足度",
            _worst(profile, planned),
            _worst(profile, first),
            percent_points(planned.worst - first.worst),
        ),
        Total(
            "決まる人数", f"{filled}人／{places}人", f"{filled_first}人／{places}人", f"{filled - filled_first:+d}人"
        ),
    ]


def towns(profile: Profile, plan: RoundPlan) -> list[Town]:
    """Every municipality with something attainable, those worst off first."""
    planned, first = plan.planned.utility, plan.first_come.utility
    return [
        Town(
            name=profile.municipality(code).name,
            planned=percent(planned[code]),
            first_come=percent(first[code]),
            lead=percent_points(planned[code] - first[code]),
            verdict=_verdict(planned[code] - first[code]),
        )
        for code in sorted(planned, key=lambda code: (planned[code], code))
    ]


def _worst(profile: Profile, outcome: Outcome) -> str:
    if not outcome.utility:
        return "—"
    code = min(outcome.utility, key=lambda code: (outcome.utility[code], code))
    return f"{percent(outcome.worst)}（{profile.municipality(code).name}）"


def _verdict(lead: float) -> tuple[str, str]:
    rounded = round(100 * lead, 1)
    return ("増える", "done") if rounded > 0 else ("減る", "warn") if rounded < 0 else ("同じ", "plain")
