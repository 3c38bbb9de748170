"""Bearer tokens for machines."""

from dataclasses import replace

import pytest

from chalicelib.domain.api_token import ApiToken, Scope
from chalicelib.domain.errors import Forbidden, InvalidContent, NotFound, TooManyCalls, UnknownCode
from chalicelib.domain.identity import Role, User, digest
from chalicelib.service import admit_machine as rules
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.revoke_token import revoke_token
from chalicelib.service.verify_record import verify_record
from tests.builders import SECRETARIAT, UCHIKO, a_user, clock, memory_office

HOME = "198.51.100.7"


@pytest.fixture
def office() -> Office:
    """An office in which the secretariat has somebody who makes tokens."""
    office = memory_office()
    office.doors.save_user(owner())
    return office


def owner(**changes: object) -> User:
    """Whoever answers for the tokens."""
    return replace(a_user(Role.SECRETARIAT), id=SECRETARIAT.id, **changes)  # type: ignore[arg-type]


def admitted(office: Office, secret: str) -> ApiToken:
    """What a call with this token is taken for."""
    return admit_machine(office, secret, network=HOME)


def test_a_token_lets_in_its_role_until_it_expires(office: Office) -> None:
    """Only its digest is kept, and that opens nothing."""
    token = issue_token(office, role="secretariat", days=2)

    assert admitted(office, token).actor.role is Role.SECRETARIAT
    with pytest.raises(NotFound):
        admitted(office, digest(token))
    clock(office).move(days=2)
    with pytest.raises(NotFound):
        admitted(office, token)


def test_a_municipalitys_token_is_for_its_own_cases(office: Office) -> None:
    """Its code goes with every deed, and what is done with it carries the token's own id."""
    token = admitted(office, issue_token(office, role="municipality", municipality=UCHIKO))

    assert (token.actor.municipality, token.actor.way) == (UCHIKO, "api")
    assert token.actor.id == token.id


@pytest.mark.parametrize("role", ["centre", "auditor", "expert", "system"])
def test_other_roles_get_no_token(office: Office, role: str) -> None:
    """They have no use for one."""
    with pytest.raises(Forbidden):
        issue_token(office, role=role)


@pytest.mark.parametrize("code", [None, "999999"])
def test_a_municipality_must_be_known(office: Office, code: str | None) -> None:
    """A code is needed, and one that the profile has."""
    with pytest.raises(UnknownCode):
        issue_token(office, role="municipality", municipality=code)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_lasts_longer_than_a_year(office: Office, days: int) -> None:
    """Nor has one expired when it is made."""
    issue_token(office, role="secretariat", days=365)

    with pytest.raises(InvalidContent):
        issue_token(office, role="secretariat", days=days)


def test_a_token_is_for_something(office: Office) -> None:
    """Without a scope it would be a riddle."""
    with pytest.raises(InvalidContent):
        issue_token(office, role="secretariat", scopes=())
    token = issue_token(office, role="secretariat", scopes=[Scope.EXPERTS_READ, Scope.REQUESTS_READ])

    assert admitted(office, token).scopes == (Scope.REQUESTS_READ, Scope.EXPERTS_READ)


def test_a_revoked_token_opens_nothing_from_then_on(office: Office) -> None:
    """Twice revoked is revoked once, and both deeds are on record."""
    secret = issue_token(office, role="secretariat", by=SECRETARIAT)
    token = admitted(office, secret)

    revoke_token(office, SECRETARIAT, token.id)
    revoke_token(office, SECRETARIAT, token.id)

    with pytest.raises(NotFound):
        admitted(office, secret)
    verdict = verify_record(office, "token", token.id)
    assert [event.what for event in verdict.events] == ["token:made", "token:revoked"]
    assert verdict.fault is None


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.CENTRE}])
def test_a_token_ends_with_its_owners_right_to_make_it(office: Office, change: dict[str, object]) -> None:
    """Disabled, or at another desk: nobody answers for it any more. It comes back with them."""
    secret = issue_token(office, role="secretariat", by=SECRETARIAT)
    office.doors.save_user(owner(**change))

    with pytest.raises(NotFound):
        admitted(office, secret)

    office.doors.save_user(owner())
    assert admitted(office, secret)


def test_the_day_of_its_last_use_can_be_seen(office: Office) -> None:
    """By the calendar of Japan, without an event for each call, and the record still verifies."""
    secret = issue_token(office, role="secretariat")
    token = admitted(office, secret)
    clock(office).move(hours=14)

    admitted(office, secret)

    assert str(office.tokens.token(token.id).used_on) == "2026-11-25"
    assert verify_record(office, "token", token.id).fault is None


def test_a_machine_that_calls_without_end_waits_for_the_next_minute(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told how long; another token goes on, until the network itself has had enough."""
    monkeypatch.setattr(rules, "TOKEN_CALLS_A_MINUTE", 3)
    monkeypatch.setattr(rules, "NETWORK_CALLS_A_MINUTE", 6)
    eager, other = (issue_token(office, role="secretariat") for _ in range(2))
    clock(office).move(seconds=20)
    for _ in range(3):
        admitted(office, eager)

    with pytest.raises(TooManyCalls, match="token") as refusal:
        admitted(office, eager)

    assert refusal.value.wait == 40
    assert admitted(office, other)
    assert admitted(office, other)
    with pytest.raises(TooManyCalls, match="network"):
        admitted(office, other)
    assert admit_machine(office, other, network="203.0.113.9")
    clock(office).move(seconds=40)
    assert admitted(office, eager)


def test_guesses_are_counted_by_network(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no token is stopped as well."""
    monkeypatch.setattr(rules, "NETWORK_CALLS_A_MINUTE", 2)
    for guess in ("a", "b"):
        with pytest.raises(NotFound):
            admitted(office, guess)

    with pytest.raises(TooManyCalls):
        admitted(office, "c")
