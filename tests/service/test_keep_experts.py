"""The secretariat keeps the list of experts."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import InvalidContent, NotFound, StaleVersion, UnknownCode
from chalicelib.domain.expert import MonthBook
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.keep_experts import register_expert, set_capacity
from tests.builders import SECRETARIAT, a_request, an_expert, engage, memory_office
from tests.service.journeys import opened_by_link


def test_a_registered_expert_gets_an_id_and_an_event() -> None:
    """The event tells the capacities and no name."""
    office = memory_office()

    expert = register_expert(office, SECRETARIAT, an_expert())

    (event,) = office.cases.events(expert.id)
    assert office.experts.experts() == [replace(expert, served={})]
    assert (event.what, event.facts["2026-12"], expert.head) == ("expert:registered", "8", event.digest)
    assert "見本" not in str(event)


def test_nobody_is_registered_over_somebody_else() -> None:
    """An id is given once."""
    office = memory_office()
    engage(office, an_expert())

    with pytest.raises(StaleVersion):
        register_expert(office, SECRETARIAT, an_expert("見本 二郎", id="e01"))

    assert office.experts.expert("e01").name == "見本 一郎"


@pytest.mark.parametrize(
    "changes",
    [{"base": "999999"}, {"areas": frozenset({"999999"})}, {"levels": {"field-0": 3}}, {"skills": {"x": 3}}],
    ids=str,
)
def test_codes_that_the_profile_does_not_have_are_refused(changes: dict[str, Any]) -> None:
    """Base, areas, fields and skills."""
    office = memory_office()

    with pytest.raises(UnknownCode):
        register_expert(office, SECRETARIAT, an_expert(**changes))

    assert office.experts.experts() == []


def test_capacity_is_raised_and_lowered_down_to_what_is_promised() -> None:
    """Below it nothing changes; new months are added."""
    office = memory_office()
    engage(office, an_expert())
    accept_offer(office, opened_by_link(office, a_request(office), "e01"))

    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 4, "2027-05": 6})
    with pytest.raises(InvalidContent):
        set_capacity(office, SECRETARIAT, "e01", months={"2027-03": 9, "2026-12": 3})
    expert = set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 10})

    assert (expert.months["2026-12"], expert.months["2027-05"]) == (MonthBook(10, 4), MonthBook(6))
    assert expert.months["2027-03"] == MonthBook(8)
    assert first_fault(office.cases.events("e01"), head=expert.head) is None


def test_capacity_below_nothing_is_refused() -> None:
    """Half-days are counted from zero."""
    office = memory_office()
    engage(office, an_expert())

    with pytest.raises(InvalidContent):
        set_capacity(office, SECRETARIAT, "e01", months={"2026-12": -1})


def test_nobody_has_no_capacity() -> None:
    """An unknown expert is not made by setting months."""
    with pytest.raises(NotFound):
        set_capacity(memory_office(), SECRETARIAT, "e99", months={"2026-12": 1})
