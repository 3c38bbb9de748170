"""The embedded AWS in a process of its own: ministack, its state kept whatever ends it (autosave.py), or not at all.

Started by aws.py with a listening socket. Its standard input is a pipe that ends when the parent does, however that
happens; then it saves and goes.
"""

import asyncio
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import cast

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIFramework
from ministack.app import app

from infra.local.autosave import Autosave, NotSaved
from infra.local.journal import Journal
from infra.local.mailbox import Mailbox


def configuration(listener: int) -> Config:
    """Serve on the parent's socket; connections left open must not delay the end."""
    config = Config()
    config.bind = [f"fd://{listener}"]
    config.loglevel = "WARNING"
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.5
    return config


def told_to_stop() -> asyncio.Event:
    """Set by SIGTERM and by the parent's end."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def left_alone() -> None:
        loop.remove_reader(sys.stdin)
        stop.set()

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin, left_alone)
    return stop


async def run_unkept(listener: int, mails: Path) -> None:
    """Serve until told to stop, and forget everything."""
    stop = told_to_stop()

    async def end() -> None:
        await stop.wait()

    await serve(cast(ASGIFramework, Mailbox(app, mails)), configuration(listener), shutdown_trigger=end)


async def run(listener: int, mails: Path) -> None:
    """Serve until told to stop, or until saving fails: better no service than one that forgets."""
    stop, saving = told_to_stop(), Autosave(Mailbox(app, mails), Journal(mails.parent / "journal"))
    rounds = asyncio.create_task(saving.rounds())

    async def end() -> None:
        await asyncio.wait({rounds, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        try:
            if rounds.done():
                rounds.result()
            rounds.cancel()
            await saving.finish()
        except NotSaved:
            # At once: at its end ministack saves whatever it can, such as the table without its stream.
            traceback.print_exc()
            os._exit(1)

    await serve(cast(ASGIFramework, saving), configuration(listener), shutdown_trigger=end)


if __name__ == "__main__":
    # A state is saved in a thread of its own, which gives way to requests ten times as often.
    sys.setswitchinterval(0.0005)
    serving = run if sys.argv[3] == "kept" else run_unkept
    asyncio.run(serving(int(sys.argv[1]), Path(sys.argv[2])))
