"""What every store promises of users and of what lets them in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Role, Session, SignInAttempt
from chalicelib.service.keep_experts import correct_address
from chalicelib.service.office import Office
from chalicelib.service.people import as_user
from chalicelib.service.ports import Person
from tests.builders import SECRETARIAT, UCHIKO, a_user, an_expert, clock, engage

HOUR = timedelta(hours=1)
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)


def an_attempt(office: Office) -> SignInAttempt:
    """An attempt that waits for its code, for an hour."""
    return SignInAttempt("a1", HANAKO.id, "", 0, office.now() + HOUR)


def let_in(office: Office, *, expert: bool) -> tuple[Person, Session]:
    """Somebody with an open session, `s1`."""
    if expert:
        engage(office, an_expert())
        person = office.experts.expert("e01")
        user = as_user(person)
    else:
        user = HANAKO
        office.doors.save_user(user)
    session = Session("s1", user, "csrf", office.now(), office.now(), office.now() + HOUR)
    office.doors.save_session(session)
    return person if expert else user, session


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


@pytest.mark.parametrize("expert", [False, True])
def test_a_session_is_found_with_whose_it_is_as_they_stand(office: Office, expert: bool) -> None:
    """A user or an expert, not as they were when the session began."""
    person, session = let_in(office, expert=expert)
    assert office.doors.visitor("s1", person.id, office.now(), expert=expert) == (session, person)

    if isinstance(person, Expert):
        correct_address(office, SECRETARIAT, person.id, email="new@experts.example.jp")
        stands: Person = office.experts.expert(person.id)
    else:
        stands = replace(person, active=False)
        office.doors.save_user(stands)

    assert office.doors.visitor("s1", person.id, office.now(), expert=expert) == (session, stands)


@pytest.mark.parametrize("expert", [False, True])
def test_a_session_is_nobody_elses(office: Office, expert: bool) -> None:
    """Nor an unknown one, one that has expired, or one of somebody of this id who is what its owner is not."""
    person, session = let_in(office, expert=expert)
    other, colleague = a_user(Role.AUDITOR), replace(an_expert(), id="e02")
    engage(office, colleague)
    office.doors.save_user(other)
    office.doors.save_user(replace(other, id=person.id if expert else "e02", email="same@example.jp"))
    wrong = [
        ("s1", colleague.id if expert else other.id, expert, office.now()),
        ("s1", person.id, not expert, office.now()),
        ("s2", person.id, expert, office.now()),
        ("s1", "nobody", expert, office.now()),
        ("s1", person.id, expert, session.expires_at),
    ]

    for session_digest, person_id, as_expert, now in wrong:
        with pytest.raises(NotFound):
            office.doors.visitor(session_digest, person_id, now, expert=as_expert)


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
