"""Whatever is text and no code, key or date goes when a record is disposed of, and nothing else does."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from chalicelib.domain.correction import Correction
from chalicelib.domain.disposal import (
    assignments_without_words,
    nobody,
    offers_without_words,
    report_without_words,
    session_without_words,
    without_words,
)
from chalicelib.domain.expert import Expert, Interest, InterestKind
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.domain.report import FollowUp, Outcome, Report
from chalicelib.domain.request import Content, Kind, Mode, Officer, Request, Stage
from chalicelib.domain.session import Account, SupportSession

WORDS = "だれかの言葉"
THEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
MONTHS = {"2026-12": 4}
# Text that says nothing of anybody: keys, codes, states, digests.
KEYS = {
    "Request": {"id", "state", "head", "number", "receipt_id"},
    "Content": {"category", "place"},
    "Officer": set(),
    "Offer": {"id", "request_id", "expert_id", "state", "receipt_id", "approved_by", "answer_way"},
    "Assignment": {"id", "request_id", "number", "expert_id", "receipt_id", "state"},
    "SupportSession": {"id", "request_id", "offer_id", "expert_id", "recorded_by", "role", "corrects"},
    "Account": set(),
    "Report": {"request_id", "reported_by", "role"},
    "Outcome": set(),
    "Expert": {"id", "base", "active_from", "active_to", "head"},
    "Interest": {"since", "until", "municipality"},
    "Correction": {"id"},
}


def worded(record: Any) -> Any:
    """The record with words wherever it has room for them, in its parts too."""
    said: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            said[field.name] = worded(value)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            said[field.name] = tuple(map(worded, value))
        elif field.type in (str, str | None) and field.name not in KEYS[type(record).__name__]:
            said[field.name] = WORDS
    return replace(record, **said)


def keys_of(record: Any) -> Iterator[tuple[str, Any]]:
    """Everything that is no words, by its place."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in KEYS[type(record).__name__] or isinstance(value, int | date):
            yield field.name, value


def a_request() -> Request:
    content = Content(
        Officer("", "", "", ""),
        *("", "", "", Kind.VISIT, Stage.IDEA, "plan-1", (), MONTHS, Mode.ONLINE, "384224"),
        vendors=(WORDS,),
    )
    return Request("r1", "closed", 9, "d", ("384224",), THEN, THEN, {"title": (WORDS,)}, content, number="R08-0001")


def an_offer() -> Offer:
    return Offer("r1.01", "r1", "e01", "done", MONTHS, 25_000, 1, 800, "s1", THEN)


def an_assignment() -> Assignment:
    return Assignment("r1.01", "r1", "R08-0001", "", "e01", ("384224",), MONTHS, 25_000, (), "s1", THEN)


def a_session() -> SupportSession:
    account = Account(date(2026, 12, 10), time(13), time(16), Mode.ON_SITE, "", "", "")
    return SupportSession("s1", "r1", "r1.01", "e01", account, THEN, "u1", "municipality", corrects="s0")


def a_report() -> Report:
    return Report("r1", Outcome("", 4, "", "", FollowUp.NONE), THEN, "u1", "municipality")


def an_expert() -> Expert:
    return Expert(
        *("e01", "", "", "", "382019", {"field-13": 4}, {}, 10, {}, frozenset(), True, 25_000, "2026-04", "2027-03"),
        interests=(Interest(InterestKind.CLIENT, "", "2026-04"),),
        corrections=(Correction("k1", "", THEN),),
    )


@pytest.mark.parametrize(
    ("record", "disposed"),
    [
        (a_request(), without_words),
        (an_offer(), lambda offer: offers_without_words([offer])[0]),
        (an_assignment(), lambda assignment: assignments_without_words([assignment])[0]),
        (a_session(), session_without_words),
        (a_report(), report_without_words),
        (an_expert(), nobody),
    ],
    ids=lambda made: type(made).__name__,
)
def test_words_go_and_keys_stay(record: Any, disposed: Callable[[Any], Any]) -> None:
    """A field that comes later is among the words, until it is named as a key."""
    whole = worded(record)

    left = disposed(whole)

    assert WORDS in repr(whole)
    assert WORDS not in repr(left)
    assert list(keys_of(left)) == list(keys_of(whole))
