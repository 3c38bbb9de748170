"""A stage for one use case: a table that is put back after each trial, and an office whose calls go over the wire."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from botocore.config import Config

from chalicelib.adapters.memory import MemoryClock
from chalicelib.adapters.patience import ONE_CALL
from chalicelib.adapters.ses import ONCE, SesMailer
from chalicelib.adapters.table import Table
from chalicelib.service.office import Office
from infra.local import sender
from infra.local.table import create
from tests.adapters.conftest import on_table
from tests.builders import ehime
from tests.embedded import client_for
from tests.faults.use_case import Deed, UseCase
from tests.faults.wire import LATE_S, Fault, Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Items = Mapping[tuple[str, str], Mapping[str, Any]]
BATCH = 25
# Shorter than a call that is late; only where one is, for on a busy machine every call may be.
IMPATIENT, PATIENT = Config(read_timeout=LATE_S * 2 / 3), Config(read_timeout=30)


@dataclass(slots=True)
class CountingMint:
    """`ports.Mint` that gives the same ids and secrets in the same order every time."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def identifier(self, prefix: str, at: datetime) -> str:
        return f"{prefix}zz{next(self.numbers):06d}"

    def token(self) -> str:
        return f"{next(self.numbers):043d}"

    def answer_token(self) -> str:
        return f"{next(self.numbers):022d}"

    def code(self) -> str:
        return f"{next(self.numbers):08d}"

    short_code = code


class Stage:
    """Where a use case is tried: `deed` is done in an `office()`, from the state in which its story left the store."""

    def __init__(self, use_case: UseCase, aws: str, name: str) -> None:
        self.use_case, self.name, self.wire = use_case, name, Wire(aws)
        self.client: DynamoDBClient = client_for("dynamodb", aws)
        create(self.client, name)
        # These stories are told in a past of which time to live would leave nothing.
        forever: Any = {"AttributeName": "expires", "Enabled": False}
        self.client.update_time_to_live(TableName=name, TimeToLiveSpecification=forever)
        sender.verify(client_for("sesv2", aws), ehime().post.sender)
        told = on_table(Table(self.client, name))
        self.deed: Deed = use_case.lead_up(told)
        self.moment = told.now()
        self.before = self.items()
        self.clients = {patience: self._clients(patience) for patience in (PATIENT, IMPATIENT)}

    def office(self, fault: Fault | None = None) -> Office:
        """A new office at the moment the story ends."""
        dynamodb, ses = self.clients[IMPATIENT if fault is Fault.LATE else PATIENT]
        mailer = SesMailer(ses, ehime().post)
        office = on_table(Table(dynamodb, self.name))
        return replace(office, clock=MemoryClock(self.moment), mint=CountingMint(), mailer=lambda: mailer)

    def healed(self, office: Office) -> Office:
        """The same office with clients that have time, on a busy machine too."""
        return replace(self.office(), clock=office.clock, mint=office.mint)

    def items(self) -> Items:
        """Everything in the table, once nothing is on its way any more."""
        self.wire.quiet()
        pages = self.client.get_paginator("scan").paginate(TableName=self.name, ConsistentRead=True)
        return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}

    def put_back(self, after: Items) -> None:
        """Undo what was changed since the story ended, given what is there now."""
        keys = ({"pk": item["pk"], "sk": item["sk"]} for key, item in after.items() if key not in self.before)
        deletes = [{"DeleteRequest": {"Key": key}} for key in keys]
        puts = [{"PutRequest": {"Item": item}} for key, item in self.before.items() if after.get(key) != item]
        self._write([*deletes, *puts])

    def _write(self, changes: Sequence[Any]) -> None:
        for start in range(0, len(changes), BATCH):
            self.client.batch_write_item(RequestItems={self.name: changes[start : start + BATCH]})

    def _clients(self, patience: Config) -> tuple[Any, Any]:
        """Clients as the service's own, but for where they connect to."""
        dynamodb, ses = ONE_CALL.merge(patience), ONCE.merge(patience)
        endpoint = self.wire.endpoint
        return client_for("dynamodb", endpoint, dynamodb), client_for("sesv2", endpoint, ses)


@contextmanager
def staged(use_case: UseCase, aws: str, name: str) -> Iterator[Stage]:
    """A stage in a table of this name, its wire open."""
    stage = Stage(use_case, aws, name)
    with stage.wire.open():
        yield stage
