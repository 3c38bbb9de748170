"""A whole journey leaves lines in the logs, and none of them names anybody or opens anything."""

import json
import logging
import traceback
from dataclasses import replace
from io import StringIO

import pytest

import app
from chalicelib.service.office import Office
from chalicelib.web import serve
from chalicelib.web.counter import counter
from chalicelib.web.logbook import logbook
from tests.web.browser import Browser
from tests.web.hardening.whole_journey import FUNCTIONS, Journey, journey_through


class Everything(logging.Handler):
    """What Lambda's own handler prints of other people's loggers, at a finer level than it is set to."""

    def __init__(self, stream: StringIO) -> None:
        super().__init__(logging.INFO)
        self.stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("suketto"):
            self.stream.write(self.format(record) + "\n")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Everything that is logged from now on."""
    stream = StringIO()
    for handler in app.logger.handlers:
        monkeypatch.setattr(handler, "stream", stream)
    everything = Everything(stream)
    monkeypatch.setattr(logging.root, "handlers", [*logging.root.handlers, everything])
    monkeypatch.setattr(logging.root, "level", logging.INFO)
    return stream


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office in memory, which tells of its work as the deployed one does."""
    real = replace(office, logbook=logbook)
    monkeypatch.setattr(counter, "office", lambda: real)
    return real


def found_in(journey: Journey, text: str) -> set[str]:
    """Which of the journey's secrets stand in a text, however JSON may have written them."""
    return {secret for secret in journey.secrets if secret in text or json.dumps(secret)[1:-1] in text}


def test_no_line_of_any_function_names_anybody_or_opens_anything(
    office: Office, monkeypatch: pytest.MonkeyPatch, log: StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither logs nor metrics nor what the runtime writes of what a function did not catch."""
    journey = journey_through(office, monkeypatch)
    runtime = "".join(line for error in journey.thrown for line in traceback.format_exception(error))
    lines = [json.loads(line) for line in log.getvalue().splitlines() if line.startswith("{")]
    printed = capsys.readouterr().out

    assert {line["function_name"] for line in lines} >= {"api_handler", *FUNCTIONS}
    assert len(lines) >= 8
    assert '"LettersBounced"' in printed
    assert len(journey.secrets) > 60
    assert found_in(journey, log.getvalue()) == set()
    assert found_in(journey, printed) == set()
    assert found_in(journey, runtime) == set()


@pytest.mark.parametrize("place", ["message", "extra", "logger of somebody else", "metric"])
def test_a_name_that_is_logged_is_found(
    office: Office, monkeypatch: pytest.MonkeyPatch, log: StringIO, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """The search would see it: in whatever part of a line, however it is written."""
    journey = journey_through(office, monkeypatch)
    name = "見本 一郎"

    if place == "message":
        serve.logger.info(f"{name} signs in")
    elif place == "extra":
        serve.logger.info("somebody signs in", extra={"who": [name]})
    elif place == "metric":
        print(json.dumps({"who": name}))
    else:
        logging.getLogger("somebody.else").info("%s signs in", name)

    assert name in found_in(journey, log.getvalue() + capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["code", "token", "link", "cookie"])
def test_whatever_opens_something_is_among_what_is_searched_for(
    office: Office, monkeypatch: pytest.MonkeyPatch, log: StringIO, kind: str
) -> None:
    """Codes of eight digits, tokens of machines and browsers, answer links."""
    journey = journey_through(office, monkeypatch)
    lengths = {"code": 8, "token": 43, "link": 22, "cookie": 64}

    assert any(len(secret) == lengths[kind] for secret in journey.secrets)
    assert isinstance(journey.browser(), Browser)
    assert log.getvalue()
