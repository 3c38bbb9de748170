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
    """Wait, and move the clock past leases and doubts; a sentence for every letter that waits even then."""
    for look in range(LOOKS):
        waiting = office.letters.due(office.now() + FAR_AHEAD, limit=100)
        if not waiting:
            return []
        if look:
            _move(address, hours=0.3)
        time.sleep(PAUSE)
    return [f"{letter.notice} of {letter.about} is still {letter.state}" for letter in waiting]


def _move(address: str, *, hours: float) -> None:
    content = json.dumps({"hours": hours}).encode()
    request = urllib.request.Request(f"{address}/local/clock", content, {"Content-Type": "application/json"})  # noqa: S310
    with closing(urllib.request.urlopen(request)) as answer:  # noqa: S310
        answer.read()
