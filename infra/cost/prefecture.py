"""How much a prefecture uses the service in a month, from how many people work with it and how often."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chalicelib.service.figures import Figure
from infra.build import template

MEASURED = Path(__file__).parents[2] / "docs" / "benchmarks.md"
KB, GB = 1_000, 1_000_000_000
MINUTES = 365 / 12 * 24 * 60

# The life of one request, from its draft to its report, in use cases as docs/benchmarks.md measures them.
REQUEST = {
    "a draft is begun": 1,
    "a draft is saved": 8,
    "a request is submitted": 1,
    "three letters are sent": 1,
    "a review begins": 1,
    "candidates are shortlisted": 1,
    "the town puts them in order": 1,
    "an offer is approved": 1.5,
    "the offer and another letter are sent": 1.5,
    "an answer link is opened": 3,
    "the expert declines": 0.5,
    "the expert accepts": 1,
    "a session is recorded": 4,
    "the support ends": 1,
    "the town reports": 1,
    "eight letters are sent": 1.75,
    "the mail service says: delivered": 20,
}
LETTERS = 20
SIGN_IN = {
    "a code is asked for": 1,
    "its letter is sent": 1,
    "the mail service says: delivered": 1,
    "the code is typed": 1,
}
ROUND = {
    "a round is begun": 1,
    "a round is planned": 2,
    "a round is adjusted": 1,
    "three offers of a plan are approved": 2,
    "a round is closed": 1,
}
TICK = {"the schedule runs, nothing due": 1}
# What the measured units leave out: each record that waits for something stands in the index, too.
INDEX = 1.3

# What people look at for one request, all of them together, and what a page asks of the table (with the session).
PAGES, READS_A_PAGE, BYTES_A_PAGE = 160, 6, 12 * KB
# Styles, script and pictures come once to each browser, then a year from its cache.
FILES_A_PERSON = 10
SIGN_INS = 20
# Seconds of a page, of a letter, of a tick with nothing due, of planning a round; starts that are cold are in them.
SECONDS_A_PAGE, SECONDS_A_LETTER, SECONDS_A_TICK, SECONDS_A_PLAN = 0.12, 0.4, 0.1, 40
MEMORY_GB, PLANNER_GB, PLANS = 1.0, 2.0, 2
BYTES_LOGGED = 1_200
# A case with its trail, letters, receipts and sessions, kept for ten years; logs for thirteen months.
BYTES_A_CASE, YEARS, LOG_MONTHS = 90 * KB, 10, 13
PACKAGES_KEPT, BYTES_A_PACKAGE = 12, 55_000 * KB


@dataclass(frozen=True, slots=True)
class Prefecture:
    """How many people sign in, and how many requests and rounds there are in a month."""

    name: str
    people: int
    requests: int
    rounds: int = 1


MODEL = Prefecture("20 municipalities", people=60, requests=20)
TENFOLD = Prefecture("ten times as large", people=600, requests=200)


@cache
def measured() -> Mapping[str, tuple[float, float]]:
    """Read and write units of each use case, from the table of measurements."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([\d.]+) \| ([\d.]+) \|$", MEASURED.read_text(encoding="utf-8"), re.M)
    return {name: (float(read), float(written)) for name, read, written in rows}


def units(deeds: Mapping[str, float]) -> tuple[float, float]:
    """Read and write units of so many use cases, the index included; KeyError for one that was never measured."""
    costs = [(times, *measured()[name]) for name, times in deeds.items()]
    return sum(times * read for times, read, _ in costs), INDEX * sum(times * written for times, _, written in costs)


def usage(of: Prefecture) -> dict[str, float]:
    """What is used in a month, in the units of `prices.PRICES`; table and logs as they are once they are full."""
    sign_ins = SIGN_INS * of.people
    mails = LETTERS * of.requests + sign_ins
    # A form that is sent is a request of its own, and leads to a page.
    requests = PAGES * of.requests + 4 * sign_ins + FILES_A_PERSON * of.people
    plans = PLANS * of.rounds
    calls = requests + 2 * mails + plans + MINUTES
    done = ((of.requests, REQUEST), (sign_ins, SIGN_IN), (of.rounds, ROUND), (MINUTES, TICK))
    read, written = (sum(times * units(deeds)[which] for times, deeds in done) for which in (0, 1))
    stored = BYTES_A_CASE * of.requests * 12 * YEARS / GB
    logged = BYTES_LOGGED * calls / GB
    return {
        "read units": read + READS_A_PAGE * requests,
        "write units": written,
        "GB stored in the table": stored,
        "GB kept restorable": stored,
        "gateway requests": requests,
        "function calls": calls,
        "GB-seconds": MEMORY_GB * _seconds(requests, mails) + PLANNER_GB * SECONDS_A_PLAN * plans,
        "mails": mails,
        "mail events": mails,
        "GB sent to browsers": BYTES_A_PAGE * requests / GB,
        "GB logged": logged,
        "GB of logs kept": logged * LOG_MONTHS,
        "uses of keys": 0.1 * written,
        "requests through the firewall": requests,
        "GB of packages kept": PACKAGES_KEPT * BYTES_A_PACKAGE / GB,
        **standing(),
    }


def _seconds(requests: float, mails: float) -> float:
    return SECONDS_A_PAGE * requests + SECONDS_A_LETTER * 2 * mails + SECONDS_A_TICK * MINUTES


def standing() -> dict[str, float]:
    """What costs the same whether anybody comes or not, as the template declares it."""
    resources = template.parts()["Resources"]
    kinds = [found.get("Type") for found in resources.values()]
    return {
        "figures": len(Figure),
        "alarms": kinds.count("AWS::CloudWatch::Alarm"),
        "dashboards": kinds.count("AWS::CloudWatch::Dashboard"),
        "keys": kinds.count("AWS::KMS::Key"),
        "secrets": kinds.count("AWS::SecretsManager::Secret"),
        "firewalls": kinds.count("AWS::WAFv2::WebACL"),
        "firewall rules": len(resources["WebFirewall"]["Properties"]["Rules"]),
    }
