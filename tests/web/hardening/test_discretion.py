"""Logs tell what broke and where, and nothing of what people sent."""

import json
from io import StringIO

import pytest
from pydantic import BaseModel

import app
from chalicelib.settings import SettingsInvalid
from chalicelib.web import door
from chalicelib.web.discretion import Discreet
from tests.web.browser import Browser

ADDRESS = "himitsu@town.example.jp"


class Number(BaseModel):
    """Something whose refusal quotes what it was given."""

    value: int


def breaks(office: object, email: str, **_: object) -> None:
    """As a use case might that nobody expected to fail: with the typed words in two messages."""
    try:
        Number.model_validate({"value": email})
    except ValueError:
        raise LookupError(email) from None


def test_an_error_is_logged_without_its_words(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kinds of both errors and the way through the code are there; the address that was typed is not."""
    log = StringIO()
    monkeypatch.setattr(door, "begin_sign_in", breaks)
    for handler in app.logger.handlers:
        monkeypatch.setattr(handler, "stream", log)

    browser.post("/sign-in", {"email": ADDRESS})

    logged, answered = (json.loads(line) for line in log.getvalue().splitlines() if "_aws" not in line)
    assert (logged["level"], logged["message"]) == ("ERROR", "a view failed")
    assert logged["exception_name"] == "LookupError"
    assert "ValidationError" in logged["exception"]
    assert "in mail_code" in logged["exception"]
    assert (answered["message"], answered["status"]) == ("answered", 500)
    assert ADDRESS not in log.getvalue()


def test_a_setting_that_is_missing_is_named() -> None:
    """Its words are ours; those of the error that it came of are not."""
    try:
        try:
            Number.model_validate({"value": ADDRESS})
        except ValueError as fault:
            raise SettingsInvalid("SUKETTO_TABLE: Field required") from fault
    except SettingsInvalid as invalid:
        told = Discreet().formatException((type(invalid), invalid, invalid.__traceback__))

    assert told.endswith("SettingsInvalid: SUKETTO_TABLE: Field required")
    assert ADDRESS not in told
