"""What becomes of requests that are planned together, and of the engine's parameters."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.domain.plan import Pair, Wishes
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round, plannable
from chalicelib.service.close_round import close_round
from chalicelib.service.plan_round import plan_round
from chalicelib.service.try_rounds import ask_for_trials, try_round
from chalicelib.service.tune_parameters import parameters_in_force, save_parameters
from tests.builders import SECRETARIAT
from tests.whole_service.world import World, experts, nth

some_round = precondition(lambda self: self.round_ids())


class Rounds(World):
    """Rounds are begun, planned when the stream says so, adjusted, approved, closed; parameters are tried and saved."""

    @precondition(lambda self: any(plannable(case) for case in self.cases()) and len(self.round_ids()) < 2)
    @rule()
    def begin_planning(self) -> None:
        """A round of everything that waits."""
        waiting = [case.request.id for case in self.cases() if plannable(case)]
        self.attempt(begin_round, SECRETARIAT, request_ids=waiting)

    @some_round
    @rule(n=nth)
    def plan(self, n: int) -> None:
        """The stream says that a round waits, or says so once more."""
        self.attempt(plan_round, self.a_round(n))

    @some_round
    @rule(n=nth, expert=experts, wish=st.sampled_from(["pins", "forbids"]), floor=st.sampled_from([0, 900]))
    def adjust(self, n: int, expert: str, wish: str, floor: int) -> None:
        """Somebody is to come to whoever was chosen first, or is not to."""
        whole = self.sound.rounds.round(self.a_round(n))
        pairs: Any = {wish: (Pair(expert, whole.requests[0].id),)}
        self.attempt(adjust_round, SECRETARIAT, whole.id, wishes=Wishes(floor=floor, **pairs))

    @some_round
    @rule(n=nth, most=st.sampled_from([1, None]))
    def approve_plan(self, n: int, most: int | None) -> None:
        """All of a plan, or the first of it."""
        whole = self.sound.rounds.round(self.a_round(n))
        placings = self.sound.rounds.plan(whole.id, whole.plan_id).planned.placings if whole.plan_id else ()
        pairs = [Pair(placing.expert_id, placing.request_id) for placing in placings[:most]]
        self.attempt(approve_round, SECRETARIAT, whole.id, pairs=pairs)

    @some_round
    @rule(n=nth)
    def close(self, n: int) -> None:
        """A round is over."""
        self.attempt(close_round, SECRETARIAT, self.a_round(n))

    @some_round
    @rule(online=st.integers(0, 1000))
    def try_parameters(self, online: int) -> None:
        """Work done online is worth more, or less: tried on past rounds, and then saved."""
        other = replace(parameters_in_force(self.sound), online=online)
        self.attempt(ask_for_trials, other)
        for round_id in self.round_ids():
            self.attempt(try_round, round_id)
        saved = self.sound.tunings.latest()
        version = saved.version if saved else 0
        self.attempt(save_parameters, SECRETARIAT, parameters=other, reason="見直し", version=version)

    def round_ids(self) -> list[str]:
        """All rounds."""
        return [row.id for row in self.sound.rounds.rows().rows] if hasattr(self, "sound") else []

    def a_round(self, n: int) -> str:
        """Some round."""
        ids = self.round_ids()
        return ids[n % len(ids)]
