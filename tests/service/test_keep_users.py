"""Who is let in: invited, changed, confirmed, disabled and let in again, always on record, and never nobody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import InvalidContent, LostRace, NotFound, SignInFailed, StaleVersion
from chalicelib.domain.identity import Actor, Role, Session, User, digest
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_users import (
    Person,
    change_user,
    confirm_user,
    disable_user,
    enable_user,
    invite_user,
)
from chalicelib.service.office import Office
from chalicelib.service.sign_in import begin_sign_in, finish_sign_in, session_of
from chalicelib.service.verify_record import verify_record
from tests.builders import SECRETARIAT, UCHIKO, clock, memory_office
from tests.service.journeys import send_all, telling
from tests.service.test_sign_in import mailed_code

TARO = Person("仮名 太郎", "taro@uchiko.example.jp", Role.MUNICIPALITY, UCHIKO, "総務課", "0893-00-0009")
HANAKO = Person("例示 花子", "hanako@ehime.example.jp", Role.SECRETARIAT, "", "事務局", "089-000-0000")


@pytest.fixture
def office() -> Office:
    """An office in memory."""
    return memory_office()


def invited(office: Office, person: Person = TARO) -> User:
    """Somebody who has been let in."""
    return invite_user(office, SECRETARIAT, person)


def signed_in(office: Office, user: User) -> str:
    """The token of a session of theirs."""
    now = office.now()
    office.doors.save_session(Session(digest(user.id), user, "", now, now, now + timedelta(hours=1)))
    return user.id


def test_who_is_invited_is_told_and_can_sign_in_at_once(office: Office) -> None:
    """Several may belong to one town."""
    user = invited(office)
    colleague = invited(office, replace(TARO, email="jiro@uchiko.example.jp"))
    send_all(office)

    browser = begin_sign_in(office, TARO.email, network="192.0.2.1")
    send_all(office)

    assert finish_sign_in(office, browser, mailed_code(office)).session.user == user
    assert (user.municipality, colleague.municipality) == (UCHIKO, UCHIKO)
    assert [letter.notice for letter in office.letters.about(colleague.id)] == ["user_invited"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "taro@gmail.example.com"}, "email"),
        ({"email": "taro@notexample.jp"}, "email"),
        ({"municipality": ""}, "municipality"),
        ({"municipality": "131016"}, "municipality"),
        ({"role": Role.CENTRE}, "municipality"),
        ({"role": Role.EXPERT, "municipality": ""}, "role"),
        ({"role": Role.SYSTEM, "municipality": ""}, "role"),
    ],
)
def test_who_does_not_fit_is_not_let_in(office: Office, changes: dict[str, object], field: str) -> None:
    """The field at fault is named."""
    with pytest.raises(InvalidContent) as refusal:
        invited(office, replace(TARO, **changes))  # type: ignore[arg-type]

    assert set(refusal.value.faults) == {field}
    assert office.doors.users() == []


def test_an_address_belongs_to_one_person(office: Office) -> None:
    """In whatever case it is typed; a change frees the old one."""
    user = invited(office)
    with pytest.raises(InvalidContent):
        invited(office, replace(TARO, email=TARO.email.upper()))

    change_user(office, SECRETARIAT, user.id, replace(TARO, email="new@uchiko.example.jp"), version=user.version)

    assert invited(office).id != user.id
    assert office.doors.user_by_email("NEW@uchiko.example.jp").id == user.id


def test_a_change_is_made_on_the_version_that_was_seen(office: Office) -> None:
    """A colleague may have been first."""
    user = invited(office)
    change_user(office, SECRETARIAT, user.id, replace(TARO, department="企画課"), version=user.version)

    with pytest.raises(StaleVersion):
        change_user(office, SECRETARIAT, user.id, replace(TARO, department="会計課"), version=user.version)
    assert office.doors.user(user.id).department == "企画課"


def test_another_role_counts_from_the_next_page_on(office: Office) -> None:
    """The session that is open knows it."""
    user = invited(office, HANAKO)
    invited(office, replace(HANAKO, email="another@ehime.example.jp"))
    token = signed_in(office, user)

    change_user(office, SECRETARIAT, user.id, replace(HANAKO, role=Role.AUDITOR), version=user.version)

    assert session_of(office, token).user.role is Role.AUDITOR


def test_who_is_disabled_is_out_at_once_and_told(office: Office) -> None:
    """Sessions, also one that no list shows yet; the code on its way; and the tokens they answer for."""
    user = invited(office, HANAKO)
    invited(office, replace(HANAKO, email="another@ehime.example.jp"))
    actor = Actor(user.id, Role.SECRETARIAT, "web")
    secret = issue_token(office, role="secretariat", name="連携", by=actor)
    admit_machine(office, secret, network="192.0.2.1")
    browser = begin_sign_in(office, HANAKO.email, network="192.0.2.1")
    send_all(office)
    token = signed_in(office, user)
    unlisted = office.doors.session(digest(token), office.now())
    with telling(office, user.id) as told:
        disable_user(office, SECRETARIAT, user.id, reason="異動のため", version=user.version)
    office.doors.save_session(unlisted)

    with pytest.raises(NotFound):
        session_of(office, token)
    with pytest.raises(SignInFailed, match="user"):
        finish_sign_in(office, browser, mailed_code(office))
    with pytest.raises(NotFound):
        admit_machine(office, secret, network="192.0.2.1")
    assert [notice for notice, _ in told] == ["user_disabled"]
    assert office.cases.events(user.id)[-1].why == "異動のため"


def test_who_comes_back_signs_in_anew(office: Office) -> None:
    """What was signed in before stays out."""
    user = invited(office)
    token = signed_in(office, user)
    user = disable_user(office, SECRETARIAT, user.id, reason="休職", version=user.version)

    back = enable_user(office, SECRETARIAT, user.id, version=user.version)

    assert back.active
    with pytest.raises(NotFound):
        session_of(office, token)


def last_secretary_goes(office: Office, user: User) -> None:
    """By being disabled."""
    disable_user(office, Actor(user.id, user.role, "web"), user.id, reason="異動", version=user.version)


def last_secretary_becomes_something_else(office: Office, user: User) -> None:
    """By another role."""
    person = replace(HANAKO, role=Role.CENTRE)
    change_user(office, Actor(user.id, user.role, "web"), user.id, person, version=user.version)


@pytest.mark.parametrize("deed", [last_secretary_goes, last_secretary_becomes_something_else])
def test_the_last_secretary_stays(office: Office, deed: Callable[[Office, User], None]) -> None:
    """One who is disabled already does not count; with another one at work it is allowed."""
    user = invited(office, HANAKO)
    gone = invited(office, replace(HANAKO, email="gone@ehime.example.jp"))
    disable_user(office, SECRETARIAT, gone.id, reason="異動", version=gone.version)
    with pytest.raises(InvalidContent):
        deed(office, user)

    invited(office, replace(HANAKO, email="another@ehime.example.jp"))
    deed(office, user)

    after = office.doors.user(user.id)
    assert not (after.active and after.role is Role.SECRETARIAT)


def test_two_secretaries_cannot_disable_each_other_at_once(office: Office) -> None:
    """One of them is first, and stays."""
    users = [invited(office, replace(HANAKO, email=f"{name}@ehime.example.jp")) for name in ("one", "two")]
    refusals: list[Exception] = []

    def disable(whom: User) -> None:
        try:
            disable_user(office, SECRETARIAT, whom.id, reason="異動", version=whom.version)
        except (InvalidContent, LostRace) as refusal:
            refusals.append(refusal)

    racers = [Thread(target=disable, args=(user,)) for user in users]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len(refusals) == 1
    assert [user.active for user in office.doors.users()].count(True) == 1


def test_a_year_is_confirmed_once(office: Office) -> None:
    """In April everybody is asked for anew."""
    user = invited(office)
    assert confirm_user(office, SECRETARIAT, user.id) == user
    clock(office).move(days=150)

    confirmed = confirm_user(office, SECRETARIAT, user.id)

    assert (user.confirmed, confirmed.confirmed) == (2026, 2027)


def test_all_that_was_done_to_a_user_is_one_whole_chain(office: Office) -> None:
    """From the invitation on, and it verifies; an altered registration is found."""
    user = invited(office)
    user = change_user(office, SECRETARIAT, user.id, replace(TARO, department="企画課"), version=user.version)
    user = disable_user(office, SECRETARIAT, user.id, reason="異動", version=user.version)
    user = enable_user(office, SECRETARIAT, user.id, version=user.version)

    verdict = verify_record(office, "user", user.id)
    office.doors.save_user(replace(user, role=Role.SECRETARIAT))
    forged = verify_record(office, "user", user.id)

    deeds = ["user:invited", "user:changed", "user:disabled", "user:enabled"]
    assert ([event.what for event in verdict.events], verdict.fault) == (deeds, None)
    assert first_fault(verdict.events, head=user.head) is None
    assert forged.fault is not None
