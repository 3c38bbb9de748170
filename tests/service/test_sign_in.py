"""Signing in with a mailed code, in the browser that asked for it."""

import re
from dataclasses import replace

import pytest

from chalicelib.domain.errors import (
    LostRace,
    MailBusy,
    MailUncertain,
    NotFound,
    SignInFailed,
    TooManyTries,
    Unavailable,
)
from chalicelib.domain.identity import Pass, Role, digest
from chalicelib.service.office import Office
from chalicelib.service.send_letters import DOUBT, send_due_letters
from chalicelib.service.sign_in import (
    ABSOLUTE,
    CODE_LASTS,
    IDLE,
    STARTS_AN_HOUR,
    TRIES,
    begin_sign_in,
    finish_sign_in,
    session_of,
    sign_out,
)
from tests.builders import UCHIKO, a_user, clock, mails, memory_office
from tests.service.journeys import send_all

HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
NETWORK = "198.51.100.7"


def office_with_hanako() -> Office:
    """An office where one clerk is registered."""
    office = memory_office()
    office.doors.save_user(HANAKO)
    return office


def begun(office: Office, email: str = HANAKO.email) -> str:
    """The secret of a browser whose code was mailed."""
    browser = begin_sign_in(office, email, network=NETWORK)
    send_all(office)
    return browser


def mailed_code(office: Office) -> str:
    """The code of the newest mail."""
    found = re.findall(r"\b\d{8}\b", mails(office)[-1][1].text)
    return str(found[0])


def test_the_mailed_code_opens_a_session_in_the_browser_that_asked() -> None:
    """The mail goes to the registered address, and its record does not show the code."""
    office = office_with_hanako()
    browser = begun(office)

    signed_in = finish_sign_in(office, browser, mailed_code(office))

    assert signed_in.session.user == HANAKO
    assert session_of(office, signed_in.token) == signed_in.session
    assert mails(office)[-1][0] == HANAKO.email
    assert mailed_code(office) not in office.letters.about(digest(browser))[0].text


@pytest.mark.parametrize("typed", ["{}", " {} ", "wide", "dashed"])
def test_a_code_may_be_typed_in_full_width_with_spaces_and_dashes(typed: str) -> None:
    """As people type codes."""
    office = office_with_hanako()
    browser, code = begun(office), mailed_code(office)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    said = {"wide": wide, "dashed": f"{code[:4]}-{code[4:]}"}.get(typed, typed.format(code))

    assert finish_sign_in(office, browser, said).session.user == HANAKO


@pytest.mark.parametrize("typed", ["MUNICIPALITY384224@office.example.jp", "　municipality384224＠office.example.jp "])
def test_the_address_may_be_typed_in_any_case_and_width(typed: str) -> None:
    """It is the same address."""
    office = office_with_hanako()

    assert begun(office, typed)
    assert len(mails(office)) == 1


def test_an_unknown_address_gets_no_mail_and_the_same_answer() -> None:
    """Nobody learns who is registered: the code page comes, and every code is wrong."""
    office = office_with_hanako()
    browser = begun(office, "nobody@office.example.jp")

    assert mails(office) == []
    with pytest.raises(SignInFailed):
        finish_sign_in(office, browser, "00000000")
    with pytest.raises(SignInFailed):
        finish_sign_in(office, browser, "")


def test_who_is_no_longer_active_gets_no_mail() -> None:
    """As if the address were unknown."""
    office = memory_office()
    office.doors.save_user(replace(HANAKO, active=False))

    begun(office)

    assert mails(office) == []


def test_who_is_dismissed_between_mail_and_code_stays_outside() -> None:
    """The code is right, but the door is closed."""
    office = office_with_hanako()
    browser = begun(office)
    office.doors.save_user(replace(HANAKO, active=False))

    with pytest.raises(SignInFailed, match="user"):
        finish_sign_in(office, browser, mailed_code(office))


def test_a_code_works_in_no_other_browser() -> None:
    """Whoever reads the mail over a shoulder has not asked for it."""
    office = office_with_hanako()
    begun(office)
    code, other = mailed_code(office), begun(office, "nobody@office.example.jp")

    with pytest.raises(SignInFailed):
        finish_sign_in(office, other, code)
    with pytest.raises(TooManyTries):
        finish_sign_in(office, "made up", code)


def test_a_code_opens_one_session_however_often_it_is_sent() -> None:
    """The second time finds the first one's session; once that is left, the code opens nothing."""
    office = office_with_hanako()
    browser, code = begun(office), mailed_code(office)
    first, again = (finish_sign_in(office, browser, code) for _ in range(2))
    sign_out(office, first.token)

    assert again == first
    with pytest.raises(TooManyTries):
        finish_sign_in(office, browser, code)


def test_an_address_sent_twice_from_one_form_brings_one_mail() -> None:
    """Both times the browser holds the same secret; another form, or another address, begins anew."""
    office = office_with_hanako()
    first, again = (begin_sign_in(office, HANAKO.email, network=NETWORK, once="o1") for _ in range(2))
    other = begin_sign_in(office, HANAKO.email, network=NETWORK, once="o2")
    stranger = begin_sign_in(office, "nobody@example.jp", network=NETWORK, once="o1")
    send_all(office)

    assert len({first, other, stranger}) == 3
    assert again == first
    assert len(mails(office)) == 2


def test_an_address_sent_again_mails_the_letter_that_was_lost_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store fell silent between the attempt and its letter."""
    office = office_with_hanako()
    with monkeypatch.context() as silence:
        silence.setattr(office.letters, "post", _silent)
        with pytest.raises(Unavailable):
            begin_sign_in(office, HANAKO.email, network=NETWORK, once="o1")
    browser = begin_sign_in(office, HANAKO.email, network=NETWORK, once="o1")
    send_all(office)

    assert finish_sign_in(office, browser, mailed_code(office)).session.user == HANAKO


def _silent(_: object) -> None:
    raise Unavailable("silent")


def test_a_code_works_until_its_time_is_over() -> None:
    """Ten minutes from the asking."""
    office = office_with_hanako()
    browser, code = begun(office), mailed_code(office)
    clock(office).moment += CODE_LASTS

    with pytest.raises(TooManyTries):
        finish_sign_in(office, browser, code)


def test_an_attempt_bears_five_tries() -> None:
    """After them even the right code is refused."""
    office = office_with_hanako()
    browser, code = begun(office), mailed_code(office)
    for _ in range(TRIES):
        with pytest.raises(SignInFailed, match="code"):
            finish_sign_in(office, browser, "x")

    with pytest.raises(TooManyTries):
        finish_sign_in(office, browser, code)
    with pytest.raises(TooManyTries):
        finish_sign_in(office, browser, code)


def test_starts_are_counted_by_address_and_by_the_hour() -> None:
    """Known or unknown; the next hour begins anew."""
    office = office_with_hanako()
    for _ in range(STARTS_AN_HOUR):
        begin_sign_in(office, "nobody@office.example.jp", network=NETWORK)

    with pytest.raises(TooManyTries):
        begin_sign_in(office, "NOBODY@office.example.jp", network="203.0.113.9")
    begin_sign_in(office, HANAKO.email, network=NETWORK)
    clock(office).move(hours=1)
    begin_sign_in(office, "nobody@office.example.jp", network=NETWORK)


def test_a_postponed_mail_brings_a_code_that_works() -> None:
    """Only the code of the mail that left is worth anything."""
    office = office_with_hanako()
    office.mailer().failures.append(MailBusy("slow down"))  # type: ignore[attr-defined]
    browser = begun(office)
    clock(office).move(minutes=1)
    send_all(office)

    send_all(office)

    assert finish_sign_in(office, browser, mailed_code(office)).session.user == HANAKO


def test_a_mail_that_comes_too_late_for_its_attempt_is_dropped() -> None:
    """The doubt lasts longer than the code: the letter does not linger in the queue."""
    office = office_with_hanako()
    office.mailer().failures.append(MailUncertain("timeout"))  # type: ignore[attr-defined]
    browser = begun(office)
    clock(office).moment += DOUBT

    send_all(office)

    assert [letter.state for letter in office.letters.about(digest(browser))] == ["dropped"]
    assert office.letters.due(office.now() + DOUBT) == []


def test_a_sender_who_loses_the_lease_does_not_change_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stream and sweep meet at one letter: the code that was mailed is the code that counts."""
    office = office_with_hanako()
    browser = begin_sign_in(office, HANAKO.email, network=NETWORK)
    (stale,) = office.letters.about(digest(browser))
    send_all(office)
    monkeypatch.setattr(office.letters, "due", lambda now, limit: [stale] if now else [])

    send_due_letters(office)

    assert finish_sign_in(office, browser, mailed_code(office)).session.user == HANAKO


def test_an_attempt_that_ends_between_two_looks_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tabs finish at once, in one session."""
    office = office_with_hanako()
    browser, code = begun(office), mailed_code(office)
    attempt = office.doors.attempt(digest(browser), office.now())
    first = finish_sign_in(office, browser, code)
    monkeypatch.setattr(office.doors, "attempt", lambda *_: attempt)

    assert finish_sign_in(office, browser, code) == first


def test_a_pass_that_names_somebody_else_opens_nothing() -> None:
    """Nor one with another secret; it does not matter who is named in it, only whose session it is."""
    office = office_with_hanako()
    other = a_user(Role.AUDITOR)
    office.doors.save_user(other)
    shown = Pass.read(finish_sign_in(office, begun(office), mailed_code(office)).token)

    for forged in (replace(shown, person_id=other.id), replace(shown, role="expert"), replace(shown, secret="other")):
        with pytest.raises(NotFound):
            session_of(office, forged.words)


@pytest.mark.parametrize("whose", ["", ".", "..", ".municipality", ".municipality.", f".municipality.{'u' * 2_000}"])
def test_a_pass_that_names_nobody_opens_its_session(whose: str) -> None:
    """Such as one that an earlier version gave out."""
    office = office_with_hanako()
    signed_in = finish_sign_in(office, begun(office), mailed_code(office))

    assert session_of(office, Pass.read(signed_in.token).secret + whose) == signed_in.session


def test_a_session_ends_when_idle_and_at_last_in_any_case() -> None:
    """Use begins the idle time anew, up to the absolute limit."""
    office = office_with_hanako()
    token = finish_sign_in(office, begun(office), mailed_code(office)).token
    for _ in range(ABSOLUTE // IDLE * 2 - 1):
        clock(office).moment += IDLE / 2
        session_of(office, token)
    clock(office).moment += IDLE / 2

    with pytest.raises(NotFound):
        session_of(office, token)


def test_an_idle_session_is_gone() -> None:
    """Two hours without a page."""
    office = office_with_hanako()
    token = finish_sign_in(office, begun(office), mailed_code(office)).token
    clock(office).moment += IDLE

    with pytest.raises(NotFound):
        session_of(office, token)


def test_signing_out_ends_the_session_and_may_be_repeated() -> None:
    """Its token opens nothing any more."""
    office = office_with_hanako()
    token = finish_sign_in(office, begun(office), mailed_code(office)).token
    sign_out(office, token)
    sign_out(office, token)

    with pytest.raises(NotFound):
        session_of(office, token)


def test_a_code_for_an_attempt_that_is_gone_is_a_lost_race() -> None:
    """The store does not make one up."""
    with pytest.raises(LostRace):
        memory_office().doors.set_code("gone", "x")
