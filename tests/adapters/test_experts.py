"""What every store promises of experts."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors import InvalidContent, LostRace, NotFound
from chalicelib.domain.expert import Interest, InterestKind, MonthBook
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import SECRETARIAT, UCHIKO, a_request, an_expert, engage
from tests.service.journeys import opened_by_link


def test_an_expert_comes_back_as_registered(office: Office) -> None:
    """Every field survives the way to the store and back."""
    interests = (Interest(InterestKind.SHAREHOLDING, "見本𠮷野システム", "2020-04", "2026-03"),)
    (expert,) = engage(office, an_expert(interests=interests, active_to="2027-03", skills={}))

    assert office.experts.expert("e01") == replace(expert, served={})


def test_an_unknown_expert_is_not_found(office: Office) -> None:
    """The list is empty before anybody is registered."""
    assert list(office.experts.experts()) == []
    with pytest.raises(NotFound):
        office.experts.expert("e01")


def test_experts_are_listed_in_the_order_of_their_ids(office: Office) -> None:
    """Whoever was registered first."""
    engage(office, *(an_expert(id=expert_id) for expert_id in ("e03", "e01", "e02")))

    assert [expert.id for expert in office.experts.experts()] == ["e01", "e02", "e03"]


def test_the_second_change_of_one_version_loses(office: Office) -> None:
    """And leaves no event behind."""
    (expert,) = engage(office, an_expert())
    event = office.cases.events("e01")[0]
    stale = replace(expert, name="見本 二郎")

    with pytest.raises(LostRace):
        office.experts.save(stale, replace(event, what="expert:renamed"))

    assert office.experts.expert("e01").name == "見本 一郎"
    assert [found.what for found in office.cases.events("e01")] == ["expert:registered"]


def test_a_capacity_that_was_read_before_a_booking_loses(office: Office) -> None:
    """Writing it would forget the promise; nothing of it is written."""
    (expert,) = engage(office, an_expert())
    accept_offer(office, opened_by_link(office, a_request(office), "e01"))
    event = replace(office.cases.events("e01")[0], sequence=2)

    with pytest.raises(LostRace):
        office.experts.save(replace(expert, version=2), event)

    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 4)
    assert len(office.cases.events("e01")) == 1


def test_who_was_served_is_not_forgotten_by_a_change_that_read_earlier(office: Office) -> None:
    """Booked and given back in between, the months look untouched, but the town was served and left."""
    (expert,) = engage(office, an_expert())
    request = a_request(office)
    accept_offer(office, opened_by_link(office, request, "e01"))
    cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")
    event = replace(office.cases.events("e01")[0], sequence=2)

    with pytest.raises(LostRace):
        office.experts.save(replace(expert, version=2), event)

    assert office.experts.expert("e01").served == {UCHIKO: 0}


def test_capacity_is_changed_beside_what_is_booked(office: Office) -> None:
    """Raised, lowered to what is promised, and given for a month that had none."""
    engage(office, an_expert())
    accept_offer(office, opened_by_link(office, a_request(office), "e01"))

    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 4, "2027-01": 10, "2027-06": 2})

    months = office.experts.expert("e01").months
    assert [months[month] for month in ("2026-12", "2027-01", "2027-06")] == [
        MonthBook(4, 4),
        MonthBook(10, 4),
        MonthBook(2, 0),
    ]


def test_experts_are_listed_in_order_page_by_page(office: Office) -> None:
    """Each once; the last page says that it is the last, also where it is full."""
    engage(office, *(an_expert() for _ in range(4)))

    first = office.experts.page(limit=2)
    second = office.experts.page(cursor=first.cursor, limit=2)

    assert [expert.id for expert in (*first.rows, *second.rows)] == ["e01", "e02", "e03", "e04"]
    assert second.cursor is None
    with pytest.raises(InvalidContent):
        office.experts.page(cursor=f"{first.cursor}A")
