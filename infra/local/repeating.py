"""Something done again and again beside the site, until it is told to stop."""

import logging
import threading
from collections.abc import Callable
from typing import Self

# What takes longer is cut off with the run, and begins again with the next one.
GRACE = 3.0
log = logging.getLogger(__name__)


class Repeating:
    """Runs an action every few seconds in a thread; what goes wrong once is said and tried again."""

    def __init__(self, action: Callable[[], object], *, every: float) -> None:
        self._action, self._every, self._stop = action, every, threading.Event()
        self._thread = threading.Thread(target=self._rounds, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(GRACE)

    def _rounds(self) -> None:
        while not self._stop.wait(self._every):
            try:
                self._action()
            except Exception:
                log.exception("A round failed; the next one comes in %g seconds.", self._every)
