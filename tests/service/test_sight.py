"""Who may know of a case, and whose lists somebody sees."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import SYSTEM, Actor, Role
from chalicelib.service.save_draft import open_draft
from chalicelib.service.sight import case_for, watcher_for
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import (
    AUDITOR,
    CENTRE,
    CLERK,
    MATSUYAMA,
    NEIGHBOUR,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    an_expert,
    engage,
    memory_office,
)
from tests.service.journeys import engaged

STRANGER = Actor("u-matsuyama", Role.MUNICIPALITY, "web", MATSUYAMA)
EXPERT = Actor("e01", Role.EXPERT, "link")


@pytest.mark.parametrize("actor", [CLERK, NEIGHBOUR, SECRETARIAT, CENTRE, AUDITOR, SYSTEM], ids=lambda actor: actor.id)
def test_a_joint_request_is_known_to_its_towns_and_to_the_prefecture(actor: Actor) -> None:
    """Every town that takes part, every office of the prefecture."""
    office = memory_office()
    request = a_request(office, also=(OZU,))

    assert case_for(office, actor, request.id).request == request


@pytest.mark.parametrize("actor", [STRANGER, EXPERT], ids=lambda actor: actor.id)
def test_to_everybody_else_it_does_not_exist(actor: Actor) -> None:
    """An expert comes by the link, which is no sight of the case."""
    office = memory_office()
    request = a_request(office, also=(OZU,))

    with pytest.raises(NotFound):
        case_for(office, actor, request.id)


def test_an_expert_knows_the_cases_they_help_with() -> None:
    """From the moment they have accepted, and no other expert with them."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎"))
    request = engaged(office)

    assert case_for(office, EXPERT, request.id).request == request
    with pytest.raises(NotFound):
        case_for(office, replace(EXPERT, id="e02"), request.id)


@pytest.mark.parametrize("actor", [NEIGHBOUR, SECRETARIAT, CENTRE, AUDITOR, EXPERT], ids=lambda actor: actor.id)
@pytest.mark.parametrize("withdrawn", [False, True], ids=["draft", "withdrawn"])
def test_what_was_never_submitted_is_known_to_its_own_town_alone(actor: Actor, withdrawn: bool) -> None:
    """A draft, and one that was given up."""
    office = memory_office()
    draft = open_draft(office, CLERK, {})
    if withdrawn:
        draft = withdraw_request(office, CLERK, draft.id)

    assert case_for(office, CLERK, draft.id).request == draft
    with pytest.raises(NotFound):
        case_for(office, actor, draft.id)


def test_lists_are_a_towns_own_or_the_prefectures() -> None:
    """An expert has none."""
    office = memory_office()

    assert watcher_for(office, CLERK) == UCHIKO
    assert {watcher_for(office, actor) for actor in (SECRETARIAT, CENTRE, AUDITOR)} == {"380008"}
    with pytest.raises(NotFound):
        watcher_for(office, EXPERT)
