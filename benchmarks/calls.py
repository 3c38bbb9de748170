"""What each use case asks of DynamoDB, and the capacity units it takes: python -m benchmarks.calls.

Every deed of the stories is measured alone. Units are those of the table by the size of the items; what the index takes
besides stands in docs/storage.md.
"""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import boto3

from benchmarks.meter import Meter
from benchmarks.pool import an_assignable_expert, secretary
from benchmarks.stories import STORIES
from chalicelib import bootstrap
from chalicelib.adapters.memory import MemoryClock, MemoryMailer
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from infra.local.aws import EmbeddedAws
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.secret import kept_secret
from infra.local.table import create

EXPERTS = 20


@contextmanager
def metered() -> Iterator[tuple[Office, Meter]]:
    """An office on an empty embedded table with a pool of experts, its clock in our hands."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedAws(Path(folder)) as aws:
        adopt(service_environment(endpoint=aws.endpoint, address="http://127.0.0.1:8000", state=Path(folder)))
        kept_secret(Path(folder))
        create(boto3.client("dynamodb"), TABLE)
        mailer, meter, whole = MemoryMailer(), Meter(), bootstrap.office()
        office = replace(whole, mailer=lambda: mailer, clock=MemoryClock(whole.now()))
        chance = random.Random(1)
        for place in range(EXPERTS):
            register_expert(office, secretary(), an_assignable_expert(office, f"e{place:02d}", chance=chance))
        meter.watch(office.cases.table.client)  # type: ignore[attr-defined]
        yield office, meter


def main() -> None:
    """Print the table."""
    print("| use case | DynamoDB calls | read units | write units |")
    print("| --- | --- | --- | --- |")
    with metered() as (office, meter):
        for story in STORIES:
            for name, deed in story(office):
                meter.reset()
                deed()
                print(f"| {name} | {meter.in_words} | {meter.read:g} | {meter.written} |", flush=True)


if __name__ == "__main__":
    main()
