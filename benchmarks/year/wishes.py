"""What municipalities ask for, as it mostly is: a few fields, one to four months, some half-days in each."""

import random
from collections.abc import Mapping
from typing import TypeVar

from benchmarks.year.pool import VENDORS, popular
from benchmarks.year.scale import Scale
from benchmarks.year.season import months_of
from chalicelib.domain.request import Content, FieldWanted, Kind, Mode, Officer, Stage

Choice = TypeVar("Choice")

KINDS = {Kind.CONSULTATION: 34, Kind.VISIT: 14, Kind.ACCOMPANIMENT: 30, Kind.TRAINING: 16, Kind.OUTREACH: 6}
MODES = {Mode.ON_SITE: 30, Mode.ONLINE: 25, Mode.EITHER: 45}
# Months asked, and the most half-days in each.
EFFORT = {Kind.CONSULTATION: (1, 2), Kind.ACCOMPANIMENT: (4, 3), Kind.VISIT: (2, 2)}
SITUATION = (
    "担当は2人で、ほかの業務と兼ねています。現在の仕組みは5年前に入れたもので、仕様書の作り方がわかる職員がいません。"
)
WISH = (
    "何から手を付ければよいかを整理し、職員だけで続けられる形にしたい。要件を整理し、公正な調達ができるようになりたい。"
)


def wish(scale: Scale, chance: random.Random, town: str, this_month: str) -> Content:
    """What this town asks for now."""
    kind = _weighed(chance, KINDS)
    most_months, most_half_days = EFFORT.get(kind, (1, 2))
    months = months_of(this_month, 7)[chance.choice([1, 1, 2]) :][: chance.randint(1, most_months)]
    lasting = kind is Kind.ACCOMPANIMENT
    return Content(
        officer=Officer(f"見本 {town}", "総務課", f"officer{town}@town.example.jp", "089-000-0000"),
        title=f"{_title(kind)}（{chance.randrange(10**4):04d}）",
        situation=SITUATION * chance.randint(1, 3),
        wish=WISH * chance.randint(1, 3),
        kind=kind,
        stage=chance.choice(list(Stage)),
        category=chance.choice(list(scale.profile.categories)),
        fields=_fields(scale, chance),
        months={month: chance.randint(1, most_half_days) for month in months},
        mode=_weighed(chance, MODES),
        place=town,
        places=2 if lasting and chance.random() < 0.08 else 1,
        procurement_near=chance.random() < 0.2,
        vendors=tuple(chance.sample(VENDORS, 2)) if chance.random() < 0.15 else (),
    )


def joining(scale: Scale, chance: random.Random, town: str) -> tuple[str, ...]:
    """Neighbours that take part, of the same area; mostly none."""
    if chance.random() >= 0.05:
        return ()
    area = scale.profile.municipality(town).area
    others = [code for code, office in scale.profile.municipalities.items() if office.area == area and code != town]
    return tuple(chance.sample(others, min(len(others), chance.randint(1, 3))))


def _fields(scale: Scale, chance: random.Random) -> tuple[FieldWanted, ...]:
    if chance.random() < 0.08:
        return ()
    fields = list(scale.profile.fields)
    wanted = sorted(set(chance.choices(fields, popular(fields), k=chance.randint(1, 3))))
    return tuple(FieldWanted(code, chance.randint(2, 4), chance.randint(2, 5)) for code in wanted)


def _title(kind: Kind) -> str:
    return {
        Kind.CONSULTATION: "窓口のオンライン化についての相談",
        Kind.VISIT: "基幹システムの移行に向けた現地確認",
        Kind.ACCOMPANIMENT: "文書管理システム調達の伴走支援",
        Kind.TRAINING: "職員向けのデータ利活用研修",
        Kind.OUTREACH: "住民向けスマートフォン教室の組み立て",
    }[kind]


def _weighed(chance: random.Random, weights: Mapping[Choice, int]) -> Choice:
    return chance.choices(list(weights), list(weights.values()))[0]
