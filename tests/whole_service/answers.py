"""What experts do."""

import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.open_offer import OpenedOffer, open_by_code, open_by_token
from tests.builders import mails
from tests.service.journeys import LINK
from tests.whole_service.world import World, nth, some_live_offer

NUMBER, CODE = re.compile(r"R\d{2}-\d{4}"), re.compile(r"短いコード (\w{8})")
half_days = st.dictionaries(st.sampled_from(["2026-12", "2027-01", "2027-02"]), st.integers(0, 6), min_size=1)


class Answers(World):
    """They answer offers, live or not: by the links and codes in their mails, old and new, and by telephone."""

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

    @precondition(lambda self: self.links())
    @rule(n=nth, use_case=st.sampled_from([accept_offer, decline_offer]))
    def answer_by_link(self, n: int, use_case: Callable[..., Any]) -> None:
        """The link of some mail, mostly the newest, is followed and answered; twice is no more than once."""
        links = self.links()[::-1]
        for _ in range(2):
            with self.surviving():
                use_case(self.office, open_by_token(self.office, links[n % len(links)]), note="")

    @precondition(lambda self: self.codes())
    @rule(n=nth, use_case=st.sampled_from([accept_offer, decline_offer]))
    def answer_by_code(self, n: int, use_case: Callable[..., Any]) -> None:
        """The mail was printed: its number and short code are typed."""
        number, code = self.codes()[-1 - n % len(self.codes())]
        with self.surviving():
            use_case(self.office, open_by_code(self.office, number, code, network="192.0.2.2"), note="")

    def codes(self) -> list[tuple[str, str]]:
        """Every number with a short code that was mailed."""
        texts = [f"{wording.subject} {wording.text}" for _, wording, _ in mails(self.sound)]
        return [(NUMBER.findall(text)[0], code) for text in texts for code in CODE.findall(text)]

    def links(self) -> list[str]:
        """Every answer link that was mailed."""
        return [link for _, wording, _ in mails(self.sound) for link in LINK.findall(wording.text)]

    def answer(self, n: int, use_case: Callable[..., Any], **said: Any) -> None:
        """An expert answers whatever offer, live or not."""
        if offer := self.some_offer(n):
            case, expert = self.sound.cases.case(offer.request_id), self.sound.experts.expert(offer.expert_id)
            self.attempt(use_case, OpenedOffer(case, offer, expert, "telephone"), **said)
