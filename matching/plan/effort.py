"""How much machine the solver may use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Threads for HiGHS, and the seed where chance begins."""

    threads: int = 1
    seed: int = 0


DEFAULT = Effort()
