"""One case from the form to the report, with mails, API, sign-in, expert's pages and accidents: everything that logs.

Whoever takes part and whatever opens something is noted on the way, so that the logs can be searched for all of it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

import app
from chalicelib.adapters.mint import Mint
from chalicelib.domain.delivery import Outcome
from chalicelib.domain.errors import ForgedNotification, MailRefused, Unavailable
from chalicelib.domain.identity import Role
from chalicelib.domain.letter import Letter
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.ports import Stationery
from chalicelib.web.counter import counter
from chalicelib.web.logbook import logbook
from infra.local.invocation import context, schedule_event
from tests.builders import UCHIKO, a_user, an_expert, clock, engage, mails
from tests.service.mail import fail, the_letter, word
from tests.web.api.conftest import Machine
from tests.web.browser import HOST, Browser
from tests.web.municipality.answers import TYPED, submitted
from tests.web.sendings import EXPERT, INTEREST, PROFILE
from tests.web.support.typed import LAST_SESSION, REPORT, session_of
from tests.web.test_hooks import record

CODE = re.compile(r"^コード　(\d{8})$", re.MULTILINE)
SHORT_CODE = re.compile(r"短いコード (\w{8})")
LINK = re.compile(r"/answer/([A-Za-z0-9_-]{22})")
FUNCTIONS = {"deliver_letters", "record_deliveries", "keep_time"}
TYPED_WORDS = ("親族が勤務しています", "市役所で調達を20年", "経験は12年です", "直すところを洗い出しました")


@dataclass
class NotingMint(Mint):
    """Makes secrets, and notes every one."""

    made: set[str] = field(default_factory=set)

    def token(self) -> str:
        return self._noted(super().token())

    def answer_token(self) -> str:
        return self._noted(super().answer_token())

    def code(self) -> str:
        return self._noted(super().code())

    def short_code(self) -> str:
        return self._noted(super().short_code())

    def _noted(self, secret: str) -> str:
        self.made.add(secret)
        return secret


@dataclass
class Journey:
    """An office that may be made to fail, the secrets of everybody, and what the runtime itself would have logged."""

    office: Office
    monkeypatch: pytest.MonkeyPatch
    mint: NotingMint
    browsers: list[Browser] = field(default_factory=list)
    thrown: list[Exception] = field(default_factory=list)

    @property
    def secrets(self) -> set[str]:
        """Names, addresses, telephone numbers, words about people, tokens, codes and cookies that were about."""
        officer, expert = TYPED["officer"], self.office.experts.expert("e01")
        people = {str(value) for name, value in officer.items() if "agreed" not in name and "section" not in name}
        known = {expert.name, expert.kana, expert.email, expert.telephone, "見本 花子", "a@b.example.jp", HOST}
        users = {a_user(Role.MUNICIPALITY, municipality=UCHIKO).email, a_user(Role.SECRETARIAT).email}
        cookies = {value for browser in self.browsers for value in browser.jar.values() if len(value) > 8}
        typed = {str(EXPERT["name"]), str(EXPERT["email"]), str(PROFILE["telephone"]), *TYPED_WORDS}
        found = people | known | users | cookies | typed | self.mint.made
        return {secret for secret in found if len(secret) > 3}

    def browser(self) -> Browser:
        """Another browser."""
        self.browsers.append(Browser(self.office))
        return self.browsers[-1]

    def deliver(self) -> None:
        """The stream brings every letter that waits, until none does."""
        while waiting := self.office.letters.due(self.office.now()):
            for letter in waiting:
                self.stream(letter)

    def stream(self, letter: Letter) -> None:
        """One letter, as the stream brings it."""
        item = record(f"LETTERS#{letter.about}", letter.id, "queued")
        self.calling(lambda: app.deliver_letters({"Records": [item]}, context("deliver_letters")))

    def pass_time(self, **by: float) -> None:
        """The clock moves on and ticks."""
        clock(self.office).move(**by)
        self.calling(lambda: app.keep_time(schedule_event(), context("keep_time")))

    def hear(self, delivery: Any) -> None:
        """The mail service says something."""
        sns = {"Message": "見本 一郎", "Subject": "", "MessageAttributes": {}, "delivery": delivery}
        self.calling(lambda: app.record_deliveries({"Records": [{"Sns": sns}]}, context("record_deliveries")))

    def calling(self, function: Callable[[], Any]) -> None:
        """What a function does not catch, Lambda's runtime logs with its words and its way."""
        try:
            function()
        except Exception as error:
            self.thrown.append(error)

    def mailed(self, pattern: re.Pattern[str]) -> str:
        """The newest such thing in a mail."""
        found = [found for _, wording, _ in mails(self.office) for found in pattern.findall(wording.text)]
        return str(found[-1])

    @contextmanager
    def failing(self, **changes: Any) -> Iterator[None]:
        """The office with some of its ports replaced."""
        with self.monkeypatch.context() as patch:
            patch.setattr(counter, "office", lambda: replace(self.office, **changes))
            yield


class Speechless:
    """`ports.Stationery` that fails with all it was told, as a template might."""

    def wording(self, notice: str, facts: Any) -> Any:
        raise KeyError(f"{notice}: {dict(facts)}")


class Silent:
    """A store that quotes the question it does not answer."""

    def __getattr__(self, name: str) -> Any:
        def asked(*args: Any, **_: Any) -> Any:
            raise Unavailable(f"{name} timed out")

        return asked


class Broken:
    """A store that breaks with the words it was given."""

    def __getattr__(self, name: str) -> Any:
        def asked(*args: Any, **kwargs: Any) -> Any:
            raise RuntimeError(f"{name} {args} {kwargs} {EXPERT}")

        return asked


class Forger:
    """`ports.Postmaster` to whom every word is forged."""

    def read(self, notification: Any) -> Any:
        raise ForgedNotification("the seal does not fit")


def journey_through(office: Office, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """Everything, once."""
    mint = NotingMint()
    journey = Journey(replace(office, mint=mint, logbook=logbook), monkeypatch, mint)
    monkeypatch.setattr(counter, "office", lambda: journey.office)
    engage(journey.office, an_expert(), an_expert("例示 二郎", email="jiro@experts.example.jp"))
    clerk = comes_in(journey)
    request_id = asks(journey, clerk)
    expert = answers(journey, request_id)
    keeps_record(journey, expert)
    machine_calls(journey, request_id)
    accidents(journey, clerk, request_id)
    ends(journey, clerk, request_id)
    return journey


def comes_in(journey: Journey) -> Browser:
    """A clerk signs in at the second try; a stranger does not."""
    user = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
    journey.office.doors.save_user(user)
    browser = journey.browser()
    journey.browser().post("/sign-in", {"email": "a@b.example.jp"})
    browser.post("/sign-in", {"email": user.email})
    journey.deliver()
    for code in ("12345678", journey.mailed(CODE)):
        assert browser.post("/sign-in/code", {"code": code}).status < 500
    assert browser.get("/requests").status == 200
    # The forms that follow are sent under the session's own proof.
    return browser.enter(user)


def asks(journey: Journey, clerk: Browser) -> str:
    """The form, step by step; the secretariat shortlists, the clerk prefers, the secretariat approves."""
    assert submitted(clerk).status == 200
    request_id = journey.office.cases.rows(UCHIKO).rows[0].id
    secretary, path = journey.browser().sign_in(Role.SECRETARIAT), f"/console/requests/{request_id}"

    def version() -> int:
        return journey.office.cases.case(request_id).request.version

    secretary.post(f"{path}/take", {"version": version()})
    secretary.post(f"{path}/shortlist", {"version": version()})
    clerk.post(f"/requests/{request_id}/preference", {"order-1": "e01", "version": version()})
    assert secretary.post(f"{path}/approve", {"expert": "e01", "version": version()}).status == 200
    journey.deliver()
    return request_id


def answers(journey: Journey, request_id: str) -> Browser:
    """The link is looked at, cut off, mistyped as a code; then the expert signs in and accepts."""
    stranger, token = journey.browser(), journey.mailed(LINK)
    for path in (f"/answer/{token}", f"/answer/{token[:-1]}", f"/help?token={token}"):
        assert stranger.get(path).status < 500
    stranger.post("/answer", {"number": "R08-0001", "code": journey.mailed(SHORT_CODE)})
    expert = journey.browser()
    expert.post("/sign-in", {"email": "ichiro@experts.example.jp"})
    journey.deliver()
    expert.post("/sign-in/code", {"code": journey.mailed(CODE)})
    assert expert.get("/expert").status == 200
    expert.sign_in_expert()
    offer = journey.office.cases.case(request_id).offers[0]
    assert expert.post(f"/expert/offers/{offer.id}", {"answer": "accept", "note": TYPED_WORDS[0]}).status == 200
    journey.deliver()
    return expert


def keeps_record(journey: Journey, expert: Browser) -> None:
    """The expert's pages, right and wrong."""
    assert expert.post("/expert/profile", {**PROFILE, "version": 1}).status == 200
    assert expert.post("/expert/profile", {**PROFILE, "version": 1}).status == 409
    assert expert.post("/expert/interests", {**INTEREST, "version": 2}).status == 200
    assert expert.post("/expert/corrections", {"correction": "経験は12年です。", "version": 3}).status == 200
    assert expert.post("/expert/data", {}).status == 200
    journey.deliver()


def machine_calls(journey: Journey, request_id: str) -> None:
    """A machine with its token, with a wrong one, and with a body that is refused."""
    machine = Machine(journey.browser(), issue_token(journey.office, role="secretariat"))
    assert machine.get(f"/v1/requests/{request_id}").status == 200
    assert machine.call("POST", "/v1/experts", EXPERT, idempotency_key="k-000001").status == 201
    assert (
        machine.call("POST", "/v1/experts", {**EXPERT, "telephone": "なし"}, idempotency_key="k-000002").status == 422
    )
    assert Machine(journey.browser(), journey.office.mint.token()).get("/v1/requests").status == 401
    with journey.failing(experts=Broken()):
        machine.call("POST", "/v1/experts", EXPERT, idempotency_key="k-000003")


def accidents(journey: Journey, clerk: Browser, request_id: str) -> None:
    """Stores are silent and break, words fail, mail is refused and bounces, the mail service's word is forged."""
    office = journey.office
    with journey.failing(cases=Silent()):
        assert clerk.post("/requests", {}).status == 503
    with journey.failing(cases=Broken()):
        assert clerk.get(f"/requests/{request_id}").status == 500
    letter = the_letter(office, office.cases.case(request_id).request, "request_received")
    journey.browser().post("/sign-in", {"email": a_user(Role.MUNICIPALITY, municipality=UCHIKO).email})
    (waiting,) = (letter for letter in office.letters.waiting(limit=10))
    speechless: Stationery = Speechless()
    with journey.failing(stationery=speechless):
        journey.stream(waiting)
        journey.pass_time(minutes=1)
    with journey.failing(letters=Broken()):
        journey.stream(waiting)
        journey.pass_time(minutes=1)
        journey.hear(word(office, letter, Outcome.BOUNCED))
    with journey.failing(postmaster=Forger):
        journey.hear(None)
    journey.hear(None)
    fail(office, MailRefused("550 <hanako@uchiko.example.jp>: no such user"))
    journey.pass_time(minutes=30)
    journey.hear(word(office, letter, Outcome.BOUNCED))
    journey.deliver()


def ends(journey: Journey, clerk: Browser, request_id: str) -> None:
    """A session, the end, the report; the case is taken out; everybody signs out."""
    journey.pass_time(days=21)
    clerk.enter(a_user(Role.MUNICIPALITY, municipality=UCHIKO))
    request = journey.office.cases.case(request_id).request
    assert clerk.post(f"/requests/{request_id}/sessions", session_of(request)).status == 200
    assert clerk.post(f"/requests/{request_id}/complete", LAST_SESSION).status == 200
    assert clerk.post(f"/requests/{request_id}/report", REPORT).status == 200
    secretary = journey.browser().sign_in(Role.SECRETARIAT)
    assert secretary.post(f"/console/requests/{request_id}/export", {"purpose": "定期監査のため"}).status == 200
    journey.deliver()
    for browser in journey.browsers:
        browser.post("/sign-out")
