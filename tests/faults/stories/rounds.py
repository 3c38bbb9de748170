"""How a month is planned, and how the engine is tuned."""

from dataclasses import replace

from chalicelib.domain.plan import Wishes
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.close_round import close_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import give_up_rounds, plan_round
from chalicelib.service.try_rounds import ask_for_trials, try_round
from chalicelib.service.tune_parameters import save_parameters
from matching import DEFAULT
from tests.builders import OZU, clock
from tests.faults.use_case import OFFICE, Deed, UseCase
from tests.service.rounds import planned, two_experts, waiting

TUNED = replace(DEFAULT, online=DEFAULT.online + 1)


def beginning_a_round(office: Office) -> Deed:
    """A request waits for the month."""
    two_experts(office)
    request = waiting(office)
    return lambda office: begin_round(office, OFFICE, request_ids=[request.id])


def planning(office: Office) -> Deed:
    """A round waits for its plan."""
    whole = beginning_a_round(office)(office)
    return lambda office: plan_round(office, whole.id)


def giving_up(office: Office) -> Deed:
    """A round has waited in vain."""
    beginning_a_round(office)(office)
    clock(office).move(minutes=30)
    return give_up_rounds


def adjusting(office: Office) -> Deed:
    """A round is planned."""
    two_experts(office)
    whole = planned(office, waiting(office))
    return lambda office: adjust_round(office, OFFICE, whole.id, wishes=Wishes(floor=500), version=whole.version)


def approving_a_round(office: Office) -> Deed:
    """A round with two requests is planned."""
    two_experts(office)
    whole = planned(office, waiting(office), waiting(office, of=OZU))
    return lambda office: approve_round(office, OFFICE, whole.id, plan_id=whole.plan_id)


def closing(office: Office) -> Deed:
    """A round is planned, and nobody wants it."""
    two_experts(office)
    whole = planned(office, waiting(office))
    return lambda office: close_round(office, OFFICE, whole.id, version=whole.version)


def asking_for_trials(office: Office) -> Deed:
    """A round is planned, other parameters are thought of."""
    two_experts(office)
    planned(office, waiting(office))
    return lambda office: ask_for_trials(office, TUNED)


def trying(office: Office) -> Deed:
    """They are to be tried."""
    asking_for_trials(office)(office)
    return lambda office: try_round(office, "R08-M001")


def tuning(office: Office) -> Deed:
    """They are liked."""
    return lambda office: save_parameters(office, OFFICE, parameters=TUNED, reason="試行の結果", version=0)


USE_CASES = (
    UseCase(begin_round, beginning_a_round),
    UseCase(plan_round, planning),
    UseCase(give_up_rounds, giving_up),
    UseCase(adjust_round, adjusting),
    UseCase(approve_round, approving_a_round),
    UseCase(close_round, closing),
    UseCase(ask_for_trials, asking_for_trials),
    UseCase(try_round, trying),
    UseCase(save_parameters, tuning),
)
