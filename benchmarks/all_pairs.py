"""How long it takes to score all pairs of a plan: python -m benchmarks.all_pairs."""

import gc
import random
from time import perf_counter, process_time

import numpy as np

from benchmarks.rank import FIELDS, MONTHS, TOWNS, an_expert
from matching import FieldNeed, Need
from matching.plan import Pool, score_all

EXPERTS, NEEDS = 5_000, 10_000
RUNS = 3


def a_need(chance: random.Random) -> Need:
    """Two to four fields, one to four months, any mode and town."""
    fields = chance.sample(FIELDS, chance.randint(2, 4))
    first = chance.randrange(len(MONTHS))
    return Need(
        fields=tuple(
            FieldNeed(code, chance.randint(1, 5), chance.randint(1, 5), chance.random() < 0.2) for code in fields
        ),
        months=tuple((month, chance.randint(1, 6)) for month in MONTHS[first:]),
        mode=chance.choice(("on_site", "online", "either")),
        place=chance.choice(TOWNS),
    )


def a_pool(chance: random.Random) -> Pool:
    """Invented experts with minutes to every town."""
    candidates = [an_expert(number, chance=chance) for number in range(EXPERTS)]
    draw = np.random.default_rng(0)
    shape = (EXPERTS, len(TOWNS))
    return Pool(candidates, TOWNS, draw.integers(10, 200, shape), draw.integers(0, 3, shape))


def main() -> None:
    """Print the best run, in seconds passed and seconds of processor."""
    chance = random.Random(0)
    pool, needs = a_pool(chance), [a_need(chance) for _ in range(NEEDS)]
    taken = []
    for _ in range(RUNS):
        gc.collect()
        passed, worked = perf_counter(), process_time()
        score_all(needs, pool)
        taken.append((perf_counter() - passed, process_time() - worked))
    passed, worked = min(taken)
    print(f"{EXPERTS:,} × {NEEDS:,} pairs: {passed:.2f} s, {worked:.2f} s of processor")


if __name__ == "__main__":
    main()
