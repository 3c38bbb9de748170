"""From the JSON form to what the engine takes. Shapes are checked here, values by the classes themselves."""

from collections.abc import Callable
from typing import Any, TypeVar

from matching.candidate import Candidate
from matching.document.entry import Entry
from matching.need import FieldNeed, Need
from matching.parameters import Parameters, Weights

Read = TypeVar("Read")


def need(entry: Entry) -> Need:
    """A need."""
    return entry.make(
        Need,
        fields=each(lambda field: field.make(FieldNeed)),
        months=lambda months: tuple(members(months).items()),
        unwanted=texts,
        waived=lambda pairs: frozenset(each(waiver)(pairs)),
    )


def candidate(entry: Entry) -> Candidate:
    """A candidate."""
    return entry.make(
        Candidate,
        levels=members,
        free=members,
        areas=texts,
        conflicts=each(Entry.text),
        cap_left=lambda cap_left: None if cap_left.value is None else members(cap_left),
    )


def candidates(entry: Entry) -> tuple[Candidate, ...]:
    """A list of candidates."""
    return each(candidate)(entry)


def parameters(entry: Entry) -> Parameters:
    """Parameters; those left out keep their default."""
    return entry.make(Parameters, weights=lambda weights: weights.make(Weights), travel=each(step))


def waiver(entry: Entry) -> tuple[str, str]:
    """An expert id and a rule."""
    expert, rule = entry.pair()
    return expert.text(), rule.text()


def step(entry: Entry) -> tuple[object, object]:
    """Minutes and a place value."""
    minutes, value = entry.pair()
    return minutes.value, value.value


def each(reader: Callable[[Entry], Read]) -> Callable[[Entry], tuple[Read, ...]]:
    """A reader of lists, from a reader of their elements."""
    return lambda entry: tuple(reader(element) for element in entry.elements())


def members(entry: Entry) -> dict[str, Any]:
    """The bare members of an object."""
    return {name: member.value for name, member in entry.members().items()}


def texts(entry: Entry) -> frozenset[str]:
    """A list of texts, as a set."""
    return frozenset(each(Entry.text)(entry))
