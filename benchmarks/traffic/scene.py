"""Everything a worker needs to know of the service that is running."""

import dataclasses
import threading
from dataclasses import dataclass
from datetime import date

from benchmarks.traffic.board import Board
from benchmarks.traffic.ledger import Ledger
from benchmarks.traffic.people import People
from benchmarks.traffic.postbox import Postbox


@dataclass(frozen=True, slots=True)
class Scene:
    """`months`, `field` and `category` are what requests ask for; `today` is the service's; `sign_ins` is
    how many codes may still be mailed; `towns` says who asked for each request."""

    people: People
    board: Board
    ledger: Ledger
    postbox: Postbox
    months: tuple[str, ...]
    field: str
    category: str
    today: date
    sign_ins: threading.Semaphore
    towns: dict[str, str] = dataclasses.field(default_factory=dict)
    _sorting: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    def open_mails(self) -> None:
        """Put what has come by mail on the board: answer links with the request they are about, and codes."""
        with self._sorting:
            self.postbox.open()
            requests = {number: request_id for request_id, number in self.ledger.numbers.items()}
            for link, number in list(self.postbox.links.items()):
                if number in requests:
                    del self.postbox.links[link]
                    self.board.put("link", f"{link} {requests[number]}")
            for to, code in list(self.postbox.codes.items()):
                browser = self.board.take(f"code for {to}")
                del self.postbox.codes[to]
                if browser:
                    self.board.put("code", f"{code} {browser}")
