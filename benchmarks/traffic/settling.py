"""Letting the service finish what it was at: every letter has to leave, whatever was cut off."""

import json
import time
import urllib.request
from contextlib import closing
from datetime import timedelta

from chalicelib.service.office import Office

LOOKS, PAUSE = 12, 3.5
FAR_AHEAD = timedelta(days=1)


def settle(office: Office, address: str) -> list[str]:
    """Wait while letters leave; when none does, move the clock past leases and doubts. A sentence for each left."""
    waiting, in_vain = _waiting(office), 0
    while waiting and in_vain < LOOKS:
        if in_vain:
            _move(address, hours=0.3)
        time.sleep(PAUSE)
        before, waiting = waiting, _waiting(office)
        in_vain = in_vain + 1 if waiting == before else 0
    return waiting


def _waiting(office: Office) -> list[str]:
    """The next letters that have not left yet, the same ones as long as nothing happens to them."""
    due = office.letters.due(office.now() + FAR_AHEAD, limit=100)
    return [f"{letter.notice} of {letter.about} is still {letter.state}" for letter in due]


def _move(address: str, *, hours: float) -> None:
    content = json.dumps({"hours": hours}).encode()
    request = urllib.request.Request(f"{address}/local/clock", content, {"Content-Type": "application/json"})  # noqa: S310
    with closing(urllib.request.urlopen(request)) as answer:  # noqa: S310
        answer.read()
