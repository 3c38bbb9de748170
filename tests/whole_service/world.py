"""What all rules share: the office, whoever is met in it, and what happens when it ends in the middle."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from chalicelib.domain.case import Case
from chalicelib.domain.errors import Rejected, Repeated
from chalicelib.domain.identity import Actor
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Offer
from chalicelib.service.office import Office
from chalicelib.web.hooks import DUTIES
from tests.builders import UCHIKO, memory_office
from tests.invariants import cases_of
from tests.whole_service.crash import Crash, Fuse, brittle
from tests.whole_service.mint import CountingMint
from tests.whole_service.moods import MoodyMailer

EXPERTS = ("e01", "e02", "e03")
OUT_OF_TURN = 5
experts = st.sampled_from(EXPERTS)
nth = st.integers(0, OUT_OF_TURN)


class World(RuleBasedStateMachine):
    """`office` is where rules act, and can end at any write; `sound` is the same office, to be looked at.

    `sent` is what was sent so far, as it was sent.
    """

    sound: Office
    office: Office
    mailer: MoodyMailer
    fuse: Fuse
    crashes: int
    stamps: Iterator[int]
    sent: list[tuple[Callable[..., Any], list[Any], dict[str, Any]]]

    def open(self) -> None:
        """An empty office."""
        self.sound, self.fuse, self.crashes = replace(memory_office(), mint=CountingMint()), Fuse(), 0
        self.stamps, self.sent = count(1), []
        self.mailer = MoodyMailer(self.sound.mailer())
        self.office = brittle(replace(self.sound, mailer=lambda: self.mailer), self.fuse)

    @contextmanager
    def surviving(self) -> Iterator[None]:
        """What the block does may be refused, or done before, or end in the middle; then the service starts anew."""
        try:
            with suppress(Rejected, Repeated):
                yield
        except Crash:
            self.crashes += 1
            self.fuse.put_out()
            self.keep_time()

    def attempt(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Run a use case; being refused is an answer too. Whoever does something sends it under a stamp of its own."""
        stamped = [
            replace(arg, errand=f"errand-{next(self.stamps)}") if isinstance(arg, Actor) else arg for arg in args
        ]
        if stamped != list(args):
            self.sent.append((use_case, stamped, kwargs))
        with self.surviving():
            use_case(self.office, *stamped, **kwargs)

    def keep_time(self) -> None:
        """What the schedule does each minute."""
        for name, duty in DUTIES.items():
            # It only counts, for an alarm.
            if name != "stuck":
                self.attempt(duty)

    def cases(self) -> list[Case]:
        """All cases as they stand, the newest first."""
        if not hasattr(self, "sound"):
            return []
        return cases_of(self.sound, (row.id for row in self.sound.cases.rows(UCHIKO).rows))

    def letters(self) -> list[Letter]:
        """All letters of all cases."""
        return [letter for case in self.cases() for letter in self.sound.letters.about(case.request.id)]

    def any(self, n: int, *states: str) -> str:
        """Some request, mostly one in these states; the last n is for those whom the step does not fit."""
        cases = self.cases()
        fitting = [case.request.id for case in cases if case.request.state in states and n < OUT_OF_TURN]
        among = fitting or [case.request.id for case in cases]
        return among[n % len(among)]

    def some_offer(self, n: int) -> Offer | None:
        """Some offer, mostly one that can still be answered, the newest first."""
        offers = [offer for case in self.cases() for offer in case.offers[::-1]]
        among = [offer for offer in offers if offer.live and n < OUT_OF_TURN] or offers
        return among[n % len(among)] if among else None


def some_request(*states: str) -> Callable[[Any], Any]:
    """Only while some request is in one of these states."""
    return precondition(lambda self: any(case.request.state in states for case in self.cases()))


some_live_offer = precondition(lambda self: any(case.live_offers for case in self.cases()))
