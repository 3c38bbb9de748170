"""Experts, and who is let in."""

from chalicelib.domain.identity import Role
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_experts import register_expert, set_capacity
from chalicelib.service.office import Office
from chalicelib.service.revoke_token import revoke_token
from chalicelib.service.sign_in import FRESHNESS, begin_sign_in, finish_sign_in, session_of, sign_out
from tests.builders import UCHIKO, a_user, an_expert, clock, engage, mails
from tests.faults.use_case import OFFICE, Deed, UseCase
from tests.service.journeys import send_all

NETWORK = "198.51.100.7"
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)


def registering(office: Office) -> Deed:
    """Somebody new."""
    expert = an_expert()
    return lambda office: register_expert(office, OFFICE, expert)


def changing_capacity(office: Office) -> Deed:
    """An expert has more time."""
    engage(office, an_expert())
    return lambda office: set_capacity(office, OFFICE, "e01", months={"2026-12": 12, "2027-05": 3})


def beginning_to_sign_in(office: Office) -> Deed:
    """A person is known here."""
    office.doors.save_user(HANAKO)
    return lambda office: begin_sign_in(office, HANAKO.email, network=NETWORK, once="form")


def signing_in(office: Office) -> Deed:
    """The code has come."""
    browser = beginning_to_sign_in(office)(office)
    send_all(office)
    code = next(word for word in mails(office)[-1][1].text.split() if word.isdigit() and len(word) == 8)
    return lambda office: finish_sign_in(office, browser, code)


def staying(office: Office) -> Deed:
    """A person has been away for a while."""
    token = signing_in(office)(office).token
    clock(office).move(seconds=FRESHNESS.seconds + 1)
    return lambda office: session_of(office, token)


def leaving(office: Office) -> Deed:
    """A person is signed in."""
    office.doors.save_user(HANAKO)
    token = signing_in(office)(office).token
    return lambda office: sign_out(office, token)


def tokens(office: Office) -> Deed:
    """A machine is to be let in."""
    return lambda office: issue_token(office, role="municipality", municipality=UCHIKO, by=OFFICE, secret="form")


def calling(office: Office) -> Deed:
    """A machine has its token."""
    token = issue_token(office, role="secretariat")
    return lambda office: admit_machine(office, token, network=NETWORK)


def revoking(office: Office) -> Deed:
    """A token has leaked."""
    issue_token(office, role="secretariat")
    token_id = office.tokens.tokens().rows[0].id
    return lambda office: revoke_token(office, OFFICE, token_id)


USE_CASES = (
    UseCase(register_expert, registering),
    UseCase(set_capacity, changing_capacity),
    UseCase(begin_sign_in, beginning_to_sign_in),
    UseCase(finish_sign_in, signing_in),
    UseCase(session_of, staying),
    UseCase(sign_out, leaving),
    UseCase(issue_token, tokens),
    UseCase(revoke_token, revoking),
    UseCase(admit_machine, calling),
)
