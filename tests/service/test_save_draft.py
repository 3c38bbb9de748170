"""A draft is kept as it was typed."""

import pytest

from chalicelib.domain.errors import Forbidden, IllegalMove, NotFound, StaleVersion
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.take_request import take_request
from tests.builders import CENTRE, CLERK, NEIGHBOUR, SECRETARIAT, a_request, memory_office
from tests.service.journeys import refused, telling


def test_a_draft_belongs_to_the_municipality_that_began_it() -> None:
    """It has no number yet, and nobody is told."""
    office = memory_office()

    draft = open_draft(office, CLERK, {"title": ("𠮷野川の相談 😀",)})

    assert (draft.state, draft.number, draft.municipalities) == ("draft", None, (CLERK.municipality,))
    assert office.letters.about(draft.id) == []
    assert draft.title == "𠮷野川の相談 😀"


def test_the_prefecture_begins_no_draft() -> None:
    """It files on behalf instead."""
    with pytest.raises(Forbidden):
        open_draft(memory_office(), CENTRE, {})


def test_what_is_typed_later_stands_beside_what_was_typed_before() -> None:
    """A step of the form saves its own fields only."""
    office = memory_office()
    draft = open_draft(office, CLERK, {"title": ("題",), "wish": ("ａ",)})

    saved = save_draft(office, CLERK, draft.id, typed={"wish": ("b", "c")}, version=draft.version)

    assert saved.typed == {"title": ("題",), "wish": ("b", "c")}
    assert [event.what for event in office.cases.events(draft.id)] == ["request:drafted", "request:saved"]


def test_saving_the_same_again_is_no_change() -> None:
    """Neither a new version nor an event."""
    office = memory_office()
    draft = open_draft(office, CLERK, {"title": ("題",)})

    assert save_draft(office, CLERK, draft.id, typed={"title": ("題",)}, version=draft.version) == draft
    assert len(office.cases.events(draft.id)) == 1


def test_a_colleague_who_saved_meanwhile_is_not_overwritten() -> None:
    """The second of two who read the same version is refused."""
    office = memory_office()
    draft = open_draft(office, CLERK, {})
    save_draft(office, CLERK, draft.id, typed={"title": ("先",)}, version=draft.version)

    with refused(office, draft.id, StaleVersion):
        save_draft(office, CLERK, draft.id, typed={"title": ("後",)}, version=draft.version)


@pytest.mark.parametrize("stranger", [NEIGHBOUR, SECRETARIAT, CENTRE], ids=lambda actor: actor.role.value)
def test_nobody_else_knows_of_a_draft(stranger: object) -> None:
    """Not another town, and not the prefecture either."""
    office = memory_office()
    draft = open_draft(office, CLERK, {})

    with refused(office, draft.id, NotFound):
        save_draft(office, stranger, draft.id, typed={"title": ("x",)}, version=None)  # type: ignore[arg-type]


def test_a_returned_request_can_be_worked_on_and_a_submitted_one_cannot() -> None:
    """What lies with the secretariat stays as it was submitted."""
    office = memory_office()
    request = a_request(office)
    with refused(office, request.id, IllegalMove):
        save_draft(office, CLERK, request.id, typed={"title": ("x",)}, version=None)
    take_request(office, SECRETARIAT, request.id)
    reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="規模を教えてください")

    with telling(office, request.id) as told:
        saved = save_draft(office, CLERK, request.id, typed={"title": ("x",)}, version=None)

    assert (saved.state, told) == ("returned", [])
