"""Things of the field, made with one line where a test speaks of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import jpholiday

from chalicelib import profiles
from chalicelib.adapters.memory import (
    Drawers,
    MemoryAddresses,
    MemoryCases,
    MemoryClock,
    MemoryDenials,
    MemoryDoors,
    MemoryErrands,
    MemoryExperts,
    MemoryLetters,
    MemoryLogbook,
    MemoryMailer,
    MemoryPostmaster,
    MemoryRounds,
    MemoryTokens,
    MemoryTunings,
)
from chalicelib.adapters.mint import Mint
from chalicelib.adapters.vault import Secret, Vault
from chalicelib.domain.calendar import WorkingDays
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor, Role, User
from chalicelib.domain.profile import Profile
from chalicelib.domain.report import FollowUp, Outcome
from chalicelib.domain.request import Content, FieldWanted, Kind, Mode, Officer, Request, Stage
from chalicelib.domain.session import Account
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.service.submit_request import file_request
from chalicelib.web.stationery import Stationery

UCHIKO, OZU, MATSUYAMA, AINAN, KAMIJIMA = "384224", "382078", "382019", "385069", "383562"
PROCUREMENT, SECURITY, DATA = "field-13", "field-14", "field-6"
# A Tuesday, 10:00 in Japan.
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SECRETS = (Secret("a secret of the tests, and of nobody else"),)
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04")

SECRETARIAT = Actor("u-secretariat", Role.SECRETARIAT, "web")
CENTRE = Actor("u-centre", Role.CENTRE, "web")
AUDITOR = Actor("u-auditor", Role.AUDITOR, "web")
CLERK = Actor("u-uchiko", Role.MUNICIPALITY, "web", UCHIKO)
NEIGHBOUR = Actor("u-ozu", Role.MUNICIPALITY, "web", OZU)


@cache
def ehime() -> Profile:
    """The model prefecture."""
    return profiles.load("ehime")


@cache
def stationery() -> Stationery:
    """The model prefecture's; its templates are read once."""
    return Stationery(ehime(), site="http://127.0.0.1:8000")


def memory_office(*, now: datetime = NOW) -> Office:
    """An office whose every record is in memory, whose clock stands still and whose mailer keeps its mail."""
    drawers, mailer, profile = Drawers(), MemoryMailer(), ehime()
    return Office(
        cases=MemoryCases(drawers, prefecture=profile.prefecture.code),
        experts=MemoryExperts(drawers),
        rounds=MemoryRounds(drawers),
        tunings=MemoryTunings(drawers),
        letters=MemoryLetters(drawers),
        doors=MemoryDoors(drawers),
        tokens=MemoryTokens(drawers),
        denials=MemoryDenials(drawers),
        errands=MemoryErrands(drawers),
        addresses=MemoryAddresses(),
        logbook=MemoryLogbook(),
        clock=MemoryClock(now),
        mint=Mint(),
        vault=Vault(lambda: SECRETS),
        profile=profile,
        working_days=WorkingDays(jpholiday.is_holiday),
        stationery=stationery(),
        mailer=lambda: mailer,
        postmaster=MemoryPostmaster,
    )


def mails(office: Office) -> list[tuple[str, Any, str]]:
    """(to, wording, letter id) of everything the memory mailer was given."""
    mailer = office.mailer()
    assert isinstance(mailer, MemoryMailer)
    return mailer.sent


def clock(office: Office) -> MemoryClock:
    """The office's clock, to be moved."""
    assert isinstance(office.clock, MemoryClock)
    return office.clock


def content(**changes: Any) -> Content:
    """A whole request's content: Uchiko prepares a procurement, four half-days in December and January."""
    return replace(
        Content(
            officer=Officer("内子 花子", "総務課", "hanako@uchiko.example.jp", "0893-00-0000"),
            title="窓口予約システムの調達仕様書づくり",
            situation="更新にあたり、仕様書の作り方がわかる職員がいません。",
            wish="要件を整理し、公正な調達ができるようになりたい。",
            kind=Kind.ACCOMPANIMENT,
            stage=Stage.PROCUREMENT,
            category="plan-1",
            fields=(FieldWanted(PROCUREMENT, 3, 3),),
            months={"2026-12": 4, "2027-01": 4},
            mode=Mode.EITHER,
            place=UCHIKO,
        ),
        **changes,
    )


def an_expert(name: str = "見本 一郎", **changes: Any) -> Expert:
    """An expert who fits the standard content, free for eight half-days a month, based in Matsuyama."""
    return replace(
        Expert(
            id="",
            name=name,
            kana="みほん いちろう",
            email="ichiro@experts.example.jp",
            telephone="090-0000-0001",
            base=MATSUYAMA,
            levels={PROCUREMENT: 4},
            skills={},
            experience_years=10,
            months={month: MonthBook(8) for month in MONTHS},
            areas=frozenset({UCHIKO, OZU, MATSUYAMA, AINAN}),
            online=True,
            half_day_yen=25_000,
            active_from="2026-04",
        ),
        **changes,
    )


def engage(office: Office, *experts: Expert) -> list[Expert]:
    """Register experts, in the order of their ids."""
    return [
        register_expert(office, SECRETARIAT, replace(expert, id=expert.id or f"e{place:02d}"))
        for place, expert in enumerate(experts, 1)
    ]


def a_request(office: Office, *, of: str = UCHIKO, also: tuple[str, ...] = (), **changes: Any) -> Request:
    """A submitted request of a municipality; changes are of its content."""
    asked = content(**{"place": of, **changes})
    return file_request(
        office, Actor(f"u-{of}", Role.MUNICIPALITY, "web", of), content=asked, municipalities=(of, *also)
    )


def an_account(**changes: Any) -> Account:
    """What is told of an afternoon in December."""
    account = Account(
        day=date(2026, 12, 10),
        begins=time(13, 30),
        ends=time(16),
        mode=Mode.ON_SITE,
        place="内子町役場 2階会議室",
        attendees="総務課 見本係長ほか3人",
        done="仕様書の素案を一緒に読み、直すところを洗い出しました。",
        advice="評価の項目を3つに絞ると比べやすくなります。",
        next_step="次回までに、評価項目の案を町で作る。",
    )
    return replace(account, **changes)


def an_outcome(**changes: Any) -> Outcome:
    """What a town says of a support that went well."""
    outcome = Outcome(
        achieved="仕様書ができ、3社から見積りを取れました。",
        rating=4,
        opinion="職員だけで次の調達を進められそうです。",
        summary="専門官と仕様書を作り、公正な調達につなげました。",
        follow_up=FollowUp.UNDECIDED,
    )
    return replace(outcome, **changes)


def a_user(role: Role, *, municipality: str | None = None, name: str = "見本 花子") -> User:
    """A person with a sign-in."""
    return User(
        f"u-{role}-{municipality or ''}", f"{role}{municipality or ''}@office.example.jp", name, role, municipality
    )
