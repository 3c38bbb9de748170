"""What the secretariat does."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.service.approve_offer import OVERRIDABLE, approve_offer, offer_directly
from chalicelib.service.export_case import record_export
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import AUDITOR, SECRETARIAT
from tests.whole_service.world import OUT_OF_TURN, World, experts, nth, some_live_offer, some_request

OFFERABLE = ("submitted", "shortlisted", "offering", "waiting")


class Secretariat(World):
    """It reviews, replies, shortlists, offers, takes back, and keeps the experts' half-days; auditors look at it."""

    @some_request("submitted", "waiting")
    @rule(n=nth)
    def take(self, n: int) -> None:
        """The review begins, or begins again."""
        self.attempt(take_request, SECRETARIAT, self.any(n, "submitted", "waiting"))

    @some_request("in_review")
    @rule(n=nth, reply=st.sampled_from(["return", "answer", "refer"]))
    def reply(self, n: int, reply: Any) -> None:
        """The review ends in words."""
        self.attempt(reply_to_request, SECRETARIAT, self.any(n, "in_review"), reply=reply, remark="電話で伺いました")

    @some_request("in_review", "shortlisted")
    @rule(n=nth)
    def shortlist(self, n: int) -> None:
        """Candidates are shown, or others than before."""
        self.attempt(shortlist_experts, SECRETARIAT, self.any(n, "in_review", "shortlisted"))

    @some_request(*OFFERABLE)
    @rule(n=nth, expert=experts, way=st.sampled_from([approve_offer, offer_directly]), anyway=st.booleans())
    def offer(self, n: int, expert: str, way: Callable[..., Any], anyway: bool) -> None:
        """The secretariat decides, sometimes against a conflict or a cap."""
        said: dict[str, Any] = {"reason": "急ぎのため", "override": OVERRIDABLE if anyway else frozenset()}
        self.attempt(way, SECRETARIAT, self.any(n, *OFFERABLE), expert_id=expert, **said)

    @some_live_offer
    @rule(n=nth)
    def recall(self, n: int) -> None:
        """The secretariat takes an offer back."""
        if offer := self.some_offer(n):
            self.attempt(recall_offer, SECRETARIAT, offer.request_id, offer.id, reason="変更")

    @precondition(lambda self: self.cases())
    @rule(n=nth)
    def cancel(self, n: int) -> None:
        """The secretariat cancels a request."""
        if n == OUT_OF_TURN:
            self.attempt(cancel_request, SECRETARIAT, self.any(n), reason="予算の都合")

    @precondition(lambda self: self.cases())
    @rule(n=nth)
    def take_out(self, n: int) -> None:
        """An auditor takes a case out of the house."""
        self.attempt(record_export, AUDITOR, self.any(n), purpose="監査のため")

    @rule(expert=experts, month=st.sampled_from(["2026-12", "2027-02"]), capacity=st.integers(0, 12))
    def change_capacity(self, expert: str, month: str, capacity: int) -> None:
        """An expert has more time, or less."""
        self.attempt(set_capacity, SECRETARIAT, expert, months={month: capacity})
