"""Bearer tokens for machines."""

import pytest

from chalicelib.domain.errors import Forbidden, NotFound, UnknownCode
from chalicelib.domain.identity import Role, digest
from chalicelib.service.issue_token import issue_token
from tests.builders import UCHIKO, clock, memory_office


def test_a_token_lets_in_its_role_until_it_expires() -> None:
    """Only its digest is kept."""
    office = memory_office()
    token = issue_token(office, role="secretariat", days=2)

    assert office.doors.token(digest(token), office.now()).actor.role is Role.SECRETARIAT
    with pytest.raises(NotFound):
        office.doors.token(token, office.now())
    clock(office).move(days=2)
    with pytest.raises(NotFound):
        office.doors.token(digest(token), office.now())


def test_a_municipalitys_token_is_for_its_own_cases() -> None:
    """Its code goes with every deed."""
    office = memory_office()
    token = issue_token(office, role="municipality", municipality=UCHIKO)

    actor = office.doors.token(digest(token), office.now()).actor
    assert (actor.municipality, actor.way) == (UCHIKO, "api")


@pytest.mark.parametrize("role", ["centre", "auditor", "expert", "system"])
def test_other_roles_get_no_token(role: str) -> None:
    """They have no use for one."""
    with pytest.raises(Forbidden):
        issue_token(memory_office(), role=role)


@pytest.mark.parametrize("code", [None, "999999"])
def test_a_municipality_must_be_known(code: str | None) -> None:
    """A code is needed, and one that the profile has."""
    with pytest.raises(UnknownCode):
        issue_token(memory_office(), role="municipality", municipality=code)
