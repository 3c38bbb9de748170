"""ministack saves its state on a clean stop only; this saves it while it runs as well."""

import asyncio
from typing import Any

from ministack.app import _build_persistence_save_dict as persistent_services
from ministack.core.persistence import load_state, save_state
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb

from infra.local.asgi import Application, Receive, Scope, Send

PAUSE = 2.0
READING = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "Describe", "List")
STREAM = "stream_records"


def changes(scope: Scope) -> bool:
    """Whether a request may have changed something."""
    if scope["type"] != "http":
        return False
    target = dict(scope["headers"]).get(b"x-amz-target", b"").decode("latin-1")
    if target:
        return not target.rpartition(".")[2].startswith(READING)
    return scope["method"] not in ("GET", "HEAD")


def unread() -> dict[str, Any]:
    """The stream's records, which ministack itself forgets when it stops."""
    records = AccountRegionScopedDict()
    for (account, region, table), kept in dynamodb._stream_records.all_items():
        records.set_scoped(account, region, table, list(kept))
    return {"records": records}


def snapshot() -> dict[str, Any]:
    """Every service's state. Requests are handled on the event loop, so taken there it is of one moment."""
    states = {name: state() for name, state in persistent_services().items()} | {STREAM: unread()}
    return {name: state for name, state in states.items() if state is not None}


def write(states: dict[str, Any]) -> None:
    """Put every state into its file, each replaced at once."""
    for name, state in states.items():
        save_state(name, state)


class Autosave:
    """An ASGI application around ministack's: after a change it saves at once, then at most every two seconds."""

    def __init__(self, app: Application) -> None:
        self._app, self._changed, self._writing = app, asyncio.Event(), asyncio.Lock()
        if saved := load_state(STREAM):
            dynamodb._stream_records.update(saved["records"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
        if changes(scope):
            self._changed.set()

    async def rounds(self) -> None:
        """Save whenever something changed, until cancelled."""
        while await self._changed.wait():
            self._changed.clear()
            await self._save()
            await asyncio.sleep(PAUSE)

    async def finish(self) -> None:
        """Save what changed last, and leave the files to ministack's own save at its end."""
        await self._save()

    async def _save(self) -> None:
        async with self._writing:
            await asyncio.to_thread(write, snapshot())
