"""A record's seal changes with everything it says, and with nothing else."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from chalicelib.domain.expert import MonthBook
from chalicelib.domain.seal import said, seal, seals
from tests.builders import a_request as filed
from tests.builders import an_expert, content, memory_office


@dataclass(frozen=True)
class Before:
    """A record as it was first thought of."""

    id: str
    at: datetime
    share: float


@dataclass(frozen=True)
class After(Before):
    """The same kind of record, with a field that came later."""

    remark: str = ""


NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_every_word_of_a_request_counts() -> None:
    """From its state to the last month of its content."""
    request = filed(memory_office())
    variants = [
        replace(request, state="engaged"),
        replace(request, version=request.version + 1),
        replace(request, remark="x"),
        replace(request, content=content(months={"2026-12": 4, "2027-01": 5})),
        replace(request, content=content(vendors=("見本システム株式会社",))),
    ]

    assert len({seal(variant) for variant in (request, *variants)}) == len(variants) + 1


def test_a_record_is_sealed_without_its_head() -> None:
    """The head is the digest of the event that repeats the seal: neither could be computed first."""
    request = filed(memory_office())

    assert seal(replace(request, head="0" * 64)) == seal(request)


def test_half_days_booked_meanwhile_break_no_seal() -> None:
    """They are booked by the change of a case, which has its own event."""
    expert = an_expert(id="e01", months={"2026-12": MonthBook(8)})
    booked = replace(expert, months={"2026-12": MonthBook(8, 4)}, served={"384224": 1})

    assert seal(booked) == seal(expert)
    assert seal(replace(expert, months={"2026-12": MonthBook(9)})) != seal(expert)


def test_a_field_that_came_later_breaks_no_seal() -> None:
    """As long as it stands at its default; what is said in it counts."""
    assert said(After("a", NOON, 0.5)) == said(Before("a", NOON, 0.5))
    assert seal(After("a", NOON, 0.5, "x")) != seal(Before("a", NOON, 0.5))


def test_what_the_store_does_not_tell_apart_has_one_seal() -> None:
    """A moment in another zone, and a whole number that was a fraction."""
    tokyo = timezone(timedelta(hours=9))

    assert seal(Before("a", NOON.astimezone(tokyo), 1.0)) == seal(Before("a", NOON, 1))


def test_seals_are_named_by_kind_and_id() -> None:
    """None stands for what a change did not write."""
    assert list(seals(an_expert(id="e01"), None)) == ["expert:e01"]
