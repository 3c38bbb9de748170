"""Opens a service that has no records yet for a crowd."""

import random
import threading
from pathlib import Path

from benchmarks.pool import months
from benchmarks.traffic.board import Board
from benchmarks.traffic.ledger import Ledger
from benchmarks.traffic.people import engage_experts, let_in
from benchmarks.traffic.postbox import Postbox
from benchmarks.traffic.scene import Scene
from chalicelib.domain.calendar import local_day
from chalicelib.service.office import Office

# The service takes 200 sign-ins an hour from one network, which is where all of the crowd sits.
SIGN_INS, MONTHS = 150, 10


def opened(office: Office, *, mails: Path, seed: int) -> Scene:
    """Experts are engaged, everybody is let in, and the board is empty."""
    engage_experts(office)
    return Scene(
        people=let_in(office),
        board=Board(random.Random(seed)),
        ledger=Ledger(),
        postbox=Postbox(mails),
        months=tuple(months(office, MONTHS)),
        field=next(iter(office.profile.fields)),
        category=next(iter(office.profile.categories)),
        today=local_day(office.now()),
        sign_ins=threading.Semaphore(SIGN_INS),
    )
