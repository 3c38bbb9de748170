"""The store falls silent at any one call: what was typed is kept, and sent again it is done once."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from chalicelib.adapters.memory import MemoryClock
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from chalicelib.web.counter import counter
from tests.builders import UCHIKO, clock, memory_office
from tests.web.browser import Answer, Browser
from tests.web.sendings import ONCE, SCENES, Sending
from tests.web.test_repeats import tally

AT_MOST = 60


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "base_path", lambda: "")


class Silence:
    """Counts the calls of all stores together and is silent at one of them, before or after doing what it asks."""

    def __init__(self, at: int, *, done: bool) -> None:
        self.at, self.done, self.calls = at, done, 0

    def over(self, office: Office) -> Office:
        """The office with every store behind this silence."""
        stores = {field.name: getattr(office, field.name) for field in fields(office)}
        silenced: dict[str, Any] = {name: Silent(self, store) for name, store in stores.items() if _is_store(store)}
        return replace(office, **silenced)


class Silent:
    """A store behind a silence."""

    def __init__(self, silence: Silence, store: Any) -> None:
        self._silence, self._store = silence, store

    def __getattr__(self, name: str) -> Any:
        method, silence = getattr(self._store, name), self._silence

        def asked(*args: Any, **kwargs: Any) -> Any:
            silence.calls += 1
            if silence.calls != silence.at:
                return method(*args, **kwargs)
            if silence.done:
                method(*args, **kwargs)
            raise Unavailable("silent")

        return asked


def _is_store(port: Any) -> bool:
    return type(port).__module__.startswith("chalicelib.adapters.memory") and not isinstance(port, MemoryClock)


def disturbed(route: str, *, done: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Office, Sending, Answer]]:
    """The answer to what is sent while the store is silent at its first call, at its second, and so on."""
    for at in range(1, AT_MOST):
        office, silence = memory_office(), Silence(at, done=done)
        monkeypatch.setattr(counter, "office", lambda office=office: office)
        sending = SCENES[route](office)
        with monkeypatch.context() as night:
            night.setattr(counter, "office", lambda office=office, silence=silence: silence.over(office))
            answer = sending.send()
        if silence.calls < at:
            return
        yield office, sending, answer
    raise AssertionError(f"{route} needs more than {AT_MOST} calls")


def again(sending: Sending, answer: Answer) -> Answer:
    """The call as it was; or the form of the page, as somebody presses its button."""
    return sending.send() if sending.token else sending.send(answer.fields)


@pytest.mark.parametrize("done", [False, True], ids=["not done", "done in silence"])
@pytest.mark.parametrize("route", SCENES)
def test_whatever_is_sent_into_silence_is_kept_and_done_once(
    monkeypatch: pytest.MonkeyPatch, route: str, done: bool
) -> None:
    """503 with Retry-After, every word still there; sent again, it comes to what it would have come to at once."""
    calm = memory_office()
    monkeypatch.setattr(counter, "office", lambda: calm)
    expected = SCENES[route](calm).send().status

    for office, sending, answer in disturbed(route, done=done, monkeypatch=monkeypatch):
        if answer.status != expected:
            assert answer.status == 503
            assert answer.headers["retry-after"] == "30"
            assert sending.token or _keeps(answer, sending)
            clock(office).move(seconds=31)
            assert again(sending, answer).status == expected
        assert tally(office) == tally(calm)


def _keeps(answer: Answer, sending: Sending) -> bool:
    """Whether the page holds all that was typed, under its own stamp."""
    typed = {name: value if isinstance(value, list) else [str(value)] for name, value in sending.fields.items()}
    stamps = answer.fields["csrf"]
    return f"{sending.proof}.{ONCE}" in stamps and all(answer.fields[name] == typed[name] for name in typed)


@pytest.mark.parametrize("path", ["/requests", "/requests?state=draft", "/requests/r1", "/answer/" + "a" * 22])
def test_a_page_that_cannot_be_shown_says_when_to_try_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """And leads to itself."""
    browser = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
    monkeypatch.setattr(counter, "office", lambda: Silence(1, done=False).over(office))

    page = browser.get(path)

    assert (page.status, page.headers["retry-after"]) == (503, "30")
    assert "30秒ほど待って" in page.text
    assert f'href="{path}"' in page.text


def test_a_mail_service_that_is_silent_holds_up_no_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail is sent elsewhere: no page even opens the way to it."""

    def silent() -> Any:
        raise TimeoutError

    monkeypatch.setattr(counter, "office", lambda: replace(office, mailer=silent))

    assert SCENES["/sign-in"](office).send().status == 303
