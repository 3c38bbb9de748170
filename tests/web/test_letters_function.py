"""Letters leave by the table's stream; what it brings in vain, or never, leaves by the schedule alone."""

from typing import Any

import pytest

import app
from chalicelib.adapters.memory import MemoryLogbook
from chalicelib.domain.errors import MailBusy
from chalicelib.domain.letter import Letter
from chalicelib.domain.request import Request
from chalicelib.service.figures import Figure
from chalicelib.service.office import Office
from infra.local.invocation import context, schedule_event
from tests.builders import a_request, clock, mails
from tests.service.mail import fail
from tests.web.test_hooks import record


def streamed(*letters: Letter) -> Any:
    """What the sender's function answers when the stream brings these letters, numbered from 1."""
    records = [record(f"LETTERS#{letter.about}", letter.id, "queued", str(n)) for n, letter in enumerate(letters, 1)]
    return app.deliver_letters({"Records": records}, context("deliver_letters"))


def letters_of(office: Office, request: Request) -> list[Letter]:
    """The request's letters: one to the town, two to the prefecture."""
    return list(office.letters.about(request.id))


def test_a_letter_is_sent_as_soon_as_the_stream_brings_it(office: Office) -> None:
    """Once, although it comes twice."""
    letters = letters_of(office, a_request(office))

    assert streamed(*letters, *letters) == {"batchItemFailures": []}

    assert sorted(tag for _, _, tag in mails(office)) == [letter.id for letter in letters]


def test_a_letter_that_fails_is_named_and_holds_up_none_behind_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its record comes again."""
    letters = letters_of(office, a_request(office))
    wording = office.stationery.wording

    def broken(notice: str, facts: Any) -> Any:
        if notice == "request_received":
            raise RuntimeError("broken")
        return wording(notice, facts)

    monkeypatch.setattr(office.stationery, "wording", broken)
    place = next(n for n, letter in enumerate(letters, 1) if letter.notice == "request_received")

    assert streamed(*letters) == {"batchItemFailures": [{"itemIdentifier": str(place)}]}

    assert len(mails(office)) == 2


def test_what_the_stream_never_brings_the_schedule_sends(office: Office) -> None:
    """The next minute is soon enough."""
    request = a_request(office)

    app.keep_time(schedule_event(), context("keep_time"))

    assert {letter.state for letter in letters_of(office, request)} == {"sent"}


def test_a_letter_that_is_stuck_is_counted_by_the_schedule(office: Office) -> None:
    """Every minute, for the alarm; a letter that waits for less than an hour is none."""
    fail(office, *(MailBusy("slow down") for _ in range(9)))
    a_request(office)

    for _ in range(2):
        app.keep_time(schedule_event(), context("keep_time"))
        clock(office).move(hours=1)
    app.keep_time(schedule_event(), context("keep_time"))

    assert isinstance(office.logbook, MemoryLogbook)
    stuck = [value for figure, value in office.logbook.figures if figure == Figure.LETTERS_STUCK]
    assert stuck == [0, 3, 3]
