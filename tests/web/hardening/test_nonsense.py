"""Whatever a form brings, the answer is a page in words: nothing breaks inside, and no text somebody typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.web.counter import counter
from chalicelib.web.visit import FORM
from tests.builders import CLERK, memory_office
from tests.web.browser import Answer
from tests.web.hardening.nonsense import Fields, bent
from tests.web.municipality.answers import TYPED
from tests.web.sendings import SCENES, Sending, clerk

FORMS = {route: scene for route, scene in SCENES.items() if not route.startswith("/v1/")}
REFUSALS = {401, 403, 409, 422}


def edited(office: Office, *, step: str) -> Sending:
    """A step of the request's form."""
    draft = open_draft(office, CLERK, {})
    return clerk(office, f"/requests/{draft.id}/edit/{step}", {**TYPED[step], "version": draft.version, "go": "next"})


FORMS |= {f"/requests/{{request_id}}/edit/{step}": partial(edited, step=step) for step in TYPED}


@contextmanager
def opened() -> Iterator[Office]:
    """An office of its own behind the app's counter."""
    office = memory_office()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counter, "office", lambda: office)
        patch.setattr(counter, "base_path", lambda: "")
        yield office


def typed_by_hand(value: Any) -> bool:
    """Whether a field holds words, rather than a choice or a number."""
    return isinstance(value, str) and (not value.isascii() or "@" in value)


def cleaned(value: str) -> str:
    """As the page would show it: ends of lines alike, no control characters, no half signs."""
    kept = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in kept if sign in "\n\t" or ord(sign) >= 32)


def sent_by(sending: Sending, fields: Fields) -> Answer:
    """The answer to a form with these fields, as the bytes that somebody may send."""
    body = urlencode(fields, doseq=True, errors="surrogatepass").encode()
    return sending.browser.send("POST", sending.path, body, content_type=FORM, sec_fetch_site="same-origin")


def lost(sending: Sending, fields: Fields, answer: Answer) -> list[str]:
    """The fields with words in them that the answer does not hold."""
    words = [
        name for name, value in sending.fields.items() if typed_by_hand(value) and isinstance(fields.get(name), str)
    ]
    return [name for name in words if cleaned(fields[name]) not in answer.fields.get(name, [])]


@pytest.mark.parametrize("route", FORMS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data())
def test_nonsense_in_a_form_is_answered_in_words(route: str, data: st.DataObject) -> None:
    """No error of ours, a page in Japanese, and each text that was typed stands in its field again."""
    with opened() as office:
        sending = FORMS[route](office)
        fields = data.draw(bent({"csrf": f"{sending.proof}.once-0001", **sending.fields}))

        answer = sent_by(sending, fields)

        assert answer.status < 500
        if answer.status in REFUSALS:
            assert lost(sending, fields, answer) == []
