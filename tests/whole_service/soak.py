"""Many long stories of the whole service: `make soak`, or python -m tests.whole_service.soak --runs 2000 --steps 60.

Stories are told in batches, each from a seed of its own that is printed, so that a batch can be told again. It ends by
itself when the runs are done or the minutes are over, and says how many there were.
"""

import argparse
import random
import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.whole_service.machine import WholeService

BATCH = 100


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make soak", description="Tells long stories of the whole service.")
    parser.add_argument("--runs", type=int, default=2_000)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None, help="of the first batch; any without")
    return parser.parse_args(argv)


def batch(number: int, *, runs: int, steps: int) -> None:
    """Tell so many stories from one seed; the first that breaks a promise is shrunk and raised."""
    told = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(WholeService), settings=told)


def main(argv: list[str]) -> int:
    """Print a line a batch and a summary."""
    asked = arguments(argv)
    first = random.randrange(10**6) if asked.seed is None else asked.seed
    begun, ran = time.monotonic(), WholeService.ran
    while ran["stories"] < asked.runs and time.monotonic() - begun < 60 * asked.minutes:
        number = first + ran["batches"]
        print(f"batch of seed {number}", flush=True)
        batch(number, runs=min(BATCH, asked.runs - ran["stories"]), steps=asked.steps)
        ran["batches"] += 1
    seconds = time.monotonic() - begun
    print(
        f"{ran['stories']} stories of up to {asked.steps} steps, {ran['steps']} steps in all, {ran['crashes']} crashes"
        f" in the middle of a change, in {seconds:.0f} s: every promise held. First seed {first}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
