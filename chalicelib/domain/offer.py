"""An offer (打診): one expert asked for one request, and the assignment (派遣) an accepted one becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.cost import CostShare
from chalicelib.domain.request import Request

LIVE = ("approved", "sent")


def offer_id(request_id: str, place: int) -> str:
    """The id of a case's `place`-th offer, counted from 1: `r….02`."""
    return f"{request_id}.{place:02d}"


def place_of(offer_id: str) -> int:
    """Which offer of its case this is, counted from 1: as text the hundredth would come before the eleventh."""
    return int(offer_id.rpartition(".")[2])


def request_of(offer_id: str) -> str:
    """The id of the request that an offer belongs to."""
    return offer_id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Offer:
    """Months map to the half-days asked; the terms of an offer never change: other terms are another offer.

    `due` is when time next acts on a sent offer: at its reminder, then at its deadline. `bounced_at` is since when it
    lies with the secretariat because its mail cannot be delivered.
    """

    id: str
    request_id: str
    expert_id: str
    state: str
    months: Mapping[str, int]
    half_day_yen: int
    rank: int
    score: int
    receipt_id: str
    proposed_at: datetime
    reason: str = ""
    approved_by: str = ""
    sent_at: datetime | None = None
    deadline: datetime | None = None
    due: datetime | None = None
    reminded_at: datetime | None = None
    answered_at: datetime | None = None
    answer_way: str = ""
    answer_note: str = ""
    bounced_at: datetime | None = None

    @property
    def undelivered(self) -> bool:
        """Whether it waits for the secretariat's hand, because its mail cannot be delivered."""
        return self.state == "approved" and self.bounced_at is not None

    @property
    def live(self) -> bool:
        """Whether an expert holds it, or is about to, and has not answered."""
        return self.state in LIVE

    @property
    def half_days(self) -> int:
        """All half-days it asks for."""
        return sum(self.months.values())


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as one line of the list of the expert it was made to, with what it is about."""

    id: str
    request_id: str
    expert_id: str
    number: str
    title: str
    municipalities: tuple[str, ...]
    state: str
    months: Mapping[str, int]
    deadline: datetime | None = None
    answered_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether it has not been answered."""
        return self.state in LIVE

    @classmethod
    def of(cls, request: Request, offer: Offer) -> "OfferRow":
        """The line that stands for this offer of the request."""
        return cls(
            offer.id,
            request.id,
            offer.expert_id,
            request.number or "",
            request.title,
            request.municipalities,
            offer.state,
            offer.months,
            offer.deadline,
            offer.answered_at,
        )


@dataclass(frozen=True, slots=True)
class Assignment:
    """An accepted offer: who helps whom, in which months with how many half-days, at which rate, paid by whom."""

    id: str
    request_id: str
    number: str
    title: str
    expert_id: str
    municipalities: tuple[str, ...]
    months: Mapping[str, int]
    half_day_yen: int
    shares: tuple[CostShare, ...]
    receipt_id: str
    accepted_at: datetime
    state: str = "engaged"

    @property
    def half_days(self) -> int:
        """All half-days promised."""
        return sum(self.months.values())


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """What an answer link or a request number with its short code opens; only digests of the secrets are kept."""

    token_digest: str
    code_digest: str
    number: str
    request_id: str
    offer_id: str
    expires_at: datetime
