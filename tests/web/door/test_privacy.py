"""The page of personal data says of every sort of record what it is for, how long it is kept, and who sees it."""

import inspect
from collections import Counter
from dataclasses import fields

from chalicelib.adapters import keys
from chalicelib.web.privacy import KEPT
from tests.builders import ehime
from tests.web.browser import Browser

# These say where something lies in the index, or are made into keys by the others.
NO_RECORDS = {"key", "due", "row_queue"}


def kinds() -> set[str]:
    """Every kind of record that the store has a key for."""
    functions = inspect.getmembers(keys, inspect.isfunction)
    return {name for name, function in functions if inspect.signature(function).return_annotation is keys.Key}


def test_every_kind_of_record_has_its_row() -> None:
    """A new one without a row fails here, as does a row for what is stored no more."""
    told = Counter(kind for kept in KEPT for kind in kept.kinds)

    assert kinds() - NO_RECORDS == set(told)
    assert set(told.values()) == {1}
    assert len(told) > 25


def test_every_row_says_everything() -> None:
    """Nothing is left open."""
    for kept in KEPT:
        texts = [getattr(kept, field.name) for field in fields(kept) if field.name not in ("how_long", "kinds")]
        assert all([*texts, kept.how_long(ehime())])


def test_the_page_shows_the_table_and_the_prefectures_years(browser: Browser) -> None:
    """Open to everybody, linked at the foot of every page."""
    page = browser.get("/privacy")

    assert page.status == 200
    assert all(kept.what in page.text and kept.how_long(ehime()) in page.text for kept in KEPT)
    assert "翌年度から5年度" in page.text
    assert 'href="/privacy"' in browser.get("/help").text


def test_the_rights_and_the_contact_stand_there(browser: Browser) -> None:
    """Disclosure, correction, an end of use, and whom to call."""
    page = browser.get("/privacy")

    for words in ("開示", "訂正", "利用停止", ehime().contact.telephone, ehime().contact.email):
        assert words in page.text
