"""The service on the embedded DynamoDB, its functions called as AWS calls them, and every call written down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import app
from chalicelib.adapters.memory import MemoryMailer
from chalicelib.adapters.table import Table
from chalicelib.adapters.vault import Secrets, Vault
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.letter import Letter, Wording
from chalicelib.service.office import Office
from infra.local.checkpoint import Checkpoint
from infra.local.invocation import context, schedule_event
from infra.local.stream import StreamReader
from tests import embedded
from tests.adapters.conftest import on_table
from tests.builders import SECRETS, clock
from tests.infra.policies.calls import Call, Calls
from tests.web.browser import Browser

STREAMED = ("deliver_letters", "plan_rounds")
ACTORS = (*STREAMED, "record_deliveries", "keep_time", "web", "operator")


class NotedMailer(MemoryMailer):
    """Keeps mails as the memory mailer does, and notes who sent them."""

    def __init__(self, calls: Calls) -> None:
        super().__init__()
        self._calls = calls

    def send(self, letter: Letter, wording: Wording) -> str:
        """Send, with the two actions that SES asks for when a whole message is handed to `SendEmail`."""
        for action in ("ses:SendEmail", "ses:SendRawEmail"):
            self._calls.note(Call(action, "ses", ""))
        return super().send(letter, wording)

    def rate(self) -> int:
        """Ask SES for the account's."""
        self._calls.note(Call("ses:GetAccount", "ses", ""))
        return super().rate()


@dataclass
class World:
    """An office, the calls it makes, and the readers of its table's stream."""

    offices: Mapping[str, Office]
    calls: Calls
    readers: list[StreamReader]

    @property
    def office(self) -> Office:
        """The office of the function at work: each function is a process of its own and remembers for itself."""
        return self.offices[self.calls.actor]

    @property
    def browser(self) -> Browser:
        """A browser nobody has signed in with."""
        return Browser(self.office)

    def settle(self) -> None:
        """Deliver what the stream holds, to both functions."""
        for reader in self.readers:
            reader.poll()

    def hear(self, delivery: Delivery) -> None:
        """The mail service says what became of a letter."""
        notification: dict[str, Any] = {"Message": "", "Subject": "", "MessageAttributes": {}, "delivery": delivery}
        with self.calls.acting("record_deliveries"):
            app.record_deliveries({"Records": [{"Sns": notification}]}, context("record_deliveries"))
        self.settle()

    def let_time_pass(self, **by: float) -> None:
        """Then the schedule's function runs, before the stream delivers."""
        clock(self.office).move(**by)
        with self.calls.acting("keep_time"):
            app.keep_time(schedule_event(), context("keep_time"))
        self.settle()


def world_on(table: embedded.Table, streams: Any, folder: Path) -> World:
    """A world on a fresh table."""
    stream = table.client.describe_table(TableName=table.name)["Table"]["LatestStreamArn"]
    calls = Calls()
    calls.listen(table.client)
    first, mailer = on_table(Table(table.client, table.name)), NotedMailer(calls)

    def secrets() -> Secrets:
        calls.note(Call("secretsmanager:GetSecretValue", "secret", ""))
        return SECRETS

    offices = {
        name: replace(
            on_table(Table(table.client, table.name)), clock=first.clock, mailer=lambda: mailer, vault=Vault(secrets)
        )
        for name in ACTORS
    }
    world = World(offices, calls, [])
    for name in STREAMED:
        function, checkpoint = _noted(calls, name), Checkpoint(folder / name)
        world.readers.append(StreamReader(streams, stream=stream, name=name, function=function, checkpoint=checkpoint))
    return world


def _noted(calls: Calls, name: str) -> Any:
    def function(event: dict[str, Any], given: Any) -> Any:
        with calls.acting(name):
            return getattr(app, name)(event, given)

    return function
