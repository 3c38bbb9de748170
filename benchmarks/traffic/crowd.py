"""A crowd at work: threads that each do one deed after another until they are told to stop."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.traffic import office, support, town
from benchmarks.traffic.line import Beat, CutOff, Line, Log
from benchmarks.traffic.scene import Scene

Deed = Callable[[Line, Scene], None]
DEEDS: Mapping[str, Deed] = {
    "ask": town.ask,
    "look": town.look,
    "prefer": town.prefer,
    "sign in": town.sign_in,
    "type a code": town.type_code,
    "look over": office.look,
    "take": office.take,
    "shortlist": office.shortlist,
    "approve": office.approve,
    "answer": office.answer,
    "record": support.record,
    "complete": support.complete,
    "report": support.report,
    "file": office.file,
    "read": office.read,
}
# So that reviews, approvals, answers and reports keep up with what is asked; reading is what people do most.
WEIGHTS = {
    "ask": 3,
    "look": 12,
    "prefer": 5,
    "sign in": 2,
    "type a code": 3,
    "look over": 5,
    "take": 8,
    "shortlist": 8,
    "approve": 8,
    "answer": 8,
    "record": 8,
    "complete": 5,
    "report": 5,
    "file": 4,
    "read": 6,
}


@dataclass
class Crowd:
    """`gone` is how often the service went away in the middle of a deed; `broken` are faults of the crowd's own."""

    host: str
    scene: Scene
    log: Log
    beat: Beat = time.monotonic
    gone: int = 0
    broken: list[Exception] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, workers: int) -> None:
        """Begin."""
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are at, and go."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self.broken:
            raise ExceptionGroup("workers that stumbled", self.broken)

    def _work(self) -> None:
        line = Line(self.host, log=self.log, beat=self.beat)
        try:
            while not self._stop.is_set():
                self._one_deed(line)
        except Exception as fault:
            self.broken.append(fault)
        finally:
            line.close()

    def _one_deed(self, line: Line) -> None:
        try:
            DEEDS[self.scene.board.weigh(WEIGHTS)](line, self.scene)
        except CutOff:
            self.gone += 1
            # What is gone does not come back sooner for being asked more often.
            self._stop.wait(0.05)
