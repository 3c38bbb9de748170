"""What the approver has to decide: whom the rules would ask next, who else may be chosen, and what needs a reason."""

from dataclasses import dataclass

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.domain.offer import Offer
from chalicelib.domain.profile import Profile
from chalicelib.service.approve_offer import OVERRIDABLE
from chalicelib.service.next_candidate import expected
from chalicelib.service.rank_candidates import Ranked
from chalicelib.web.phrases import per_mille
from chalicelib.web.secretariat.cards import Price, price_of

IN_HAND = ("approved", "sent", "accepted", "done")


@dataclass(frozen=True, slots=True)
class Barred:
    """An excluded expert with every reason; `overridable` when only rules that a reason can set aside are broken."""

    expert: Expert
    base: str
    reasons: tuple[str, ...]
    rules: frozenset[str]

    @property
    def overridable(self) -> bool:
        """Whether the secretariat may choose this expert all the same."""
        return self.rules <= OVERRIDABLE


@dataclass(frozen=True, slots=True)
class Counter:
    """An expert's own terms, which wait for approval."""

    offer: Offer
    expert: Expert
    price: Price
    note: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`open` while somebody can be approved; `skips` while the municipality has not said whom it would like best."""

    open: bool
    skips: bool
    expected: str | None
    choices: tuple[tuple[str, str], ...]
    rules: frozenset[str]
    counter: Counter | None


def barred(profile: Profile, ranked: Ranked) -> list[Barred]:
    """Everybody whom a hard rule excludes."""
    words = profile.words()
    return [
        Barred(
            expert=ranked.experts[excluded.expert],
            base=profile.municipality(ranked.experts[excluded.expert].base).name,
            reasons=tuple(reason.sentence(words=words, language="ja") for reason in excluded.reasons),
            rules=frozenset(reason.rule for reason in excluded.reasons),
        )
        for excluded in ranked.ranking.excluded
    ]


def decision(profile: Profile, case: Case, ranked: Ranked) -> Decision:
    """The decision that stands to be made on a case."""
    request, against = case.request, [entry for entry in barred(profile, ranked) if entry.overridable]
    counter = _counter(profile, case, ranked)
    settled = {offer.expert_id for offer in case.in_state(*IN_HAND)} | ({counter.expert.id} if counter else set())
    choices = [
        (expert_id, words)
        for expert_id, words in (*_eligible(ranked), *_overridable(against))
        if expert_id not in settled
    ]
    over_cap = {"cap"} if request.asked.half_days > profile.caps.project else set()
    return Decision(
        open=REQUEST.allows(request.state, "offer") and case.open_places > 0,
        skips=request.state == "shortlisted" and not request.preference,
        expected=expected(case, ranked),
        choices=tuple(choices),
        rules=frozenset[str]().union(over_cap, *(entry.rules for entry in against)),
        counter=counter,
    )


def _eligible(ranked: Ranked) -> list[tuple[str, str]]:
    return [
        (entry.expert, f"{entry.rank}位　{ranked.experts[entry.expert].name}（{per_mille(entry.score)}）")
        for entry in ranked.ranking.ranked
    ]


def _overridable(against: list[Barred]) -> list[tuple[str, str]]:
    return [(entry.expert.id, f"除外中　{entry.expert.name}（{'、'.join(entry.reasons)}）") for entry in against]


def _counter(profile: Profile, case: Case, ranked: Ranked) -> Counter | None:
    """The latest proposal, when its terms are not those the municipality asked for."""
    proposals = [offer for offer in case.in_state("proposed") if offer.months != case.request.asked.months]
    if not proposals:
        return None
    offer = proposals[-1]
    notes = [other.answer_note for other in case.in_state("countered") if other.expert_id == offer.expert_id]
    price = price_of(profile, case, offer.months, offer.half_day_yen)
    return Counter(offer, ranked.experts[offer.expert_id], price, notes[-1] if notes else "")
