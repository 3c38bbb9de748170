"""Other parameters, tried on past decisions before they are saved."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, ReasonMissing, StaleVersion
from chalicelib.domain.tuning import RECORD, Tuning
from chalicelib.service.replay_decisions import replay_decisions
from chalicelib.service.try_rounds import ask_for_trials, trials_with
from chalicelib.service.tune_parameters import parameters_of, save_parameters
from chalicelib.web.forms.limits import TEXT
from chalicelib.web.guard import allows
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.problems import problem_of
from chalicelib.web.rounds.blueprint import rounds
from chalicelib.web.rounds.differences import difference
from chalicelib.web.rounds.seen import version_seen
from chalicelib.web.rounds.trials import trial_line
from chalicelib.web.rounds.tuning import HINTS, NAMES, as_typed, parameters_typed
from chalicelib.web.secretariat.faults import Fault
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

REPLAY = "/console/replay"
FINE = Fault(200)
NO_REASON = {"reason": "配点を変える理由を入力してください"}
TOO_LONG = {"reason": f"配点を変える理由は{TEXT:,}文字までで入力してください"}


@page(rounds, REPLAY)
def try_parameters(visit: Visit) -> Response:
    """A trial is asked for by the address, so that it can be shared; it changes nothing."""
    tuning = visit.office.tunings.latest()
    asked = Typed({name: [visit.asked(name)] for name in NAMES})
    if not any(asked.value(name) for name in NAMES):
        return _page(visit, tuning, Typed(as_typed(parameters_of(tuning))))
    return _tried(visit, tuning, asked, FINE)


def saved(visit: Visit, errand: Errand) -> Response:
    """The parameters in force."""
    return visit.redirect(f"{REPLAY}?done=saved")


@form(rounds, REPLAY, done=saved)
def save(visit: Visit) -> Response:
    tuning, reason = visit.office.tunings.latest(), visit.typed.value("reason")
    if visit.typed.value("go") == "try":
        return _tried(visit, tuning, visit.typed, FINE)
    if len(reason) > TEXT:
        return _tried(visit, tuning, visit.typed, Fault(422, TOO_LONG))
    try:
        parameters = parameters_typed(visit.typed, parameters_of(tuning))
        save_parameters(visit.office, visit.actor, parameters=parameters, reason=reason, version=version_seen(visit))
    except ReasonMissing:
        return _tried(visit, tuning, visit.typed, Fault(422, NO_REASON))
    except InvalidContent as refusal:
        return _tried(visit, tuning, visit.typed, Fault(422, refusal.faults))
    except StaleVersion as refusal:
        problem = problem_of(refusal)
        return _tried(visit, tuning, visit.typed, Fault(problem.status, title=problem.title, advice=problem.advice))
    return visit.redirect(f"{REPLAY}?done=saved")


@form(rounds, f"{REPLAY}/rounds", done=None)
def try_rounds(visit: Visit) -> Response:
    """Past rounds are solved again elsewhere; the page of the trial shows what came of it."""
    tuning = visit.office.tunings.latest()
    try:
        parameters = parameters_typed(visit.typed, parameters_of(tuning))
    except InvalidContent:
        return _tried(visit, tuning, visit.typed, FINE)
    ask_for_trials(visit.office, parameters)
    return visit.redirect(f"{REPLAY}?{urlencode({name: visit.typed.value(name) for name in NAMES})}#rounds")


def _tried(visit: Visit, tuning: Tuning | None, typed: Typed, fault: Fault) -> Response:
    """The page with its trial; where the numbers are at fault, with what is wrong instead."""
    try:
        parameters = parameters_typed(typed, parameters_of(tuning))
    except InvalidContent as refusal:
        return _page(visit, tuning, Typed(typed.given, refusal.faults), fault=Fault(422, refusal.faults))
    found = replay_decisions(visit.office, visit.actor, parameters)
    people = {expert.id: expert.name for expert in visit.office.experts.experts()}
    trials = trials_with(visit.office, parameters)
    trial = {
        "rounds": [trial_line(visit.office, known, people) for known in trials],
        "may_ask": allows("POST", f"{REPLAY}/rounds", visit.actor.role),
        "count": len(found),
        "differences": [difference(one, people) for one in found if one.first_changes],
        "reordered": [difference(one, people) for one in found if one.order_changes and not one.first_changes],
    }
    return _page(visit, tuning, Typed(typed.given, fault.errors), fault=fault, trial=trial)


def _page(
    visit: Visit, tuning: Tuning | None, form: Typed, *, fault: Fault = FINE, trial: dict[str, Any] | None = None
) -> Response:
    return visit.page(
        "console/rounds/replay.html",
        status=fault.status,
        errors=fault.errors,
        fault=fault,
        since=meanwhile(visit, RECORD) if fault.status == 409 else (),
        both=_both(tuning, form) if fault.status == 409 else (),
        form=form,
        fields=[(name, NAMES[name], HINTS[name]) for name in NAMES],
        tuning=tuning,
        in_force=parameters_of(tuning),
        trial=trial,
        may_save=allows("POST", REPLAY, visit.actor.role),
        done=visit.asked("done") == "saved",
        again=f"{REPLAY}?{urlencode({name: form.value(name) for name in NAMES})}",
    )


def _both(tuning: Tuning | None, form: Typed) -> list[tuple[str, str, str]]:
    """What is in force beside what was typed, where they differ."""
    in_force = Typed(as_typed(parameters_of(tuning)))
    lines = [(NAMES[name], in_force.value(name), form.value(name)) for name in NAMES]
    return [line for line in lines if line[1] != line[2]]
