"""Whatever happens in whatever order, the promises hold: half-days, places, versions, chains, letters."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib.domain.calendar import local_day
from chalicelib.domain.case import Case
from chalicelib.domain.errors import MailBusy, MailRefused, MailUncertain, Rejected
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.offer import Offer
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.record_session import record_session
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.send_letters import send_due_letters
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.submit_request import submit_request
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.builders import (
    CENTRE,
    CLERK,
    SECRETARIAT,
    UCHIKO,
    a_request,
    an_account,
    an_expert,
    an_outcome,
    clock,
    content,
    engage,
    memory_office,
)
from tests.invariants import cases_of, check_everything

EXPERTS = ("e01", "e02", "e03")
experts = st.sampled_from(EXPERTS)
half_days = st.dictionaries(st.sampled_from(["2026-12", "2027-01", "2027-02"]), st.integers(0, 6), min_size=1)
OUT_OF_TURN = 5
nth = st.integers(0, OUT_OF_TURN)
pauses = st.sampled_from([{"seconds": 30}, {"minutes": 16}, {"hours": 20}, {"days": 4}])
failures = st.sampled_from([MailBusy("busy"), MailUncertain("timeout"), MailRefused("refused")])


def some_request(*states: str) -> Callable[[Any], Any]:
    """Only while some request is in one of these states."""
    return precondition(lambda self: any(case.request.state in states for case in self.cases()))


some_live_offer = precondition(lambda self: any(case.live_offers for case in self.cases()))


class WholeService(RuleBasedStateMachine):
    """People, the schedule and the mail service at work; refusals are part of it, nothing else may be raised."""

    office: Office
    request_ids: list[str]

    @initialize()
    def open_the_office(self) -> None:
        """Three experts with few half-days, and the first request."""
        self.office, self.request_ids = memory_office(), []
        engage(self.office, *(an_expert(months={"2026-12": MonthBook(6), "2027-01": MonthBook(6)}) for _ in EXPERTS))
        self.submit(places=2, asked=4)

    @precondition(lambda self: len(self.request_ids) < 4)
    @rule(places=st.integers(1, 2), asked=st.integers(1, 6))
    def submit(self, places: int, asked: int) -> None:
        """A town asks."""
        months = {"2026-12": asked, "2027-01": asked}
        self.request_ids.append(a_request(self.office, places=places, months=months).id)

    @some_request("returned")
    @rule(n=nth, places=st.integers(1, 2))
    def submit_again(self, n: int, places: int) -> None:
        """A town answers what it was asked back."""
        asked = content(places=places, months={"2026-12": 2})
        self.attempt(submit_request, CLERK, self.any(n, "returned"), content=asked, municipalities=(UCHIKO,))

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

    @some_request("in_review")
    @rule(n=nth)
    def shortlist(self, n: int) -> None:
        """Candidates are shown."""
        self.attempt(shortlist_experts, SECRETARIAT, self.any(n, "in_review"))

    @some_request("shortlisted")
    @rule(n=nth, order=st.lists(experts, unique=True, min_size=1, max_size=3))
    def prefer(self, n: int, order: list[str]) -> None:
        """The town puts them in order."""
        self.attempt(prefer_experts, CLERK, self.any(n, "shortlisted"), order=tuple(order))

    @some_request("submitted", "shortlisted", "offering", "waiting")
    @rule(n=nth, expert=experts, way=st.sampled_from([approve_offer, offer_directly]))
    def offer(self, n: int, expert: str, way: Callable[..., Any]) -> None:
        """The secretariat decides."""
        self.attempt(
            way,
            SECRETARIAT,
            self.any(n, "submitted", "shortlisted", "offering", "waiting"),
            expert_id=expert,
            reason="急ぎのため",
        )

    @some_live_offer
    @rule(n=nth, note=st.sampled_from(["", "先約あり"]))
    def accept(self, n: int, note: str) -> None:
        """An expert says yes."""
        self.answer(n, accept_offer, note=note)

    @some_live_offer
    @rule(n=nth)
    def decline(self, n: int) -> None:
        """An expert says no."""
        self.answer(n, decline_offer, note="先約あり")

    @some_live_offer
    @rule(n=nth, months=half_days)
    def counter(self, n: int, months: dict[str, int]) -> None:
        """An expert says: yes, but."""
        self.answer(n, counter_offer, months=months, note="この回数なら")

    @some_live_offer
    @rule(n=nth)
    def recall(self, n: int) -> None:
        """The secretariat takes an offer back."""
        if offer := self.some_offer(n):
            self.attempt(recall_offer, SECRETARIAT, offer.request_id, offer.id, reason="変更")

    @some_request("engaged", "completed", "closed")
    @rule(n=nth)
    def record(self, n: int) -> None:
        """Somebody worked together today."""
        request_id, today = self.any(n, "engaged", "completed", "closed"), local_day(self.office.now())
        for offer in self.office.cases.case(request_id).offers[-1:]:
            account = an_account(day=today)
            self.attempt(record_session, CENTRE, request_id, offer_id=offer.id, account=account)

    @some_request("engaged")
    @rule(n=nth)
    def complete(self, n: int) -> None:
        """The support has ended today."""
        today = local_day(self.office.now())
        self.attempt(complete_support, CLERK, self.any(n, "engaged"), last_session=today)

    @some_request("completed")
    @rule(n=nth)
    def report(self, n: int) -> None:
        """The town says how it was."""
        self.attempt(report_support, CLERK, self.any(n, "completed"), outcome=an_outcome())

    @rule(n=nth)
    def withdraw(self, n: int) -> None:
        """The town takes its request back."""
        if n == OUT_OF_TURN:
            self.attempt(withdraw_request, CLERK, self.any(n))

    @rule(n=nth)
    def cancel(self, n: int) -> None:
        """The secretariat cancels a request."""
        if n == OUT_OF_TURN:
            self.attempt(cancel_request, SECRETARIAT, self.any(n), reason="予算の都合")

    @rule(expert=experts, month=st.sampled_from(["2026-12", "2027-02"]), capacity=st.integers(0, 12))
    def change_capacity(self, expert: str, month: str, capacity: int) -> None:
        """An expert has more time, or less."""
        self.attempt(set_capacity, SECRETARIAT, expert, months={month: capacity})

    @rule(failing=st.lists(failures, max_size=2))
    def send(self, failing: list[Exception]) -> None:
        """A sweep of the outbox, with the mail service in whatever mood."""
        self.office.mailer().failures[:] = failing  # type: ignore[attr-defined]
        send_due_letters(self.office, limit=60)

    @rule(pause=pauses)
    def let_time_pass(self, pause: dict[str, int]) -> None:
        """Then the schedule runs, as it does every minute."""
        clock(self.office).move(**pause)
        keep_deadlines(self.office)
        chase_reports(self.office)

    @invariant()
    def the_promises_hold(self) -> None:
        """After every single step."""
        check_everything(self.office, self.cases())

    def cases(self) -> list[Case]:
        """All cases as they stand."""
        return cases_of(self.office, getattr(self, "request_ids", []))

    def any(self, n: int, *states: str) -> str:
        """Some request, mostly one in these states; the last n is for those whom the step does not fit."""
        fitting = [case.request.id for case in self.cases() if case.request.state in states and n < OUT_OF_TURN]
        among = fitting or self.request_ids
        return among[n % len(among)]

    def some_offer(self, n: int) -> Offer | None:
        """Some offer, mostly one that can still be answered, the newest first."""
        offers = [offer for case in self.cases() for offer in case.offers][::-1]
        among = [offer for offer in offers if offer.live and n < OUT_OF_TURN] or offers
        return among[n % len(among)] if among else None

    def answer(self, n: int, use_case: Callable[..., Any], **said: Any) -> None:
        """An expert answers whatever offer, live or not."""
        if offer := self.some_offer(n):
            case, expert = self.office.cases.case(offer.request_id), self.office.experts.expert(offer.expert_id)
            self.attempt(use_case, OpenedOffer(case, offer, expert, "link"), **said)

    def attempt(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Run a use case; being refused is an answer too."""
        with suppress(Rejected):
            use_case(self.office, *args, **kwargs)


TestWholeService = WholeService.TestCase
TestWholeService.settings = settings(max_examples=80, stateful_step_count=35, derandomize=True, deadline=None)
