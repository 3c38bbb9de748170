"""Invented experts and requests for measuring the service."""

import random
from datetime import timedelta

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.calendar import local_day, month_of, months_from
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.request import Content, FieldWanted, Kind, Mode, Officer, Stage
from chalicelib.service.office import Office


def clerk(office: Office) -> Actor:
    """The clerk of the profile's last municipality."""
    return Actor("u-clerk", Role.MUNICIPALITY, "web", list(office.profile.municipalities)[-1])


def secretary() -> Actor:
    """Somebody of the secretariat."""
    return Actor("u-secretary", Role.SECRETARIAT, "web")


def months(office: Office, count: int) -> list[str]:
    """The next months, not counting this one."""
    return list(months_from(month_of(local_day(office.now()) + timedelta(days=31)), count))


def asked(office: Office) -> Content:
    """A request as they mostly are: three fields, four months of two half-days."""
    fields = [FieldWanted(code, 3, 3) for code in list(office.profile.fields)[:3]]
    return Content(
        officer=Officer("測定 花子", "総務課", "hanako@town.example.jp", "089-000-0000"),
        title="測定のための依頼",
        situation="仕様書の作り方がわかる職員がいません。" * 8,
        wish="要件を整理し、公正な調達ができるようになりたい。" * 8,
        kind=Kind.ACCOMPANIMENT,
        stage=Stage.PROCUREMENT,
        category=next(iter(office.profile.categories)),
        fields=tuple(fields),
        months=dict.fromkeys(months(office, 4), 2),
        mode=Mode.EITHER,
        place=clerk(office).municipality or "",
    )


def an_assignable_expert(office: Office, expert_id: str, *, chance: random.Random) -> Expert:
    """An expert with a dozen fields, free enough for every request of a measurement."""
    towns, fields = list(office.profile.municipalities), list(office.profile.fields)
    return Expert(
        id=expert_id,
        name=f"測定 {expert_id}",
        kana="そくてい",
        email=f"{expert_id}@experts.example.jp",
        base=chance.choice(towns),
        levels={code: chance.randint(2, 5) for code in fields[:12]},
        skills={},
        experience_years=chance.randint(0, 30),
        months={month: MonthBook(62) for month in months(office, 12)},
        areas=frozenset(towns),
        online=True,
        half_day_yen=25_000,
        active_from="2020-04",
        served={},
        head=GENESIS,
    )
