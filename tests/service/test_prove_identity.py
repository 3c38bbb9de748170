"""The second factor is shown: each code once, wrong ones counted, the session at stake and never the account."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import NotFound, SignInFailed, TooManyTries
from chalicelib.domain.identity import Role, Session, digest
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import STEP, STEP_UP_LASTS, TRIES, as_meant, matching_step, prove
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import NOW, a_user, clock, memory_office
from tests.service.journeys import telling

YOKO = a_user(Role.SECRETARIAT)


def half_open(office: Office, name: str = "one") -> Session:
    """A session that the mailed code has opened."""
    office.doors.save_user(YOKO)
    now = office.now()
    session = Session(digest(name), YOKO, "csrf", now, now, now + timedelta(hours=2))
    office.doors.save_session(session)
    return session


@pytest.fixture
def office() -> Office:
    """An office in memory."""
    return memory_office()


@pytest.fixture
def session(office: Office) -> Session:
    """One browser."""
    return half_open(office)


@pytest.fixture
def authenticator(office: Office) -> Authenticator:
    """What the person has in their hand."""
    return with_authenticator(office, YOKO)


def test_the_code_of_the_moment_proves_the_session(
    office: Office, session: Session, authenticator: Authenticator
) -> None:
    """It is kept, and good for a quarter of an hour."""
    proven = prove(office, session, authenticator.code)

    assert proven == office.doors.session(session.digest, office.now())
    assert (session.half_open, proven.half_open) == (True, False)
    assert proven.proven_within(STEP_UP_LASTS, office.now())
    clock(office).moment += STEP_UP_LASTS
    assert not proven.proven_within(STEP_UP_LASTS, office.now())


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_off_by_half_a_minute(
    office: Office, session: Session, authenticator: Authenticator, steps: int
) -> None:
    """Telephones are."""
    assert not prove(office, session, authenticator.shown(steps)).half_open


@pytest.mark.parametrize("steps", [-2, 2])
def test_and_by_no_more(office: Office, session: Session, authenticator: Authenticator, steps: int) -> None:
    """Three codes count at any moment."""
    with pytest.raises(SignInFailed):
        prove(office, session, authenticator.shown(steps))


def test_a_code_counts_once(office: Office, session: Session, authenticator: Authenticator) -> None:
    """Whoever looked over a shoulder cannot use it in another browser, nor one from before it."""
    prove(office, session, authenticator.code)

    for steps in (0, -1):
        with pytest.raises(SignInFailed):
            prove(office, half_open(office, f"other {steps}"), authenticator.shown(steps))
    assert not prove(office, half_open(office, "third"), authenticator.shown(1)).half_open


def test_what_is_sent_twice_by_one_browser_is_proven_once(
    office: Office, session: Session, authenticator: Authenticator
) -> None:
    """The second time finds the first one's proof."""
    first = prove(office, session, authenticator.code)

    assert prove(office, session, authenticator.code) == first


def test_after_five_wrong_codes_the_session_ends_and_the_account_does_not(
    office: Office, session: Session, authenticator: Authenticator
) -> None:
    """The right one comes too late here, and works in the next session."""
    for _ in range(TRIES):
        with pytest.raises(SignInFailed, match="proof"):
            prove(office, session, authenticator.wrong)

    with pytest.raises(TooManyTries):
        prove(office, session, authenticator.code)
    with pytest.raises(NotFound):
        office.doors.session(session.digest, office.now())
    assert not prove(office, half_open(office, "next"), authenticator.code).half_open


def test_each_proof_begins_the_count_anew(office: Office, session: Session, authenticator: Authenticator) -> None:
    """Whoever mistypes now and then over a long day is not thrown out."""
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(SignInFailed):
                prove(office, session, authenticator.wrong)
        session = prove(office, session, authenticator.code)
        clock(office).move(seconds=STEP * 2)

    assert not session.half_open


def test_a_recovery_code_counts_once_is_told_by_mail_and_on_record(
    office: Office, session: Session, authenticator: Authenticator
) -> None:
    """However it is typed."""
    with telling(office, YOKO.id) as told:
        prove(office, session, RECOVERY.lower().replace("-", " "))

    user = office.doors.user(YOKO.id)
    events = office.cases.events(YOKO.id)
    assert told == [("factor_changed", YOKO.email.partition("@")[0])]
    assert [event.what for event in events] == ["user:recovery-used"]
    assert first_fault(events, head=user.head) is None
    with pytest.raises(SignInFailed):
        prove(office, half_open(office, "other"), RECOVERY)


def test_without_a_second_factor_nothing_proves(office: Office, session: Session) -> None:
    """Not even nothing."""
    for typed in ("", "000000"):
        with pytest.raises(SignInFailed):
            prove(office, session, typed)


def test_a_code_that_a_colleague_shows_proves_nothing(office: Office, session: Session) -> None:
    """Each has a secret of their own."""
    with_authenticator(office, YOKO)
    colleague = replace(a_user(Role.CENTRE), id="u-colleague")

    with pytest.raises(SignInFailed):
        prove(office, session, with_authenticator(office, colleague).code)


@given(secret=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=32, max_size=32), off=st.integers(-5, 5))
def test_a_step_is_accepted_if_near_and_new(secret: str, off: int) -> None:
    """Near is half a minute; new is later than the last one used."""
    here = int(NOW.timestamp()) // STEP
    code = TOTP(secret).generate_otp(here + off)

    found = matching_step(secret, code, NOW, after=here - 1)

    others = {TOTP(secret).generate_otp(here + near) for near in (0, 1)}
    assert (found is not None) == (code in others)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("１２３ ４５６", "123456"), ("123-456", "123456"), ("7kq2-9xhb", "7KQ29XHB"), ("oil0", "0110"), ("²", "2")],
)
def test_codes_are_read_as_they_were_meant(typed: str, meant: str) -> None:
    """Wide, in groups, small, and with the letters that look like figures."""
    assert as_meant(typed) == meant
