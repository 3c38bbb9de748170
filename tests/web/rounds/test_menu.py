"""The menu knows where the pages of the round belong."""

from chalicelib.domain.identity import Role
from chalicelib.web.menu import menu
from tests.builders import a_user


def test_trying_parameters_belongs_to_the_monthly_round() -> None:
    """The entry of the round is the current one there."""
    entries = menu(a_user(Role.SECRETARIAT), "/console/replay")

    assert [label for _, label, current in entries if current] == ["月次の割当"]
