"""The mail service's word, as it reaches the function that listens to it."""

import logging
from dataclasses import replace
from typing import Any

import pytest

import app
from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.errors import ForgedNotification
from chalicelib.domain.letter import Letter
from chalicelib.service.office import Office
from chalicelib.web.counter import counter
from infra.local.invocation import context
from tests.builders import a_request
from tests.service.journeys import send_all
from tests.service.mail import word


def told(delivery: Delivery | None) -> None:
    """The function gets a notification that means this."""
    notification: dict[str, Any] = {"Message": "", "Subject": "", "MessageAttributes": {}, "delivery": delivery}
    app.record_deliveries({"Records": [{"Sns": notification}]}, context("record_deliveries"))


@pytest.fixture
def letter(office: Office) -> Letter:
    """A letter that has left."""
    request = a_request(office)
    send_all(office)
    return office.letters.about(request.id)[0]


def test_what_became_of_a_letter_is_put_on_record(office: Office, letter: Letter) -> None:
    """Twice the same is once."""
    for _ in range(2):
        told(word(office, letter, Outcome.DELIVERED))

    assert office.letters.letter(letter.about, letter.id).state == "delivered"


def test_a_forged_word_is_refused_and_not_tried_again(
    office: Office, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The function ends well, so that nobody sends it once more, and the letter is as it was."""

    class Forger:
        def read(self, notification: Any) -> Delivery | None:
            raise ForgedNotification("its seal does not fit")

    forged = replace(office, postmaster=Forger)
    monkeypatch.setattr(counter, "office", lambda: forged)

    told(word(office, letter, Outcome.BOUNCED))

    assert office.letters.letter(letter.about, letter.id) == letter


def test_the_log_names_no_address(office: Office, letter: Letter, caplog: pytest.LogCaptureFixture) -> None:
    """Neither of a letter nobody knows nor of one that bounced."""
    with caplog.at_level(logging.INFO):
        told(replace(word(office, letter, Outcome.BOUNCED), letter_id="l-unknown"))
        told(word(office, letter, Outcome.BOUNCED))
        told(None)

    assert "no letter of ours" in caplog.text
    assert "@" not in caplog.text
