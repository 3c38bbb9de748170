"""Whether the time of an answer tells who is registered: python -m benchmarks.sign_in.

Known and unknown addresses ask for a code, and get one wrong, alternating at random, each from a browser of its own;
the time is the app's, from event to answer, with the embedded DynamoDB behind it. Judged by the rank-sum test of Mann
and Whitney: had both the same distribution, |z| would pass 2.58 once in a hundred measurements.
"""

import random
import statistics
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
from chalice.config import Config
from chalice.local import LocalGateway

from benchmarks.pages import timed
from chalicelib import bootstrap
from chalicelib.adapters.memory import MemoryClock
from chalicelib.domain.identity import Role, User
from chalicelib.service.office import Office
from chalicelib.web.counter import counter
from infra.local.aws import EmbeddedAws
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.secret import kept_secret
from infra.local.table import create

TRIES, WARM, BOUND = 200, 20, 2.58
# No network may ask without end, and here all come from one: an hour passes now and then.
AN_HOUR_AFTER = 50
FORM = {"host": "127.0.0.1", "content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Sides:
    """Milliseconds of every try, with addresses that are registered and with ones that are not."""

    name: str
    known: list[float]
    unknown: list[float]

    @property
    def z(self) -> float:
        """How far the ranks of the known are from what chance gives, in standard deviations."""
        times = sorted([(time, True) for time in self.known] + [(time, False) for time in self.unknown])
        ranks = sum(place for place, (_, known) in enumerate(times, 1) if known)
        n, m = len(self.known), len(self.unknown)
        above = ranks - n * (n + 1) / 2
        return float((above - n * m / 2) / (n * m * (n + m + 1) / 12) ** 0.5)

    def row(self) -> str:
        """A line of the table."""
        medians = f"{statistics.median(self.known):.2f} | {statistics.median(self.unknown):.2f}"
        nines = [statistics.quantiles(side, n=10)[8] for side in (self.known, self.unknown)]
        judged = "the same" if abs(self.z) < BOUND else "different"
        return f"| {self.name} | {medians} | {nines[0]:.2f} | {nines[1]:.2f} | {self.z:+.2f} | {judged} |"


class Door:
    """The app's own, in this process."""

    def __init__(self, office: Office) -> None:
        import app

        counter.office, counter.base_path = (lambda: office), (lambda: "")
        self._gateway = LocalGateway(app.app, Config(chalice_stage="dev", config_from_disk={}))

    def post(self, path: str, cookie: str = "", *, status: int, **fields: str) -> tuple[float, str]:
        """Milliseconds of the answer, and the cookie that came with it."""
        answers: list[Any] = []

        def send() -> dict[str, Any]:
            answer: dict[str, Any] = self._gateway.handle_request(
                "POST", path, {**FORM, "cookie": cookie}, urlencode(fields).encode()
            )
            answers.append(answer)
            return answer

        taken = timed(send, status=status)
        given = answers[0]["multiValueHeaders"].get("Set-Cookie", [""])
        return taken, given[0].partition(";")[0]


def measured(office: Office, clock: MemoryClock) -> list[Sides]:
    """Both forms, from both sides."""
    door, chance = Door(office), random.Random(20261130)
    asked: dict[bool, list[float]] = {True: [], False: []}
    typed: dict[bool, list[float]] = {True: [], False: []}
    sides = [True, False] * (TRIES + WARM)
    chance.shuffle(sides)
    for place, known in enumerate(sides):
        if place % AN_HOUR_AFTER == 0:
            clock.move(hours=1)
        address = f"{'known' if known else 'nobody'}{place:03d}@town.example.jp"
        if known:
            user = User(f"u-{place:03d}", address, "測定 花子", Role.MUNICIPALITY, "384224", "総務課")
            office.doors.save_user(user)
        time, cookie = door.post("/sign-in", status=303, email=address, csrf=f".{place}")
        asked[known].append(time)
        typed[known].append(door.post("/sign-in/code", cookie, status=422, code="00000000")[0])
    return [
        Sides(name, times[True][WARM:], times[False][WARM:])
        for name, times in (("an address is sent", asked), ("a wrong code is sent", typed))
    ]


def main() -> None:
    """Measure on a fresh embedded AWS, and print the table."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedAws(Path(folder)) as aws:
        adopt(service_environment(endpoint=aws.endpoint, address="http://127.0.0.1:8000", state=Path(folder)))
        kept_secret(Path(folder))
        create(boto3.client("dynamodb"), TABLE)
        office = bootstrap.joined(bootstrap.environment())
        clock = MemoryClock(office.now())
        print(f"{TRIES} tries a side\n")
        print("| | known, median ms | unknown, median ms | known, p90 | unknown, p90 | z | at the level of 1 % |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for sides in measured(replace(office, clock=clock), clock):
            print(sides.row())


if __name__ == "__main__":
    main()
