"""One trial: a fault is laid, the deed is done, the world recovers as it would, and nothing may be lost or doubled."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from unittest.mock import patch

from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

from chalicelib.domain.errors import NotFound, Rejected
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.try_rounds import try_round
from chalicelib.web.hooks import DUTIES
from tests.builders import SECRETARIAT, clock
from tests.faults.stage import Items, Stage
from tests.faults.wire import Fault
from tests.invariants import cases_of, check_everything

# The lease of a letter, the doubt about one, and its back-off, each with a minute to spare.
PAUSES_MIN = (0, 3, 16, 3, 16, 3)
# As often as the client tries: the answer is an error then.
GIVES_UP = 3


@dataclass(frozen=True, slots=True)
class Laid:
    """A fault at one call, or from it for as long as the client tries."""

    fault: Fault
    at: int
    times: int = 1


class Verdict(StrEnum):
    """How a trial ended."""

    UNNOTICED = "unnoticed"
    RECOVERED = "recovered"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was laid, how it ended, and what was lost, in words."""

    laid: Laid
    verdict: Verdict
    loss: str = ""
    mails_twice: int = 0


@contextmanager
def retrying_at_once() -> Iterator[None]:
    """The clients try again as often as ever, but without a pause: what is tested is what they do, not when."""
    at_once = patch.object(ExponentialBackoff, "delay_amount", return_value=0)
    never_tired = patch.object(RetryQuota, "acquire", return_value=True)
    with at_once, never_tired:
        yield


class Trials:
    """The trials of one use case; the first, without any fault, says how all others must end."""

    def __init__(self, stage: Stage) -> None:
        self.stage, office = stage, stage.office()
        stage.wire.lay(None)
        said = _done(stage, office)
        assert not isinstance(said, Exception), f"{stage.use_case.name} fails without any fault: {said!r}"
        self.calls, self.done = list(stage.wire.calls), stage.items()
        recover(office)
        self.ideal = outcome(office, stage.items())
        stage.put_back(stage.items())

    def all(self) -> Iterator[Trial]:
        """Every fault at every call, once and for as long as the client tries."""
        for fault in Fault:
            for times in (1,) if fault is Fault.TWICE else (1, GIVES_UP):
                yield from (self.run(Laid(fault, at, times)) for at in range(1, len(self.calls) + 1))

    def run(self, laid: Laid) -> Trial:
        """One trial, from the beginning of the deed to a clean stage."""
        stage = self.stage
        stage.wire.lay(laid.fault, at=laid.at, times=laid.times)
        stage.wire.mails.clear()
        try:
            verdict = self._verdict(stage.office(laid.fault))
            return Trial(laid, verdict, mails_twice=len(stage.wire.mails) - len(set(stage.wire.mails)))
        except AssertionError as loss:
            return Trial(laid, Verdict.LOST, str(loss).partition("\n")[0])
        finally:
            stage.put_back(stage.items())

    def _verdict(self, office: Office) -> Verdict:
        said = _done(self.stage, office)
        assert not isinstance(said, Rejected), f"refused for what it did itself: {said!r}"
        self.stage.wire.quiet()
        self.stage.wire.lay(None)
        office = self.stage.healed(office)
        if isinstance(said, Exception):
            # Whoever saw the error tries once more, and may be told then that it is done.
            _done(self.stage, office)
        items = self.stage.items()
        if items != self.done:
            recover(office)
            items = self.stage.items()
            reached = outcome(office, items)
            assert reached == self.ideal, f"{reached} instead of {self.ideal}"
            check_everything(office, cases_of(office, request_ids(items)))
        self._check_mails(items)
        return Verdict.UNNOTICED if items == self.done else Verdict.RECOVERED

    def _check_mails(self, items: Items) -> None:
        """What counts as sent now, and did not when the story ended, was given to the mail service."""
        told = letters_sent(items) - letters_sent(self.stage.before)
        assert told <= set(self.stage.wire.mails), f"counts as sent, but is not: {told - set(self.stage.wire.mails)}"


def recover(office: Office) -> None:
    """The schedule goes on, the stream brings what waits, and a person does what a failed round asks for."""
    for minutes in PAUSES_MIN:
        clock(office).move(minutes=minutes)
        for duty in DUTIES.values():
            duty(office)
        for row in office.rounds.rows().rows:
            if row.state == "failed":
                adjust_round(office, SECRETARIAT, row.id, wishes=office.rounds.round(row.id).wishes)
            plan_round(office, row.id)
            try_round(office, row.id)
        if not office.letters.waiting(limit=1):
            return


def request_ids(items: Items) -> list[str]:
    """Of every case in the table."""
    return sorted(pk.removeprefix("CASE#") for pk, sk in items if sk == "REQUEST" and pk.startswith("CASE#"))


def letters_sent(items: Items) -> set[str]:
    """Ids of the letters that count as sent."""
    letters = (item for (pk, _), item in items.items() if pk.startswith("LETTERS#"))
    return {letter["id"]["S"] for letter in letters if letter["state"]["S"] == "sent"}


def outcome(office: Office, items: Items) -> Any:
    """What people would call the outcome: no ids, no moments, and nothing about how it came to be."""
    given = office.cases.assignments(office.profile.prefecture.code).rows
    rounds = [office.rounds.round(row.id) for row in office.rounds.rows().rows]
    tuning = office.tunings.latest()
    return (
        sorted(_story(office, request_id) for request_id in request_ids(items)),
        sorted(
            (expert.name, expert.version, sorted(expert.months.items()), _told(office, expert.id))
            for expert in office.experts.experts()
        ),
        sorted((found.expert_id, found.state, sorted(found.months.items())) for found in given),
        [(whole.id, whole.state, len(whole.offered)) for whole in rounds],
        tuning.version if tuning else 0,
        sum(_opens(office, pk.removeprefix("SESSION#")) for pk, _ in items if pk.startswith("SESSION#")),
    )


def _opens(office: Office, session_digest: str) -> bool:
    """Whether a session still lets anybody in: some that do not are cleared away later."""
    try:
        session = office.doors.session(session_digest, office.now())
    except NotFound:
        return False
    ended = office.doors.user(session.user.id).signed_out_at
    return ended is None or session.began_at > ended


def _story(office: Office, request_id: str) -> Any:
    case = office.cases.case(request_id)
    return (
        case.request.number or "",
        case.request.state,
        [event.what for event in office.cases.events(request_id)],
        sorted((offer.expert_id, offer.state, sorted(offer.months.items())) for offer in case.offers),
        _told(office, request_id),
    )


def _told(office: Office, about: str) -> Any:
    """Who was told what of it."""
    return sorted((letter.notice, letter.to, letter.state) for letter in office.letters.about(about))


def _done(stage: Stage, office: Office) -> Any:
    """What the deed gives, or what it fails with."""
    try:
        return stage.deed(office)
    except Exception as failure:
        return failure
