"""The ranking as cards: who fits, why, when they are free, and what it costs whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matching
from chalicelib.domain import cost
from chalicelib.domain.calendar import first_day, months_from
from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.profile import Profile
from chalicelib.service.rank_candidates import Ranked
from chalicelib.web.words import OFFER_STATES

PART_NAMES = matching.PART_NAMES["ja"]
TagWords = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: per mille for its bar, points of its share of a hundred, and its sentence."""

    name: str
    per_mille: int
    points: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Price:
    """What the half-days cost in yen, and each payer's part of it."""

    yen: int
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One eligible expert. `free` are the half-days of every month the request spans; `short` when they do not do."""

    expert: Expert
    rank: int
    score: int
    base: str
    parts: tuple[Part, ...]
    free: Mapping[str, int]
    price: Price
    tags: tuple[TagWords, ...]
    short: bool


def cards(profile: Profile, case: Case, ranked: Ranked) -> list[Card]:
    """A card for every eligible expert, best first."""
    return [_card(profile, case, ranked, entry) for entry in ranked.ranking.ranked]


def price_of(profile: Profile, case: Case, months: Mapping[str, int], half_day_yen: int) -> Price:
    """What these months cost at this rate, the prefecture's part first."""
    total = cost.cost(months, half_day_yen)
    shares = cost.shares(
        total,
        prefecture=profile.prefecture.code,
        prefecture_share=profile.rates.prefecture_share,
        municipalities=case.request.municipalities,
    )
    return Price(total, tuple((profile.municipality(share.municipality).name, share.yen) for share in shares))


def months_spanned(months: Mapping[str, int]) -> list[str]:
    """From the first month asked to the last, with those between in which nothing is asked."""
    first, last = first_day(min(months)), first_day(max(months))
    return list(months_from(min(months), (last.year - first.year) * 12 + last.month - first.month + 1))


def free_half_days(expert: Expert, months: Sequence[str]) -> dict[str, int]:
    """The expert's free half-days in these months."""
    return {month: expert.months[month].free if month in expert.months else 0 for month in months}


def _card(profile: Profile, case: Case, ranked: Ranked, entry: matching.Ranked) -> Card:
    expert = ranked.experts[entry.expert]
    asked = case.request.asked.months
    free = free_half_days(expert, months_spanned(asked))
    return Card(
        expert=expert,
        rank=entry.rank,
        score=entry.score,
        base=profile.municipality(expert.base).name,
        parts=_parts(profile, ranked.parameters.weights, entry),
        free=free,
        price=price_of(profile, case, asked, expert.half_day_yen),
        tags=_tags(case, expert.id),
        short=any(free[month] < half_days for month, half_days in asked.items()),
    )


def _parts(profile: Profile, weights: matching.Weights, entry: matching.Ranked) -> tuple[Part, ...]:
    """None for those so far down that nobody asked for sentences about them."""
    if entry.facts is None:
        return ()
    said = matching.sentences(entry, words=profile.words(), language="ja")
    return tuple(
        Part(PART_NAMES[name], value, _points(value, getattr(weights, name), weights.total), sentence)
        for (name, value), sentence in zip(entry.parts._asdict().items(), said, strict=True)
    )


def _points(per_mille: int, weight: int, total: int) -> str:
    return f"{per_mille * weight / 10 / total:.1f} / {100 * weight // total}"


def _tags(case: Case, expert_id: str) -> tuple[TagWords, ...]:
    preference, offers = case.request.preference, [offer for offer in case.offers if offer.expert_id == expert_id]
    wanted = expert_id in case.request.asked.wanted
    return (
        *([(f"市町の第{preference.index(expert_id) + 1}希望", "info")] if expert_id in preference else []),
        *([("市町が名指しで希望", "info")] if wanted else []),
        *((OFFER_STATES[offer.state], "warn" if offer.state == "proposed" else "plain") for offer in offers[-1:]),
    )
