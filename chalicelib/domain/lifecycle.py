"""Which states records have and which steps lead from one to the next: tables, and the one place that uses them."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Offer
from chalicelib.domain.request import Request
from chalicelib.domain.round import Round


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The steps of one kind of record: (action, states it may start from, state it leads to)."""

    kind: str
    moves: tuple[tuple[str, str, str], ...]

    def arrows(self) -> list[tuple[str, str, str]]:
        """Every (state, action, next state), in the table's order."""
        return [(source, action, target) for action, sources, target in self.moves for source in sources.split()]

    def allows(self, state: str, action: str) -> bool:
        """Whether the action is possible in this state."""
        return any((state, action) == arrow[:2] for arrow in self.arrows())

    def target(self, state: str, action: str) -> str:
        """The state the action leads to; IllegalMove when it is not possible."""
        for source, name, target in self.arrows():
            if (source, name) == (state, action):
                return target
        raise IllegalMove(self.kind, action, state)


REQUEST = Lifecycle(
    "request",
    (
        ("save", "draft", "draft"),
        ("save", "returned", "returned"),
        ("submit", "draft returned", "submitted"),
        ("take", "submitted", "in_review"),
        ("return", "in_review", "returned"),
        ("answer", "in_review", "answered"),
        ("refer", "in_review", "referred"),
        # Once more while nobody has been asked: experts may have been booked, or have come, since.
        ("shortlist", "in_review shortlisted", "shortlisted"),
        ("prefer", "shortlisted", "shortlisted"),
        ("offer", "shortlisted offering", "offering"),
        # Nobody may fit already at the first ranking: then there is no shortlist to pass through.
        ("wait", "in_review shortlisted offering", "waiting"),
        ("resume", "waiting", "in_review"),
        ("engage", "offering", "engaged"),
        # Time asks for sessions and the end of a support, then for the report.
        ("chase", "engaged", "engaged"),
        ("complete", "engaged", "completed"),
        ("chase", "completed", "completed"),
        ("close", "completed", "closed"),
        ("withdraw", "draft submitted in_review returned shortlisted offering waiting", "withdrawn"),
        # Kept for its years: what it says of people goes, its number and its chain stay.
        ("dispose", "answered referred closed withdrawn cancelled", "disposed"),
        ("cancel", "submitted in_review returned shortlisted offering waiting engaged", "cancelled"),
    ),
)

OFFER = Lifecycle(
    "offer",
    (
        ("approve", "proposed", "approved"),
        ("send", "approved", "sent"),
        ("remind", "sent", "sent"),
        ("accept", "sent", "accepted"),
        ("decline", "sent", "declined"),
        ("counter", "sent", "countered"),
        ("expire", "sent", "expired"),
        # Its mail cannot be delivered: it lies with the secretariat, and no clock runs.
        ("bring_back", "approved sent", "approved"),
        ("send_again", "approved", "approved"),
        ("recall", "proposed approved sent", "recalled"),
        # A session can be recorded late, and corrected at any time.
        ("record", "accepted", "accepted"),
        ("record", "done", "done"),
        ("finish", "accepted", "done"),
        ("cancel", "accepted", "cancelled"),
    ),
)

LETTER = Lifecycle(
    "letter",
    (
        ("lease", "queued", "sending"),
        # What it asks for was settled before its turn came: nobody is asked for what is over.
        ("drop", "queued", "dropped"),
        # It cannot be put into words now: it must not keep the others waiting.
        ("defer", "queued", "queued"),
        ("send", "sending", "sent"),
        ("postpone", "sending", "queued"),
        ("lose", "sending", "uncertain"),
        ("repeat", "uncertain", "queued"),
        # The mail service speaks of it, so it left, whatever was known here.
        ("confirm", "queued sending uncertain dropped", "sent"),
        # A mail host may say "delivered" and bounce later, or bounce a copy and deliver another: both are legal.
        ("deliver", "sent soft_bounced bounced delivered", "delivered"),
        ("soft_bounce", "sent soft_bounced", "soft_bounced"),
        # Without the mail service's word, too: an address known to be dead, a refusal, the last of several doubts.
        ("bounce", "queued sending uncertain sent soft_bounced delivered bounced", "bounced"),
        ("complain", "sent soft_bounced delivered bounced complained", "complained"),
    ),
)

ROUND = Lifecycle(
    "round",
    (
        # Also from planning: another takes over from a planner that died.
        ("plan", "queued planning", "planning"),
        ("finish", "planning", "planned"),
        ("fail", "queued planning", "failed"),
        ("adjust", "planned failed", "queued"),
        ("approve", "planned", "planned"),
        ("close", "planned failed", "closed"),
    ),
)

Record = TypeVar("Record", Request, Offer, Letter, Round)
TABLES: dict[type, Lifecycle] = {Request: REQUEST, Offer: OFFER, Letter: LETTER, Round: ROUND}


def advance(record: Record, action: str, **changes: Any) -> Record:
    """The record one step on, with the changes that belong to the step; IllegalMove when its state forbids it."""
    return replace(record, state=TABLES[type(record)].target(record.state, action), **changes)
