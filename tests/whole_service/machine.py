"""All of it together, what is checked after every step, and how every story ends."""

from collections import Counter
from typing import ClassVar

from hypothesis.stateful import initialize, invariant

from chalicelib.domain.expert import MonthBook
from chalicelib.domain.tuning import RECORD
from chalicelib.service.verify_all import verify_stretch
from chalicelib.service.verify_record import Kind, Verdict, verify_record
from tests.builders import an_expert, clock, engage
from tests.invariants import check_everything
from tests.whole_service.answers import Answers
from tests.whole_service.chapters import Chapter, chapters
from tests.whole_service.deliveries import Deliveries
from tests.whole_service.doors import Doors
from tests.whole_service.mailed import letters_and_mails_agree, waiting
from tests.whole_service.post import Post
from tests.whole_service.repeats import Repeats
from tests.whole_service.secretariat import Secretariat
from tests.whole_service.supports import Supports
from tests.whole_service.told import (
    every_event_has_its_letters,
    towns_know_of_every_offer,
    waiting_says_so,
    whoever_was_asked_is_told_that_it_is_over,
)
from tests.whole_service.towns import Towns
from tests.whole_service.world import EXPERTS

SWEEPS = 20


class WholeService(Towns, Secretariat, Answers, Supports, Repeats, Doors, Post, Deliveries):
    """Refusals and crashes are part of it; nothing else may be raised. `ran` counts stories, steps and crashes."""

    ran: ClassVar[Counter[str]] = Counter()

    @initialize(chapter=chapters)
    def open_the_office(self, chapter: Chapter) -> None:
        """Three experts with few half-days, and one of the chapters in which a story can begin."""
        self.open()
        self.put_up_doors()
        engage(self.sound, *(an_expert(months={"2026-12": MonthBook(6), "2027-01": MonthBook(6)}) for _ in EXPERTS))
        chapter(self.sound)

    @invariant()
    def promises_hold(self) -> None:
        """Half-days, places, chains, letters, numbers."""
        self.ran["steps"] += 1
        cases = self.cases()
        check_everything(self.sound, cases)
        every_event_has_its_letters(self.sound, cases)
        whoever_was_asked_is_told_that_it_is_over(self.sound, cases)
        towns_know_of_every_offer(self.sound, cases)
        waiting_says_so(self.sound, cases)
        letters_and_mails_agree(self.sound, self.letters())

    @invariant()
    def rounds_and_parameters_verify(self) -> None:
        """One event for each version there, too, in a whole chain."""
        kinds: list[tuple[Kind, str]] = [("round", round_id) for round_id in self.round_ids()]
        if self.sound.tunings.latest():
            kinds.append(("parameters", RECORD))
        verdicts = [verify_record(self.sound, kind, record) for kind, record in kinds]
        assert [str(verdict.fault) for verdict in verdicts if verdict.fault] == []

    def all_records_verify(self) -> None:
        """The walk through all lists meets every record once, and finds it whole."""
        verdicts, cursor = list[Verdict](), "0."
        while cursor:
            stretch = verify_stretch(self.sound, cursor, limit=3)
            verdicts += stretch.verdicts
            cursor = stretch.cursor or ""
        assert sorted(verdict.record for verdict in verdicts) == sorted(self.records())
        assert [str(verdict.fault) for verdict in verdicts if verdict.fault] == []

    def teardown(self) -> None:
        """However it went, the schedule alone brings every letter to its end."""
        if not hasattr(self, "sound"):
            return
        self.fuse.put_out()
        self.mailer.moods.clear()
        for _ in range(SWEEPS):
            if left := waiting(self.letters()):
                clock(self.sound).move(minutes=16)
                self.keep_time()
        assert not left, left
        self.promises_hold()
        self.all_records_verify()
        self.ran.update(stories=1, crashes=self.crashes)
