"""What every store promises of users and of what lets them in."""

from datetime import timedelta

import pytest

from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.identity import Role, Session, SignInAttempt
from chalicelib.service.office import Office
from tests.builders import UCHIKO, a_user, clock

HOUR = timedelta(hours=1)
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)


def an_attempt(office: Office) -> SignInAttempt:
    """An attempt that waits for its code, for an hour."""
    return SignInAttempt("a1", HANAKO.id, "", 0, office.now() + HOUR)


def test_a_user_is_found_by_id_and_by_address(office: Office) -> None:
    """In whatever case the address is written."""
    office.doors.save_user(HANAKO)

    assert office.doors.user(HANAKO.id) == HANAKO
    assert office.doors.user_by_email(HANAKO.email.upper()) == HANAKO


def test_an_unknown_user_is_not_found(office: Office) -> None:
    """Neither by id nor by address."""
    with pytest.raises(NotFound):
        office.doors.user("u-nobody")
    with pytest.raises(NotFound):
        office.doors.user_by_email("nobody@office.example.jp")


def test_an_attempt_gets_its_code_and_counts_its_tries(office: Office) -> None:
    """Each try makes one more."""
    office.doors.begin_attempt(an_attempt(office), office.now())
    office.doors.set_code("a1", "digest")

    assert [office.doors.count_try("a1") for _ in range(3)] == [1, 2, 3]
    found = office.doors.attempt("a1", office.now())
    assert (found.user_id, found.code_digest, found.tries) == (HANAKO.id, "digest", 3)


def test_an_attempt_ends_once(office: Office) -> None:
    """So that a code opens one session; afterwards it takes neither code nor try."""
    office.doors.begin_attempt(an_attempt(office), office.now())

    assert [office.doors.end_attempt("a1") for _ in range(2)] == [True, False]
    with pytest.raises(NotFound):
        office.doors.count_try("a1")
    with pytest.raises(LostRace):
        office.doors.set_code("a1", "digest")
    with pytest.raises(NotFound):
        office.doors.attempt("a1", office.now())


def test_what_has_expired_is_as_good_as_absent(office: Office) -> None:
    """Attempts and sessions, to the second, although the store removes them later."""
    expires_at = office.now() + HOUR
    session = Session("s1", HANAKO, "csrf", office.now(), office.now(), expires_at)
    office.doors.begin_attempt(an_attempt(office), office.now())
    office.doors.save_session(session)
    clock(office).moment = expires_at - timedelta(seconds=1)
    assert office.doors.session("s1", office.now()) == session

    clock(office).moment = expires_at

    for find, digest in ((office.doors.attempt, "a1"), (office.doors.session, "s1")):
        with pytest.raises(NotFound):
            find(digest, office.now())


def test_a_session_ends_when_its_user_signs_out(office: Office) -> None:
    """Twice does no harm."""
    office.doors.save_session(Session("s1", HANAKO, "csrf", office.now(), office.now(), office.now() + HOUR))

    office.doors.end_session("s1")
    office.doors.end_session("s1")

    with pytest.raises(NotFound):
        office.doors.session("s1", office.now())


def test_events_are_counted_by_key_and_window_of_time(office: Office) -> None:
    """Another key and the next hour begin at one."""
    counts = [office.doors.count("network:x", office.now(), seconds=3600) for _ in range(3)]
    other = office.doors.count("network:y", office.now(), seconds=3600)
    clock(office).move(hours=1)

    assert (counts, other) == ([1, 2, 3], 1)
    assert office.doors.count("network:x", office.now(), seconds=3600) == 1
