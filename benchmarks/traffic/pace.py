"""Requests at a steady rate, whoever makes them."""

import threading
import time


class Pace:
    """Each call of `beat` waits for the next moment at which a request is due.

    The moments do not wait for answers: whoever is late says so in the time that its request took.
    """

    def __init__(self, rate: float) -> None:
        self._lock, self._next = threading.Lock(), time.monotonic()
        self.go(rate)

    def go(self, rate: float) -> None:
        """So many requests a second from now on; what is overdue is forgotten, what was promised for later stays."""
        with self._lock:
            self._pause, self._next = 1 / rate, max(self._next, time.monotonic())

    def beat(self) -> float:
        """Wait, and say when the request was due."""
        with self._lock:
            due = self._next
            self._next += self._pause
        time.sleep(max(0.0, due - time.monotonic()))
        return due
