"""How long a ranking takes: python -m benchmarks.rank (standard library only)."""

import gc
import random
import statistics
from time import perf_counter, process_time

from matching import Candidate, FieldNeed, Need, rank

POOLS = (10, 500, 5_000)
MONTHS = ("2026-12", "2027-01", "2027-02", "2027-03")
TOWNS = tuple(f"38{number:03}0" for number in range(20))
FIELDS = tuple(f"field-{number}" for number in range(1, 36))


def a_need() -> Need:
    """Three fields, four months of four half-days, on site or online."""
    fields = (FieldNeed("field-8", 3, 3), FieldNeed("field-12", 4, 5), FieldNeed("field-13", 2, 2))
    return Need(fields=fields, months=tuple((month, 4) for month in MONTHS), mode="either", place=TOWNS[7])


def an_expert(number: int, *, chance: random.Random) -> Candidate:
    """An invented expert with a dozen fields; one in five breaks a rule or two."""
    return Candidate(
        id=f"expert-{number:05}",
        levels={code: chance.randint(1, 5) for code in chance.sample(FIELDS, 12)},
        free={month: chance.choice((1, 2, 3, 4, 6, 8)) for month in MONTHS},
        minutes=chance.randint(10, 200),
        base=chance.choice(TOWNS),
        areas=frozenset(chance.sample(TOWNS, 8)),
        online=chance.random() < 0.9,
        active_from="2026-04",
        active_to="2026-12" if chance.random() < 0.05 else None,
        known=chance.choice((0, 0, 0, 1, 2)),
        conflicts=("見本システム株式会社",) if chance.random() < 0.05 else (),
        engaged=chance.randint(0, 60),
        cap_left={month: 3 if chance.random() < 0.01 else 8 for month in MONTHS},
    )


def seconds(pool: list[Candidate], *, runs: int) -> tuple[list[float], float]:
    """Seconds of each warm run with the ten best explained, and of processor for one of them in the mean."""
    need, taken = a_need(), []
    rank(need, pool)
    worked = process_time()
    for _ in range(runs):
        start = perf_counter()
        rank(need, pool, explained=10)
        taken.append(perf_counter() - start)
    return taken, (process_time() - worked) / runs


def main() -> None:
    """Print the best and the median run for every size of the pool."""
    chance = random.Random(0)
    print("experts   best ms   median ms   processor ms")
    for size in POOLS:
        pool = [an_expert(number, chance=chance) for number in range(size)]
        gc.collect()
        taken, worked = seconds(pool, runs=50)
        print(f"{size:7,}   {min(taken) * 1e3:7.2f}   {statistics.median(taken) * 1e3:9.2f}   {worked * 1e3:12.2f}")


if __name__ == "__main__":
    main()
