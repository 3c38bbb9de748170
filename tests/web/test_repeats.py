"""Whatever is sent twice is done once, and answered the second time as it was the first."""

from collections import Counter
from typing import Any

import pytest

import app
from chalicelib.adapters.memory import MemoryDoors
from chalicelib.domain.identity import digest
from chalicelib.service.office import Office
from tests.builders import UCHIKO
from tests.web.browser import Answer
from tests.web.expert.offers import drawers
from tests.web.sendings import SCENES, Sending, step


def kept(office: Office) -> dict[str, str]:
    """A digest of every kind of record there is, and of who is signed in; what is known of errands aside."""
    assert isinstance(office.doors, MemoryDoors)
    records = {**drawers(office), "sessions": office.doors.sessions}
    return {kind: digest(repr(found)) for kind, found in records.items() if kind != "errands"}


def tally(office: Office) -> dict[str, Any]:
    """What happened, by kind and number: the deeds on record, the letters by notice, who is signed in."""
    assert isinstance(office.doors, MemoryDoors)
    records = drawers(office)
    deeds = Counter(event.what for events in records["events"].values() for event in events)
    letters = Counter(letter.notice for letter in records["letters"].values())
    return {"deeds": deeds, "letters": letters, "sessions": len(office.doors.sessions)}


def seen(answer: Answer) -> tuple[int, str | None, str]:
    """What somebody gets to see: the status, where it leads, and a digest of the words."""
    return answer.status, answer.headers.get("location"), digest(answer.words)


def test_every_route_that_takes_a_post_is_sent_twice_here() -> None:
    """A new route needs its scene."""
    assert {route for route, methods in app.app.routes.items() if "POST" in methods} == set(SCENES)


@pytest.mark.parametrize("route", SCENES)
def test_what_is_sent_twice_is_done_once_and_answered_alike(office: Office, route: str) -> None:
    """A double click, a reload, a retry on the way: nothing is written the second time, and nobody sees an error."""
    sending = SCENES[route](office)
    before = kept(office)
    first = sending.send()
    after = kept(office)

    again = sending.send()

    assert first.status < 400
    assert after != before
    assert seen(again) == seen(first)
    assert kept(office) == after


def test_another_rendering_of_a_form_is_another_errand(office: Office) -> None:
    """Two drafts can be begun, one after the other."""
    sending = SCENES["/requests"](office)

    first, second = (sending.send(key=key).headers["location"] for key in ("once-1", "once-2"))

    assert first != second
    assert len(office.cases.rows(UCHIKO).rows) == 2


def test_a_form_changed_and_sent_again_is_another_errand(office: Office) -> None:
    """Gone back to, corrected and sent, it is judged by its version: nothing typed is taken for done."""
    sending = step(office)
    sending.send()

    changed = Sending(sending.browser, sending.path, {**sending.fields, "title": "直した名前"}, sending.proof).send()

    assert changed.status == 409
    assert changed.fields["title"] == ["直した名前"]


def test_a_step_with_faults_is_shown_again_with_its_faults(office: Office) -> None:
    """It was saved all the same, once."""
    sending = step(office)
    sending.fields = {**sending.fields, "title": ""}
    first = sending.send()
    after = kept(office)

    again = sending.send()

    assert first.status == 422
    assert seen(again) == seen(first)
    assert kept(office) == after
