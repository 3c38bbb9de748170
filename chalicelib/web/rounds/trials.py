"""A past round with other parameters, in words."""

from dataclasses import dataclass

from chalicelib.domain.round_problem import Placing
from chalicelib.domain.trial import Trial
from chalicelib.service.office import Office
from chalicelib.web.rounds.lines import People
from chalicelib.web.rounds.terms import percent, percent_points

STATES = {"queued": ("計算しています", "info"), "done": ("計算しました", "done"), "failed": ("計算できません", "stop")}


@dataclass(frozen=True, slots=True)
class TrialLine:
    """What a trial came to: `changes` are the requests for which somebody else, or nobody, would be sent."""

    id: str
    state: tuple[str, str]
    done: bool
    said: str
    changes: list[tuple[str, str, str, str]]


def trial_line(office: Office, trial: Trial, people: People) -> TrialLine:
    """The trial with names and numbers."""
    changes = _changes(office, trial, people) if trial.gone or trial.come else []
    worst = percent_points((trial.worst_after - trial.worst_before) / 1000)
    changed = f"{len(changes)}件の依頼で組み合わせが変わります。" if changes else "組み合わせは変わりません。"
    return TrialLine(
        id=trial.round_id,
        state=STATES[trial.state],
        done=trial.state == "done",
        said=f"{changed}いちばん不利な市町の充足度は{percent(trial.worst_after / 1000)}（{worst}）です。",
        changes=changes,
    )


def _changes(office: Office, trial: Trial, people: People) -> list[tuple[str, str, str, str]]:
    touched = {pair.request_id for pair in trial.gone | trial.come}
    chosen = sorted(office.rounds.round(trial.round_id).requests, key=lambda request: request.number)
    return [
        (
            request.number,
            request.title,
            _sent(trial.before, request.id, people),
            _sent(trial.after, request.id, people),
        )
        for request in chosen
        if request.id in touched
    ]


def _sent(placings: tuple[Placing, ...], request_id: str, people: People) -> str:
    names = [people.get(one.expert_id, one.expert_id) for one in placings if one.request_id == request_id]
    return "、".join(names) or "なし"
