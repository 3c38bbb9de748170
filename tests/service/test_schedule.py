"""The schedule may run twice, late, in part or not at all for three runs: it ends in the same state all the same.

Two worlds live through the same weeks. In one the schedule runs every two hours; in the other as the test case says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.calendar import TOKYO, local_day
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.letter import Wording
from chalicelib.domain.offer import Offer
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.report_support import report_support
from chalicelib.service.send_letters import send_due_letters
from tests.builders import CLERK, SECRETARIAT, a_request, an_expert, an_outcome, clock, engage, memory_office
from tests.invariants import cases_of, check_everything
from tests.service.journeys import send_all

# Friday 18 December 2026, midnight in Japan: the year's end lies ahead.
BEGIN = datetime(2026, 12, 18, tzinfo=TOKYO)
DAYS = 70
EXPERTS = ("e01", "e02")
EVERY = 2
DUTIES = (keep_deadlines, chase_reports, send_due_letters)
# What asks for something; it is not sent any more when it was done before the schedule woke.
ASKING = {"offer_reminder", "support_over", "session_due", "report_reminder", "report_overdue"}
# What is told in the end of a request that still stands there.
LAST_RESORT = {"engaged": ("support_over", "session_due"), "completed": ("report_overdue",)}

Letters = Counter[tuple[int, str, str]]


class Story(NamedTuple):
    """What people do about one request, in days from the begin; None: never. Answers are by expert."""

    asked_on: int
    answers: dict[str, str]
    answer_after: int
    ends_after: int | None
    reports_after: int | None


stories = st.lists(
    st.builds(
        Story,
        asked_on=st.integers(0, 12),
        answers=st.fixed_dictionaries(
            {expert: st.sampled_from(["accept", "decline", "silence"]) for expert in EXPERTS}
        ),
        answer_after=st.integers(1, 3),
        ends_after=st.none() | st.integers(1, 30),
        reports_after=st.none() | st.integers(1, 40),
    ),
    min_size=1,
    max_size=3,
)


class Blank:
    """`ports.Stationery` without words: who is told is what counts here."""

    def wording(self, notice: str, facts: Mapping[str, Any]) -> Wording:
        """The notice's name."""
        return Wording(notice, notice)


def an_office() -> Office:
    """An office in memory at the begin."""
    return replace(memory_office(now=BEGIN), stationery=Blank())


@dataclass
class World:
    """An office, and people who act at half past nine every day."""

    stories: list[Story]
    follows_up: bool = True
    office: Office = field(default_factory=an_office)
    request_ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        months = {month: MonthBook(20) for month in ("2026-12", "2027-01")}
        engage(self.office, *(an_expert(email=f"{name}@experts.example.jp", months=months) for name in EXPERTS))
        self.request_ids = [a_request(self.office, months={"2027-01": 1}).id for _ in self.stories]

    def hours(self) -> Iterator[int]:
        """Every hour at which the schedule could run; in between, people act."""
        for hour in range(0, 24 * DAYS + EVERY, EVERY):
            yield hour
            if hour % 24 == 8:
                self.people_act(hour // 24)

    def at(self, hour: int, minutes: int = 0) -> None:
        """Move the clock to an hour after the begin."""
        clock(self.office).moment = BEGIN + timedelta(hours=hour, minutes=minutes)

    def run(self, *duties: Any) -> None:
        """Duties of the schedule, now."""
        for duty in duties:
            duty(self.office)

    def people_act(self, day: int) -> None:
        """Each does what their story says for this day, if it can still be done."""
        self.at(24 * day + 9, minutes=30)
        for request_id, story in zip(self.request_ids, self.stories, strict=True):
            self._secretariat(request_id, story, day)
            self._expert(request_id, story)
            self._town(request_id, story)

    def _secretariat(self, request_id: str, story: Story, day: int) -> None:
        if day == story.asked_on:
            offer_directly(self.office, SECRETARIAT, request_id, expert_id="e01", reason="急ぎのため")
        elif self.follows_up:
            for proposal in self.office.cases.case(request_id).in_state("proposed"):
                approve_offer(self.office, SECRETARIAT, request_id, expert_id=proposal.expert_id, reason="次の候補")

    def _expert(self, request_id: str, story: Story) -> None:
        case = self.office.cases.case(request_id)
        for offer in case.in_state("sent"):
            answer = {"accept": accept_offer, "decline": decline_offer}.get(story.answers[offer.expert_id])
            if answer and offer.sent_at and self._days_since(offer.sent_at) == story.answer_after and self._open(offer):
                answer(self.office, OpenedOffer(case, offer, self.office.experts.expert(offer.expert_id), "link"))

    def _town(self, request_id: str, story: Story) -> None:
        case = self.office.cases.case(request_id)
        accepted = [offer.answered_at for offer in case.in_state("accepted", "done") if offer.answered_at]
        since = self._days_since(accepted[0]) if accepted else 0
        if case.request.state == "engaged" and since == story.ends_after:
            complete_support(self.office, CLERK, request_id, last_session=local_day(self.office.now()))
        elif case.request.state == "completed" and since == (story.ends_after or 0) + (story.reports_after or DAYS):
            report_support(self.office, CLERK, request_id, outcome=an_outcome())

    def _open(self, offer: Offer) -> bool:
        return offer.deadline is not None and self.office.now() <= offer.deadline

    def _days_since(self, moment: datetime) -> int:
        return (local_day(self.office.now()) - local_day(moment)).days

    def ends(self) -> list[Any]:
        """Where every request, offer and half-day stands at last, and what time will do next."""
        cases = cases_of(self.office, self.request_ids)
        check_everything(self.office, cases)
        experts = [expert.months for expert in self.office.experts.experts()]
        return [
            *((case.request.state, case.request.report_due, case.request.chase_at) for case in cases),
            *((offer.expert_id, offer.state, offer.deadline) for case in cases for offer in case.offers),
            *experts,
        ]

    def state(self, place: int) -> str:
        """Where one request stands."""
        return self.office.cases.case(self.request_ids[place]).request.state

    def letters(self) -> Letters:
        """Who was told what about which request; all of it has left."""
        found: Letters = Counter()
        for place, request_id in enumerate(self.request_ids):
            for letter in self.office.letters.about(request_id):
                assert letter.state == "sent"
                found[place, letter.notice, letter.to] += 1
        return found


def steady(told: list[Story], *, follows_up: bool = True) -> World:
    """The world whose schedule runs every two hours."""
    world = World(told, follows_up)
    for hour in world.hours():
        world.at(hour)
        world.run(*DUTIES)
    return world


runs = st.lists(
    st.tuples(st.sampled_from(["missed", "once", "twice", "broken off"]), st.sampled_from([0, 7, 25])),
    min_size=5,
    max_size=30,
)


@settings(max_examples=20, derandomize=True, deadline=None)
@given(stories, runs)
def test_a_schedule_that_stumbles_ends_where_a_steady_one_does(told: list[Story], how: list[tuple[str, int]]) -> None:
    """Missed up to three times in a row, doubled, minutes late, broken off: the same states, the same letters."""
    world, ways, missed = World(told), cycle(how), 0
    for hour in world.hours():
        way, minutes = next(ways)
        missed = missed + 1 if way in ("missed", "broken off") else 0
        if missed > 3:
            way, missed = "once", 0
        world.at(hour, minutes)
        world.run(*{"missed": (), "once": DUTIES, "twice": DUTIES + DUTIES, "broken off": DUTIES[:1]}[way])
    world.run(*DUTIES)

    usual = steady(told)
    assert world.ends() == usual.ends()
    assert world.letters() == usual.letters()


@settings(max_examples=20, derandomize=True, deadline=None)
@given(stories, st.sets(st.integers(0, DAYS - 1), max_size=8))
def test_a_schedule_that_sleeps_for_days_only_asks_less(told: list[Story], awake: set[int]) -> None:
    """Mail leaves all the time; deadlines and reminders are kept on a few days only, and once more at the end.

    Legal differences, and no others: what asks for something is not sent when it was done before the schedule woke, or
    when its deadline had passed, and several reminders of a report are one. The same states, nothing told that a steady
    schedule would not tell, and whoever never reported is told on.
    """
    world = World(told, follows_up=False)
    for hour in world.hours():
        world.at(hour)
        world.run(*(DUTIES if hour // 24 in awake else (send_due_letters,)))
    world.run(*DUTIES)

    usual = steady(told, follows_up=False)
    assert world.ends() == usual.ends()
    assert not world.letters() - usual.letters()
    missing = usual.letters() - world.letters()
    assert {notice for _, notice, _ in missing} <= ASKING
    assert not [place for place, notice, _ in missing if notice in LAST_RESORT.get(world.state(place), ())]


def test_more_than_a_page_of_deadlines_and_letters_is_worked_off() -> None:
    """Forty offers expire in one night; one run closes them all, and a few runs later everybody has been told."""
    world = World([Story(0, dict.fromkeys(EXPERTS, "silence"), 1, None, None)] * 40)
    world.people_act(0)
    send_all(world.office)
    world.at(24 * 10)

    world.run(keep_deadlines)
    offers = [offer for case in cases_of(world.office, world.request_ids) for offer in case.offers]
    for _ in range(4):
        world.run(send_due_letters)

    assert Counter(offer.state for offer in offers) == {"expired": 40, "proposed": 40}
    told = Counter(notice for _, notice, _ in world.letters().elements())
    assert told["deadline_passed"] == 80
