"""A year about to begin: an office with its records in memory or in a table, experts registered, the agenda full."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from benchmarks.year import calendar, experts, secretariat, supports, town
from benchmarks.year.mailbox import Mailbox
from benchmarks.year.mint import SeededMint
from benchmarks.year.outbox import Outbox
from benchmarks.year.pool import pool
from benchmarks.year.scale import Scale
from benchmarks.year.season import at
from benchmarks.year.year import SECRETARIAT, Handler, Year
from chalicelib.adapters.addresses import AddressTable
from chalicelib.adapters.cases import CaseTable
from chalicelib.adapters.doors import DoorTable
from chalicelib.adapters.errands import ErrandTable
from chalicelib.adapters.experts import ExpertTable
from chalicelib.adapters.letters import LetterTable
from chalicelib.adapters.memory import MemoryCases, MemoryClock
from chalicelib.adapters.rounds import RoundTable
from chalicelib.adapters.table import Table
from chalicelib.adapters.tokens import TokenTable
from chalicelib.adapters.tunings import TuningTable
from chalicelib.domain.calendar import first_day
from chalicelib.domain.profile import Profile
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.web.stationery import Stationery
from tests.builders import memory_office

FIRST_MONTH = "2026-04"
HANDLERS: Mapping[str, Handler] = {
    "candidates_ready": town.candidates_ready,
    "request_returned": town.returned,
    "offer": experts.asked,
    "decided": supports.decided,
    "support_over": supports.over,
    "report_due": supports.report_due,
    "report_reminder": supports.report_reminder,
    "mail_bounced": secretariat.bounced,
}


def opened(scale: Scale, *, seed: int, table: Table | None = None) -> tuple[Year, datetime]:
    """The year and its end; the records are in this table, or in memory."""
    clock, outbox, profile = MemoryClock(at(first_day(FIRST_MONTH), time())), Outbox(), scale.profile
    mailbox = Mailbox(
        chance=random.Random(f"{seed} mail"), own=frozenset({profile.post.secretariat, profile.post.centre})
    )
    office = _in_memory(profile, clock, mailbox, SeededMint(seed))
    if table:
        office = on_table(office, table)
    chance = random.Random(f"{seed} people")
    year = Year(outbox.watched(office), clock, scale, chance, mailbox, outbox, HANDLERS)
    for expert in pool(scale, random.Random(f"{seed} experts"), FIRST_MONTH):
        register_expert(year.office, SECRETARIAT, expert)
    return year, calendar.write_down(year, FIRST_MONTH)


def on_table(office: Office, table: Table) -> Office:
    """The office with its records in a table."""
    prefecture = office.profile.prefecture.code
    return replace(
        office,
        cases=CaseTable(table, prefecture=prefecture),
        experts=ExpertTable(table),
        rounds=RoundTable(table, prefecture=prefecture),
        tunings=TuningTable(table),
        letters=LetterTable(table),
        doors=DoorTable(table),
        errands=ErrandTable(table),
        addresses=AddressTable(table),
        tokens=TokenTable(table),
    )


def _in_memory(profile: Profile, clock: MemoryClock, mailbox: Mailbox, mint: SeededMint) -> Office:
    office = memory_office()
    cases: Any = office.cases
    return replace(
        office,
        cases=MemoryCases(cases.drawers, prefecture=profile.prefecture.code),
        clock=clock,
        mint=mint,
        profile=profile,
        stationery=Stationery(profile, site="https://share.example.jp"),
        mailer=lambda: mailbox,
    )
