"""A year in figures, as they are printed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from benchmarks.meter import bytes_of
from benchmarks.year.meter import Meter
from benchmarks.year.outcome import Outcome
from benchmarks.year.year import Year
from infra.scan import items

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def people(year: Year, came: Outcome) -> Iterator[str]:
    """What the year was like for those who asked and those who were asked."""
    middle, ninth = came.wait
    told = came.answers
    shares = sorted(came.served.values())
    yield f"requests submitted      {len(came.cases)} of {len(year.scale.profile.municipalities)} municipalities"
    yield f"  at the end            {_listed(came.states)}"
    yield f"offers sent             {sum(told.values())}: {_listed(told)}"
    yield f"  accepted              {came.accepted:.1%}"
    yield f"days to the first offer {middle:.1f} median, {ninth:.1f} ninth decile"
    yield f"half-days promised      {came.used} of {came.offered} ({came.used / max(1, came.offered):.1%})"
    yield f"wishes granted          {sum(shares) / max(1, len(shares)):.1%} a municipality on average, {_worst(shares)}"
    yield f"letters mailed          {len(year.mailbox.sent)}: {_listed(year.mailbox.came_to)}"
    yield f"  in the busiest second {max(year.mailbox.by_second.values(), default=0)}, day {_busiest_day(year)}"
    yield f"noted                   {_listed(year.noted)}"


def storage(meter: Meter, requests: int) -> Iterator[str]:
    """Calls and capacity units, in all, for each request, and by place."""
    calls = sum(count for name, count in meter.calls.items() if not name.endswith("refused"))
    read, written = meter.read.total(), meter.written.total()
    yield f"DynamoDB calls          {calls:,}, {calls / requests:.0f} a request: {_listed(meter.calls)}"
    yield f"capacity units          {read:,.0f} read, {written:,} written; {read / requests:.0f} and "
    yield f"                        {written / requests:.0f} a request"
    for place in sorted(meter.read.keys() | meter.written.keys()):
        largest = f", largest item {meter.largest[place]:,} bytes" if place in meter.largest else ""
        yield f"  {place:<34} {meter.read[place]:>10,.0f} read {meter.written[place]:>10,} written{largest}"


def table(client: "DynamoDBClient", name: str, meter: Meter) -> Iterator[str]:
    """What lies in the table, by kind."""
    count: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for item in items(client, name):
        place = meter.place(item["pk"]["S"])
        count[place] += 1
        size[place] += bytes_of(item)
    yield f"items                   {count.total():,} with {size.total() / 1e6:.1f} MB"
    for place in sorted(count):
        mean = size[place] / count[place]
        yield f"  {place:<34} {count[place]:>10,} items {size[place] / 1e6:>8.2f} MB, {mean:,.0f} bytes on average"


def _busiest_day(year: Year) -> int:
    days: Counter[str] = Counter()
    for second, count in year.mailbox.by_second.items():
        days[f"{second:%Y-%m-%d}"] += count
    return max(days.values(), default=0)


def _worst(shares: list[float]) -> str:
    worst = [share for share in shares if share == shares[0]]
    return f"{len(worst)} worst off with {shares[0]:.0%}" if shares else "nobody wished for any"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda each: -each[1]))
