"""An expert keeps their own record: what they know, where they go, when they are away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chalicelib.domain.calendar import first_day, month_in_words, months_from
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.keep_experts import check_codes
from chalicelib.service.office import Office, settled

LONGEST_LEAVE = 24


@settled
def keep_profile(
    office: Office,
    actor: Actor,
    expert_id: str,
    *,
    about: str,
    telephone: str,
    online: bool,
    areas: frozenset[str],
    version: int | None = None,
) -> Expert:
    """Own words, telephone, and where one goes; StaleVersion, UnknownCode."""
    expert = record_for(office, actor, expert_id, version=version)
    changes = {"about": about, "telephone": telephone, "online": online, "areas": areas}
    changed = sorted(name for name, value in changes.items() if getattr(expert, name) != value)
    after = replace(expert, about=about, telephone=telephone, online=online, areas=areas)
    check_codes(office, after)
    # Which of them changed, not what they say: an event is never removed.
    return (
        kept(office, actor, after, "expert:profile-kept", facts={"changed": " ".join(changed)}) if changed else expert
    )


@settled
def keep_fields(
    office: Office,
    actor: Actor,
    expert_id: str,
    *,
    levels: Mapping[str, int],
    skills: Mapping[str, int],
    version: int | None = None,
) -> Expert:
    """Levels by field and skill, 1 to 5; what is left out is not known. StaleVersion, UnknownCode, InvalidContent."""
    expert = record_for(office, actor, expert_id, version=version)
    if not levels:
        raise InvalidContent({"levels": "分野を1つ以上選んでください"})
    after = replace(expert, levels=dict(levels), skills=dict(skills))
    check_codes(office, after)
    facts = {**_moved(expert.levels, levels), **_moved(expert.skills, skills)}
    return kept(office, actor, after, "expert:fields-kept", facts=facts) if facts else expert


@settled
def take_leave(
    office: Office, actor: Actor, expert_id: str, *, since: str, until: str, version: int | None = None
) -> Expert:
    """No half-days from one month to another; InvalidContent where some are promised already. StaleVersion."""
    expert = record_for(office, actor, expert_id, version=version)
    months = _months(since, until)
    promised = [month for month in months if month in expert.months and expert.months[month].booked]
    if promised:
        words = "、".join(f"{month_in_words(month)}（半日{expert.months[month].booked}回）" for month in promised)
        fault = f"{words}に約束済みの派遣があるため、休暇にできません。日程の変更は、事務局へお電話ください"
        raise InvalidContent({"since": fault})
    after = replace(expert, months={**expert.months, **{month: MonthBook(0) for month in months}})
    if after == expert:
        return expert
    return kept(office, actor, after, "expert:leave-taken", facts={"since": since, "until": until})


def _months(since: str, until: str) -> list[str]:
    first, last = first_day(since), first_day(until)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 0 < count <= LONGEST_LEAVE:
        raise InvalidContent({"until": f"終わりの月は、始まりの月から{LONGEST_LEAVE}か月以内で選んでください"})
    return list(months_from(since, count))


def _moved(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, str]:
    """`3 > 4` for each level that changed; 0 where there is none."""
    codes: Iterable[str] = sorted({*before, *after})
    pairs = {code: (before.get(code, 0), after.get(code, 0)) for code in codes}
    return {code: f"{was} > {will}" for code, (was, will) in pairs.items() if was != will}
