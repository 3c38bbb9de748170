"""An authenticator is set up by a code, its recovery codes are renewed, and the secretariat takes off a lost one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.vault import Secret, Vault
from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import Forbidden, InvalidContent, NotFound, SignInFailed, TooManyTries
from chalicelib.domain.identity import Actor, Role, Session, User, digest
from chalicelib.service.keep_factor import (
    CODES,
    confirm_factor,
    offer_factor,
    recovery_codes,
    renew_recovery,
    reseal_factors,
    reset_factor,
)
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import TRIES, prove
from chalicelib.service.sign_in import session_of
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import SECRETARIAT, SECRETS, a_user, clock, memory_office
from tests.service.journeys import telling
from tests.service.test_prove_identity import YOKO, half_open

SELF = Actor(YOKO.id, YOKO.role, "web")


@pytest.fixture
def office() -> Office:
    """An office in memory."""
    return memory_office()


def set_up(office: Office, session: Session) -> tuple[Authenticator, Session, list[str]]:
    """What the person holds then: authenticator, proven session, recovery codes."""
    offered = offer_factor(office, session)
    authenticator = Authenticator(office, offered.secret)
    proven, codes = confirm_factor(office, session, SELF, sealed=offered.sealed, code=authenticator.code, once="once")
    return authenticator, proven, codes


def test_nothing_counts_before_a_code_confirms_it(office: Office) -> None:
    """The offered secret is random, and kept nowhere."""
    session = half_open(office)
    offers = [offer_factor(office, session) for _ in range(2)]

    assert offers[0].secret != offers[1].secret
    with pytest.raises(NotFound):
        office.doors.factor(YOKO.id)


def test_a_confirmed_authenticator_proves_this_session_and_the_next(office: Office) -> None:
    """By the next code: the confirming one is used. It is told by mail and on record."""
    with telling(office, YOKO.id) as told:
        authenticator, proven, codes = set_up(office, half_open(office))

    assert not proven.half_open
    assert proven == office.doors.session(proven.digest, office.now())
    assert len(set(codes)) == CODES
    assert [notice for notice, _ in told] == ["factor_changed"]
    assert first_fault(office.cases.events(YOKO.id), head=office.doors.user(YOKO.id).head) is None
    with pytest.raises(SignInFailed):
        prove(office, half_open(office, "other"), authenticator.code)
    assert not prove(office, half_open(office, "third"), authenticator.shown(1)).half_open


def test_every_recovery_code_works_once(office: Office) -> None:
    """Ten of them."""
    *_, codes = set_up(office, half_open(office))

    for place, code in enumerate(codes):
        assert not prove(office, half_open(office, str(place)), code).half_open
    for place, code in enumerate(codes):
        with pytest.raises(SignInFailed):
            prove(office, half_open(office, f"again {place}"), code)


def test_neither_secret_nor_recovery_codes_are_stored_readably(office: Office) -> None:
    """The one encrypted, the others as digests."""
    authenticator, _, codes = set_up(office, half_open(office))

    kept = repr(office.doors.factor(YOKO.id))

    assert authenticator.secret not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_wrong_code_confirms_nothing_and_is_counted(office: Office) -> None:
    """The attempt dies."""
    session = half_open(office)
    offered = offer_factor(office, session)
    authenticator = Authenticator(office, offered.secret)
    for _ in range(TRIES):
        with pytest.raises(SignInFailed):
            confirm_factor(office, session, SELF, sealed=offered.sealed, code=authenticator.wrong, once="")

    with pytest.raises(TooManyTries):
        confirm_factor(office, session, SELF, sealed=offered.sealed, code=authenticator.code, once="")
    with pytest.raises(NotFound):
        office.doors.factor(YOKO.id)


def test_a_secret_offered_to_another_session_is_not_taken(office: Office) -> None:
    """Nobody can have one set up whose secret they know."""
    offered = offer_factor(office, half_open(office, "of an attacker"))
    code = Authenticator(office, offered.secret).code

    with pytest.raises(SignInFailed):
        confirm_factor(office, half_open(office), SELF, sealed=offered.sealed, code=code, once="")


def test_a_mailed_code_alone_replaces_no_authenticator(office: Office) -> None:
    """Whoever has the mailbox and not the telephone stays outside."""
    set_up(office, half_open(office))
    session = half_open(office, "mailbox")
    offered = offer_factor(office, session)

    with pytest.raises(Forbidden):
        confirm_factor(
            office, session, SELF, sealed=offered.sealed, code=Authenticator(office, offered.secret).code, once=""
        )


def test_a_new_telephone_replaces_the_old_one(office: Office) -> None:
    """After a proof by the old one; its codes and its recovery codes count no more."""
    old, proven, codes = set_up(office, half_open(office))
    clock(office).move(minutes=2)
    offered = offer_factor(office, proven)
    new = Authenticator(office, offered.secret)
    confirm_factor(office, proven, SELF, sealed=offered.sealed, code=new.code, once="other")

    for typed in (old.shown(1), codes[0]):
        with pytest.raises(SignInFailed):
            prove(office, half_open(office, typed), typed)
    assert not prove(office, half_open(office, "new"), new.shown(1)).half_open


def test_renewed_recovery_codes_replace_the_old_ones(office: Office) -> None:
    """And are the same for the same form alone."""
    half_open(office)
    with_authenticator(office, YOKO)
    codes = renew_recovery(office, YOKO, SELF, once="form")

    assert codes == recovery_codes(office, YOKO, "form") != recovery_codes(office, YOKO, "another form")
    with pytest.raises(SignInFailed):
        prove(office, half_open(office, "old"), RECOVERY)
    assert not prove(office, half_open(office, "new"), codes[-1]).half_open


def test_the_secretariat_takes_off_a_lost_authenticator(office: Office) -> None:
    """With a reason; every session ends, the person is told, and sets up another one at the next sign-in."""
    session = half_open(office)
    with_authenticator(office, YOKO)
    clock(office).move(seconds=1)
    with telling(office, YOKO.id) as told:
        reset_factor(office, SECRETARIAT, YOKO.id, reason="機種変更のため。お電話で確認。")

    assert [notice for notice, _ in told] == ["factor_changed"]
    assert office.cases.events(YOKO.id)[-1].why == "機種変更のため。お電話で確認。"
    with pytest.raises(NotFound):
        session_of(office, "one")
    clock(office).move(seconds=1)
    again = half_open_later(office, session)
    assert not set_up(office, again)[1].half_open


def half_open_later(office: Office, session: Session, user: User | None = None) -> Session:
    """Another session of the user as they are now, or of another one."""
    now = office.now()
    if user:
        office.doors.save_user(user)
    user = office.doors.user((user or session.user).id)
    later = Session(digest(f"later {user.id}"), user, "csrf", now, now, now + timedelta(hours=1))
    office.doors.save_session(later)
    return later


def test_nobody_takes_off_their_own_or_without_a_reason(office: Office) -> None:
    """Else a stolen session would be enough."""
    half_open(office)
    with_authenticator(office, YOKO)

    for actor, reason in ((SELF, "理由"), (SECRETARIAT, " ")):
        with pytest.raises(InvalidContent):
            reset_factor(office, actor, YOKO.id, reason=reason)
    assert office.doors.factor(YOKO.id)


def rotated(office: Office, *secrets: Secret) -> Office:
    """The office with these secrets, the one in force first."""
    return replace(office, vault=Vault(lambda: secrets))


def test_an_authenticator_outlives_rotations_if_it_is_sealed_anew_between_them(office: Office) -> None:
    """By its use or by the command; else the second rotation takes the key, and recovery codes are left."""
    newer, newest = (Secret(f"a {name} secret of the tests, and long") for name in ("newer", "newest"))
    people = [YOKO, a_user(Role.CENTRE), a_user(Role.AUDITOR)]
    used, resealed, forgotten = (with_authenticator(office, user) for user in people)
    sessions = [half_open_later(office, half_open(office, user.id), user) for user in people]
    once, twice = rotated(office, newer, *SECRETS), rotated(office, newest, newer)
    prove(once, sessions[0], used.code)
    as_they_were = [office.doors.factor(people[place].id) for place in (0, 2)]
    assert reseal_factors(once) == 3
    for factor in as_they_were:
        office.doors.save_factor(replace(factor, version=office.doors.factor(factor.user_id).version + 1))

    clock(office).move(minutes=1)
    for session, authenticator in zip(sessions[:2], (used, resealed), strict=True):
        assert not prove(twice, session, authenticator.code).half_open
    with pytest.raises(SignInFailed):
        prove(twice, sessions[2], forgotten.code)
    assert not prove(twice, sessions[2], RECOVERY).half_open
