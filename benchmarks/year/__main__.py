"""`make year`: a year of the service in a time-lapse, or python -m benchmarks.year --prefecture ehime.

The real use cases, letters and rounds, on the embedded DynamoDB; people are invented and the clock is moved. At the end
every promise is checked, every chain verified, and the year is told in figures. 1 when a promise did not hold.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.machine import machine
from benchmarks.year import inside
from benchmarks.year.calendar import keep_time
from benchmarks.year.meter import Meter
from benchmarks.year.opening import opened
from benchmarks.year.outcome import outcome
from benchmarks.year.proof import audited, broken_promises
from benchmarks.year.scale import SCALES, Scale
from benchmarks.year.summary import people, storage, table
from benchmarks.year.year import Year
from chalicelib.adapters.table import Table, dynamodb
from infra.local.aws import EmbeddedAws
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.table import create
from tests.invariants import listed_cases

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Long enough for every letter that is in doubt to come to its end.
SETTLING = 8


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make year", description="Lives a year of the service in a time-lapse.")
    parser.add_argument("--prefecture", choices=sorted(SCALES), default="ehime")
    parser.add_argument("--requests", type=int, help="requests of the year; else as many as fit the prefecture")
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=60, help="the year ends early when they are over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help="the embedded DynamoDB within this process, without HTTP")
    return parser.parse_args(argv)


@contextmanager
def store(*, within: bool) -> Iterator["DynamoDBClient"]:
    """A client of an embedded DynamoDB, with an empty table."""
    if within:
        yield prepared(inside.client())
        return
    with tempfile.TemporaryDirectory() as folder, EmbeddedAws(Path(folder), kept=False) as aws:
        adopt(service_environment(endpoint=aws.endpoint, address="http://127.0.0.1:8000", state=Path(folder)))
        yield prepared(dynamodb())


def prepared(client: "DynamoDBClient") -> "DynamoDBClient":
    """With an empty table, whose stream nobody reads, and which does not remove what the machine's clock calls old."""
    create(client, TABLE)
    client.update_table(TableName=TABLE, StreamSpecification={"StreamEnabled": False})
    client.update_time_to_live(TableName=TABLE, TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"})
    return client


def live(scale: Scale, client: "DynamoDBClient", meter: Meter, *, seed: int, minutes: float) -> Year:
    """The year, lived to its end or as far as the time reaches, its last letters delivered."""
    year, end = opened(scale, seed=seed, table=Table(client, TABLE))
    print(
        f"{scale.experts} experts, {scale.requests} requests, seed {seed}; from {year.office.now():%Y-%m-%d}",
        flush=True,
    )
    stop = time.monotonic() + 60 * minutes
    day = year.office.now()
    while day < end and time.monotonic() < stop:
        day += timedelta(days=10)
        year.run(min(day, end))
        print(f"  {year.office.now():%Y-%m-%d}: {meter.calls.total():,} calls", flush=True)
    for _ in range(SETTLING):
        year.clock.move(minutes=16)
        keep_time(year)
        year.deliver()
    return year


def main(argv: list[str]) -> int:
    """Live, check, tell."""
    asked = arguments(argv)
    scale = SCALES[asked.prefecture]()
    scale = replace(scale, months=asked.months, requests=asked.requests or scale.requests)
    print(machine())
    begun, busy = time.monotonic(), time.process_time()
    with store(within=asked.inside) as client:
        meter = Meter(scale.profile.prefecture.code)
        meter.watch(client)
        year = live(scale, client, meter, seed=asked.seed, minutes=asked.minutes)
        lived = replace(meter, calls=meter.calls.copy(), read=meter.read.copy(), written=meter.written.copy())
        seconds, busy = time.monotonic() - begun, time.process_time() - busy
        cases = listed_cases(year.office)
        came = outcome(year, cases)
        lines = [*people(year, came), *storage(lived, len(came.cases)), *table(client, TABLE, meter)]
        print("\n".join(lines), flush=True)
        print(
            f"wall time               {seconds:,.0f} s, of which {busy:,.0f} s of this process's own work", flush=True
        )
        broken = list(broken_promises(year, cases))
        records, events, faults = audited(year.office, client, TABLE)
    print(f"verified                {records:,} records with {events:,} events, {len(faults)} broken")
    print("\n".join([*broken, *faults]) or "every promise held")
    return 1 if broken or faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
