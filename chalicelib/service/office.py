"""The office: everything a use case works with, joined once by bootstrap."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from chalicelib.domain.calendar import WorkingDays
from chalicelib.domain.errors import LostRace
from chalicelib.domain.profile import Profile
from chalicelib.service.ports import (
    Addresses,
    CaseRecords,
    Clock,
    DenialRecords,
    Doors,
    Errands,
    ExpertRecords,
    Letters,
    Logbook,
    Mailer,
    Mint,
    Postmaster,
    RoundRecords,
    Stationery,
    TokenRecords,
    TuningRecords,
    Vault,
)

TRIES = 16
LONGEST_PAUSE = 0.8
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Office:
    """The records, the clock, the mint, the prefecture's profile; mailer and postmaster are made only when needed."""

    cases: CaseRecords
    experts: ExpertRecords
    rounds: RoundRecords
    tunings: TuningRecords
    letters: Letters
    doors: Doors
    tokens: TokenRecords
    denials: DenialRecords
    errands: Errands
    addresses: Addresses
    logbook: Logbook
    clock: Clock
    mint: Mint
    vault: Vault
    profile: Profile
    working_days: WorkingDays
    stationery: Stationery
    mailer: Callable[[], Mailer]
    postmaster: Callable[[], Postmaster]

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.clock.now()

    def identifier(self, prefix: str) -> str:
        """A new id of this moment."""
        return self.mint.identifier(prefix, self.now())


def settled(use_case: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Let a use case read and decide anew when another change came between its reading and its writing.

    What it decides then may be a refusal: the loser of a race is told who was first, not that there was a race.
    """

    @wraps(use_case)
    def again_until_settled(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        for tried in range(TRIES - 1):
            try:
                return use_case(*args, **kwargs)
            except LostRace:
                pause = min(LONGEST_PAUSE, 0.01 * 2**tried)
                time.sleep(random.uniform(0, pause))  # noqa: S311 - spreads the racers, guards nothing
        return use_case(*args, **kwargs)

    return again_until_settled
