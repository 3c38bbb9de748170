"""Users, second factors, known browsers and lists of sessions: one contract on every store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import LostRace, NotFound, Repeated
from chalicelib.domain.identity import Role, Session, User
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import UserChange, changed
from chalicelib.service.office import Office
from chalicelib.service.user_letters import invited
from tests.builders import SECRETARIAT, UCHIKO, a_user

HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
BOSS, OTHER = a_user(Role.SECRETARIAT), replace(a_user(Role.SECRETARIAT), id="u-other", email="other@office.example.jp")


def change(office: Office, before: User | None, after: User, **more: object) -> UserChange:
    """A change by the secretariat."""
    actor = replace(SECRETARIAT, errand=str(more.pop("errand", "")))
    return changed(before, after, Deed(actor, "user:changed", office.now()), **more)  # type: ignore[arg-type]


def test_a_user_their_event_and_their_letters_are_written_together(office: Office) -> None:
    """And found by id, by address in any case, and in the list."""
    made = change(office, None, HANAKO, letters=invited(office, HANAKO))
    office.doors.commit_user(made)

    assert office.doors.user(HANAKO.id) == made.user == office.doors.user_by_email(HANAKO.email.upper())
    assert office.doors.users() == [made.user]
    assert office.cases.events(HANAKO.id) == [made.event]
    assert [letter.notice for letter in office.letters.about(HANAKO.id)] == ["user_invited"]


def test_a_change_of_an_old_version_is_refused_whole(office: Office) -> None:
    """Also of somebody who is there already."""
    made = change(office, None, HANAKO)
    office.doors.commit_user(made)
    later = change(office, made.user, replace(made.user, department="企画課"))
    office.doors.commit_user(later)

    for late in (made, change(office, made.user, replace(made.user, department="会計課"))):
        with pytest.raises(LostRace):
            office.doors.commit_user(late)
    assert office.doors.user(HANAKO.id) == later.user
    assert len(office.cases.events(HANAKO.id)) == 2


def test_who_was_let_in_without_a_word_can_be_changed(office: Office) -> None:
    """As the first version did."""
    office.doors.save_user(HANAKO)
    office.doors.commit_user(change(office, HANAKO, replace(HANAKO, department="企画課")))

    assert (office.doors.user(HANAKO.id).department, office.doors.user(HANAKO.id).version) == ("企画課", 1)


def test_an_address_leads_to_one_person(office: Office) -> None:
    """Another one's is refused; one that was given up is free."""
    office.doors.save_user(HANAKO)
    stranger = replace(HANAKO, id="u-stranger", email=HANAKO.email.upper())
    with pytest.raises(LostRace):
        office.doors.commit_user(change(office, None, stranger))

    office.doors.commit_user(change(office, HANAKO, replace(HANAKO, email="new@office.example.jp")))
    office.doors.commit_user(change(office, None, stranger))

    assert office.doors.user_by_email(HANAKO.email).id == stranger.id
    assert office.doors.user_by_email("new@office.example.jp").id == HANAKO.id


def test_an_errand_is_done_once(office: Office) -> None:
    """Sent again, it is refused as repeated."""
    made = change(office, None, HANAKO, errand="form")
    office.doors.commit_user(made)

    with pytest.raises(Repeated):
        office.doors.commit_user(change(office, made.user, replace(made.user, department="企画課"), errand="form"))
    assert office.doors.user(HANAKO.id) == made.user


def test_a_change_that_relies_on_a_secretary_needs_one_at_work(office: Office) -> None:
    """Disabled, or something else by now, they do not count."""
    for user in (BOSS, OTHER):
        office.doors.save_user(user)
    for other in (replace(OTHER, active=False), replace(OTHER, role=Role.CENTRE)):
        office.doors.save_user(other)
        with pytest.raises(LostRace):
            office.doors.commit_user(change(office, BOSS, replace(BOSS, active=False), relies_on=OTHER.id))

    office.doors.save_user(OTHER)
    office.doors.commit_user(change(office, BOSS, replace(BOSS, active=False), relies_on=OTHER.id))
    assert not office.doors.user(BOSS.id).active


def test_a_second_factor_is_written_at_its_version_with_the_session_it_proves(office: Office) -> None:
    """Two who use one code at once: one of them is first."""
    now = office.now()
    factor = SecondFactor(BOSS.id, "sealed", now, 1, ("a", "b"))
    session = Session("s1", BOSS, "csrf", now, now, now + timedelta(hours=1), proven_at=now)
    with pytest.raises(NotFound):
        office.doors.factor(BOSS.id)
    office.doors.save_factor(factor)

    office.doors.save_factor(factor.used(2, sealed="anew"), session)
    for late in (factor, factor.without("a")):
        with pytest.raises(LostRace):
            office.doors.save_factor(late, replace(session, digest="s2"))

    assert office.doors.factor(BOSS.id) == SecondFactor(BOSS.id, "anew", now, 2, ("a", "b"), version=2)
    assert office.doors.session("s1", now) == session
    with pytest.raises(NotFound):
        office.doors.session("s2", now)


def test_a_user_is_found_with_their_second_factor_if_they_have_one(office: Office) -> None:
    """A factor of somebody who is no user is nobody's."""
    factor = SecondFactor(BOSS.id, "sealed", office.now(), 1)
    office.doors.save_factor(factor)
    with pytest.raises(NotFound):
        office.doors.user_and_factor(BOSS.id)
    office.doors.save_user(BOSS)
    other = replace(BOSS, id="u-other", email="other@office.example.jp")
    office.doors.save_user(other)

    assert office.doors.user_and_factor(BOSS.id) == (BOSS, factor)
    assert office.doors.user_and_factor(other.id) == (other, None)


def test_a_second_factor_comes_and_goes_with_a_change(office: Office) -> None:
    """With the session that it proves."""
    office.doors.save_user(BOSS)
    now = office.now()
    session = Session("s1", BOSS, "csrf", now, now, now + timedelta(hours=1), proven_at=now)
    factor = SecondFactor(BOSS.id, "sealed", now, 1)
    made = change(office, BOSS, BOSS, factor=factor, session=session)
    office.doors.commit_user(made)
    assert (office.doors.factor(BOSS.id), office.doors.session("s1", now)) == (factor, session)

    office.doors.commit_user(change(office, made.user, made.user, factor_ends=True))

    with pytest.raises(NotFound):
        office.doors.factor(BOSS.id)


def test_sessions_are_listed_by_user_newest_first_until_they_end(office: Office) -> None:
    """Whatever was refreshed meanwhile."""
    now = office.now()
    for place, user in enumerate((HANAKO, HANAKO, BOSS)):
        began, ends = now + timedelta(seconds=place), now + timedelta(minutes=10 - place)
        office.doors.save_session(Session(f"s{place}", user, "", began, began, ends))
    refreshed = replace(office.doors.session("s0", now), seen_at=now + timedelta(minutes=1))
    office.doors.save_session(refreshed)

    assert [session.digest for session in office.doors.sessions_of(HANAKO.id, now)] == ["s1", "s0"]
    later = now + timedelta(minutes=9, seconds=30)
    assert list(office.doors.sessions_of(HANAKO.id, later)) == [refreshed]
    office.doors.end_session("s0")
    assert [session.digest for session in office.doors.sessions_of(HANAKO.id, now)] == ["s1"]


def test_a_browser_is_known_until_then_and_to_its_user(office: Office) -> None:
    """No longer, and to nobody else."""
    now, soon = office.now(), office.now() + timedelta(days=1)
    office.doors.know_browser(HANAKO.id, "b1", until=soon)

    assert office.doors.knows_browser(HANAKO.id, "b1", now)
    assert not office.doors.knows_browser(HANAKO.id, "b1", soon)
    assert not office.doors.knows_browser(HANAKO.id, "b2", now)
    assert not office.doors.knows_browser(BOSS.id, "b1", now)
