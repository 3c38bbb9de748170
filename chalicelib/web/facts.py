"""What was asked, as rows of terms and values for those who decide."""

from collections.abc import Iterable, Mapping

from chalicelib.domain.calendar import month_in_words
from chalicelib.domain.expert import Expert
from chalicelib.domain.profile import Profile
from chalicelib.domain.request import Content, Request
from chalicelib.service.office import Office
from chalicelib.web import words
from chalicelib.web.phrases import half_days, wareki

Rows = list[tuple[str, str]]


def facts(office: Office, request: Request, experts: Mapping[str, Expert]) -> Rows:
    """The facts of a submitted request; rows without a value are left out."""
    asked, profile = request.asked, office.profile
    rows = [
        ("依頼した市町", names(profile, request.municipalities)),
        ("必要な分野", _fields(profile, asked)),
        ("時期と量", months_in_words(asked.months)),
        ("人数", f"{asked.places}人" if asked.places > 1 else ""),
        ("方法と場所", _where(profile, asked)),
        ("都合の悪い日", asked.impossible_dates),
        ("支援の種類", _kind(asked)),
        ("取組の段階", words.STAGES[asked.stage]),
        ("計画の分類", profile.categories[asked.category].name),
        ("調達の予定", _procurement(asked)),
        ("希望する専門官", _people(asked.wanted, experts)),
        ("避けたい専門官", _people(asked.unwanted, experts)),
        ("所属長の了承", _agreed(asked)),
        ("担当者", _officer(asked)),
        ("事例としての公開", "" if asked.may_be_shown else "公開しない"),
    ]
    return [(term, value) for term, value in rows if value]


def names(profile: Profile, codes: Iterable[str]) -> str:
    """`例示市・見本町`, the one that asks for all first."""
    return "・".join(profile.municipality(code).name for code in codes)


def months_in_words(months: Mapping[str, int]) -> str:
    """A line for each month, and one for all when there are several."""
    lines = [f"{month_in_words(month)}　{half_days(count)}" for month, count in sorted(months.items())]
    return "\n".join([*lines, f"合計　{half_days(sum(months.values()))}"] if len(lines) > 1 else lines)


def _fields(profile: Profile, asked: Content) -> str:
    lines = (
        f"{profile.fields[field.code].name}　レベル{field.level}（{words.LEVELS[field.level]}）・"
        f"{words.WEIGHTS[field.weight]}{'・必須' if field.mandatory else ''}"
        for field in asked.fields
    )
    return "\n".join(lines) or "分からない（支援センターが一緒に考えます）"


def _where(profile: Profile, asked: Content) -> str:
    lines = (f"{words.MODES[asked.mode]}　{profile.words()[asked.place]}", asked.place_note)
    return "\n".join(line for line in lines if line)


def _kind(asked: Content) -> str:
    partner = f"（{asked.business_partner}）" if asked.business_partner else ""
    return words.KINDS[asked.kind] + partner


def _procurement(asked: Content) -> str:
    return "、".join((*(["近く予定あり"] if asked.procurement_near else []), *asked.vendors))


def _people(expert_ids: Iterable[str], experts: Mapping[str, Expert]) -> str:
    return "、".join(experts[expert_id].name for expert_id in sorted(expert_ids) if expert_id in experts)


def _agreed(asked: Content) -> str:
    day = wareki(asked.agreed_on) if asked.agreed_on else ""
    return "　".join(part for part in (asked.head_of_section, day) if part)


def _officer(asked: Content) -> str:
    officer = asked.officer
    return f"{officer.department}　{officer.name}\n電話　{officer.telephone}\nメール　{officer.email}"
