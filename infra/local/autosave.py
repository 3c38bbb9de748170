"""ministack saves its state on a clean stop only; this saves it while it runs as well.

What the table takes is written into a journal before it is acknowledged, so that no end loses it; the whole state is
saved when the journal has grown long, since that takes the longer the more there is. All else, such as the sender's
address, is saved within two seconds and made anew at the next start where it is missing.
"""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from ministack.app import _build_persistence_save_dict as persistent_services
from ministack.core.persistence import STATE_DIR, load_state, save_state
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb

from infra.local.asgi import Application, Message, Receive, Scope, Send
from infra.local.journal import Entry, Journal
from infra.local.mailbox import SENDING

PAUSE = 2.0
# Some 4,000 changes, which take a few seconds to repeat at a start after kill -9.
LONG = 16 * 1024 * 1024
DATABASE = "DynamoDB_"
READING = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "Describe", "List")
STREAM = "stream_records"


def changes(scope: Scope) -> bool:
    """Whether a request may have changed something that ministack keeps, which mails are not."""
    if scope["type"] != "http" or scope["path"] == SENDING:
        return False
    if target := target_of(scope):
        return not target.rpartition(".")[2].startswith(READING)
    return scope["method"] not in ("GET", "HEAD")


def target_of(scope: Scope) -> str:
    """The operation that a request asks for, such as `DynamoDB_20120810.PutItem`; empty where the path says it."""
    target: bytes = dict(scope["headers"]).get(b"x-amz-target", b"")
    return target.decode("latin-1")


def entry_of(scope: Scope, body: bytes) -> Entry:
    """The request as the journal keeps it."""
    return Entry({name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}, body.decode())


def scope_of(entry: Entry) -> Scope:
    """The request as ministack takes it."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in entry.headers.items()]
    same = {"type": "http", "http_version": "1.1", "scheme": "http", "method": "POST", "path": "/", "query_string": b""}
    return {**same, "headers": headers}


def unread() -> dict[str, Any]:
    """The stream's records, which ministack itself forgets when it stops."""
    records = AccountRegionScopedDict()
    for (account, region, table), kept in dynamodb._stream_records.all_items():
        records.set_scoped(account, region, table, list(kept))
    return {"records": records}


def snapshot() -> dict[str, Any]:
    """Every service's state. Requests are handled on the event loop, so taken there it is of one moment.

    The stream comes first: a save that is broken off then leaves the older table, so that what is repeated brings its
    record once more. With the newer table there would be none.
    """
    states = {STREAM: unread()} | {name: state() for name, state in persistent_services().items()}
    return {name: state for name, state in states.items() if state is not None}


class NotSaved(Exception):
    """A state could not be put into its file."""


def write(states: dict[str, Any]) -> None:
    """Put every state into its file, each replaced at once; NotSaved, where ministack itself only logs."""
    for name, state in states.items():
        before = _file(name)
        save_state(name, state)
        if _file(name) == before:
            raise NotSaved(name)


class Autosave:
    """An ASGI application around ministack's, which saves whenever that is due, at most every two seconds."""

    def __init__(self, app: Application, journal: Journal) -> None:
        self._app, self._journal = app, journal
        self._due, self._writing = asyncio.Event(), asyncio.Lock()
        if saved := load_state(STREAM):
            dynamodb._stream_records.update(saved["records"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif not changes(scope):
            await self._app(scope, receive, send)
        elif target_of(scope).startswith(DATABASE):
            await self._journaled(scope, receive, send)
            if self._journal.length > LONG:
                self._due.set()
        else:
            await self._app(scope, receive, send)
            self._due.set()

    async def rounds(self) -> None:
        """Save whenever it is due, until cancelled."""
        while await self._due.wait():
            self._due.clear()
            await self._save()
            await asyncio.sleep(PAUSE)

    async def finish(self) -> None:
        """Save what changed last, before ministack's own save at its end."""
        await self._save()

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """From the start, which does again what the journal holds, to the end, after which it holds nothing new."""

        async def once_repeated(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                await self._repeat()
            await send(message)

        await self._app(scope, receive, once_repeated)
        if self._journal.length:
            await self._save()

    async def _repeat(self) -> None:
        for entry in self._journal.entries():
            await self._app(scope_of(entry), partial(_heard, entry), _ignored)
            self._due.set()

    async def _journaled(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing waits between ministack's change and the entry, so both have the same order."""
        body = b""

        async def listened() -> Message:
            nonlocal body
            message = await receive()
            body += message.get("body", b"")
            return message

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                self._journal.write(entry_of(scope, body))
            await send(message)

        await self._app(scope, listened, noted)

    async def _save(self) -> None:
        async with self._writing:
            covered = self._journal.turn()
            await asyncio.to_thread(write, snapshot())
            self._journal.forget(covered)


def _file(name: str) -> int | None:
    """The number of the file that holds a state, another one after each save; None when there is none yet."""
    path = Path(STATE_DIR) / f"{name}.json"
    return path.stat().st_ino if path.exists() else None


async def _heard(entry: Entry) -> Message:
    return {"type": "http.request", "body": entry.body.encode(), "more_body": False}


async def _ignored(message: Message) -> None:
    """A repeated request's answer goes to nobody."""
