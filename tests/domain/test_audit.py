"""A chain of events shows whatever is done to it afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.audit import GENESIS, AuditEvent, first_fault

THEN = datetime(2026, 11, 24, 1, tzinfo=UTC)

texts = st.text(max_size=12)
facts = st.dictionaries(texts, texts, max_size=3)
deeds = st.tuples(texts, texts, facts, st.datetimes(timezones=st.just(UTC)))
chains = st.lists(deeds, min_size=1, max_size=6).map(lambda made: chain(made))

CHANGES: dict[str, Callable[[Any], Any]] = {
    "record": lambda value: value + "x",
    "what": lambda value: value + "x",
    "who": lambda value: value + "x",
    "role": lambda value: value + "x",
    "way": lambda value: value + "x",
    "why": lambda value: value + "x",
    "sequence": lambda value: value + 1,
    "at": lambda value: value + timedelta(microseconds=1) if value.year < 9999 else value - timedelta(microseconds=1),
    "facts": lambda value: {**value, "more": ""},
    "wrote": lambda value: {**value, "request:r1": "x"},
    "previous": lambda value: value[::-1] + "x",
    "digest": lambda value: value[::-1] + "x",
}


def chain(made: list[Any]) -> list[AuditEvent]:
    """Sealed events of one record, one for each deed."""
    events: list[AuditEvent] = []
    for sequence, (who, why, said, at) in enumerate(made, 1):
        previous = events[-1].digest if events else GENESIS
        event = AuditEvent("r1", sequence, "request:saved", who, "secretariat", "web", at, why, said, previous)
        events.append(event.sealed())
    return events


def places(events: list[AuditEvent]) -> st.SearchStrategy[int]:
    """Any place in the chain."""
    return st.integers(0, len(events) - 1)


exhaustive = settings(max_examples=60, derandomize=True, deadline=None)


@exhaustive
@given(chains)
def test_an_untouched_chain_is_whole(events: list[AuditEvent]) -> None:
    """With and without the head that its record names."""
    assert first_fault(events) is None
    assert first_fault(events, head=events[-1].digest) is None


@exhaustive
@given(chains, st.data(), st.sampled_from(sorted(CHANGES)))
def test_a_changed_word_is_found(events: list[AuditEvent], data: st.DataObject, name: str) -> None:
    """Whatever attribute of whatever event is changed."""
    place = data.draw(places(events))
    changed = replace(events[place], **{name: CHANGES[name](getattr(events[place], name))})
    events[place] = changed

    assert first_fault(events, head=events[-1].digest if name != "digest" else None)


@exhaustive
@given(chains, st.data())
def test_a_changed_and_resealed_event_is_found(events: list[AuditEvent], data: st.DataObject) -> None:
    """Who alters an event and computes its digest anew breaks what follows, or the head."""
    head, place = events[-1].digest, data.draw(places(events))
    events[place] = replace(events[place], why=events[place].why + "x").sealed()

    assert first_fault(events, head=head)


@exhaustive
@given(chains, st.data())
def test_an_event_that_was_changed_with_those_that_follow_it_is_found(
    events: list[AuditEvent], data: st.DataObject
) -> None:
    """However many of them were led to the one before and sealed anew: at the latest by the head."""
    head, place = events[-1].digest, data.draw(places(events))
    resealed = data.draw(st.integers(place, len(events) - 1))
    events[place] = replace(events[place], why=events[place].why + "x").sealed()
    for later in range(place + 1, len(events)):
        events[later] = replace(events[later], previous=events[later - 1].digest)
        events[later] = events[later].sealed() if later <= resealed else events[later]

    assert first_fault(events, head=head)


@exhaustive
@given(chains, st.data())
def test_a_missing_event_is_found(events: list[AuditEvent], data: st.DataObject) -> None:
    """First, last or between."""
    head = events[-1].digest
    del events[data.draw(places(events))]

    assert first_fault(events, head=head)


@exhaustive
@given(chains, st.data())
def test_an_inserted_event_is_found(events: list[AuditEvent], data: st.DataObject) -> None:
    """Even one that is sealed correctly to the event before it."""
    head, place = events[-1].digest, data.draw(places(events))
    before = events[place]
    inserted = replace(before, sequence=before.sequence + 1, previous=before.digest, why=before.why + "x").sealed()
    events.insert(place + 1, inserted)

    assert first_fault(events, head=head)


@exhaustive
@given(chains, st.data())
def test_swapped_events_are_found(events: list[AuditEvent], data: st.DataObject) -> None:
    """Two events in each other's place."""
    one, other = data.draw(places(events)), data.draw(places(events))
    assume(one != other)
    events[one], events[other] = events[other], events[one]

    assert first_fault(events)


def test_the_fault_names_the_record_and_the_event() -> None:
    """Whoever verifies a chain can go and look."""
    events = chain([("a", "", {}, THEN), ("b", "", {}, THEN), ("c", "", {}, THEN)])
    events[1] = replace(events[1], who="z")

    assert str(first_fault(events)) == "r1: event 2 was altered"
