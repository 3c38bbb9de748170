"""An expert declares a tie to a municipality or a company: as long as it lasts, no ranking puts them there."""

from dataclasses import replace

from chalicelib.domain.calendar import local_day, month_of
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.expert import Expert, Interest
from chalicelib.domain.identity import Actor
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.office import Office, settled

MOST = 50


@settled
def declare_interest(
    office: Office, actor: Actor, expert_id: str, interest: Interest, *, version: int | None = None
) -> Expert:
    """Add a tie; StaleVersion, UnknownCode, InvalidContent."""
    expert = record_for(office, actor, expert_id, version=version)
    if interest.municipality:
        interest = replace(interest, party=office.profile.municipality(interest.municipality).name)
    _check(expert, interest)
    after = replace(expert, interests=(*expert.interests, interest))
    return kept(office, actor, after, "expert:interest-declared", facts=_facts(interest))


@settled
def end_interest(
    office: Office, actor: Actor, expert_id: str, *, place: int, until: str, version: int | None = None
) -> Expert:
    """Say in which month the `place`-th tie, counted from 0, ends; never before this month, so that it excludes still.

    InvalidContent; StaleVersion.
    """
    expert = record_for(office, actor, expert_id, version=version)
    if not 0 <= place < len(expert.interests) or until < month_of(local_day(office.now())):
        raise InvalidContent({"until": "終わりの月は、今月以降から選んでください"})
    ended = replace(expert.interests[place], until=until)
    if ended.since > until:
        raise InvalidContent({"until": "終わりの月は、始まりの月より後から選んでください"})
    after = replace(expert, interests=(*expert.interests[:place], ended, *expert.interests[place + 1 :]))
    if after == expert:
        return expert
    return kept(office, actor, after, "expert:interest-ended", facts=_facts(ended))


def _check(expert: Expert, interest: Interest) -> None:
    if interest.until and interest.until < interest.since:
        raise InvalidContent({"until": "終わりの月は、始まりの月より後から選んでください"})
    if interest in expert.interests:
        raise InvalidContent({"party": "同じ内容がすでに申告されています"})
    if len(expert.interests) >= MOST:
        raise InvalidContent({"party": f"申告は{MOST}件までです。事務局へご連絡ください"})


def _facts(interest: Interest) -> dict[str, str]:
    """What may outlive the record: the reason and a company's name stay in it."""
    about = {"kind": interest.kind.value, "since": interest.since}
    town = {"municipality": interest.municipality} if interest.municipality else {}
    return {**about, **town, **({"until": interest.until} if interest.until else {})}
