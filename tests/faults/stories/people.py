"""Experts, and who is let in."""

from typing import Any

from chalicelib.domain.expert import Interest, InterestKind
from chalicelib.domain.identity import Actor, Role
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.correct_record import answer_correction, ask_correction
from chalicelib.service.declare_interest import declare_interest, end_interest
from chalicelib.service.dispose_records import dispose_expert
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_experts import register_expert, set_capacity
from chalicelib.service.keep_own_record import keep_fields, keep_profile, take_leave
from chalicelib.service.note_denial import note_denial
from chalicelib.service.office import Office
from chalicelib.service.own_data import record_own_export
from chalicelib.service.revoke_token import revoke_token
from chalicelib.service.sign_in import FRESHNESS, begin_sign_in, finish_sign_in, session_of, sign_out
from tests.builders import PROCUREMENT, UCHIKO, a_user, an_expert, clock, engage, mails
from tests.faults.use_case import OFFICE, TOWN, Deed, UseCase
from tests.service.journeys import send_all

ICHIRO = Actor("e01", Role.EXPERT, "web", errand="deed")
NETWORK = "198.51.100.7"
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
TIE = Interest(InterestKind.FAMILY, "", "2026-04", municipality=UCHIKO, reason="親族が勤務しています。")


def registering(office: Office) -> Deed:
    """Somebody new."""
    expert = an_expert()
    return lambda office: register_expert(office, OFFICE, expert)


def changing_capacity(office: Office) -> Deed:
    """An expert has more time."""
    engage(office, an_expert())
    return lambda office: set_capacity(office, OFFICE, "e01", months={"2026-12": 12, "2027-05": 3})


def knowing_oneself(office: Office) -> Deed:
    """An expert tells more of themself."""
    engage(office, an_expert())
    told: dict[str, Any] = {
        "about": "調達を担当。",
        "telephone": "",
        "online": True,
        "areas": frozenset({UCHIKO}),
    }
    return lambda office: keep_profile(office, ICHIRO, "e01", **told)


def learning(office: Office) -> Deed:
    """An expert has learned something."""
    engage(office, an_expert())
    return lambda office: keep_fields(office, ICHIRO, "e01", levels={PROCUREMENT: 5}, skills={})


def going_on_leave(office: Office) -> Deed:
    """An expert will be away."""
    engage(office, an_expert())
    return lambda office: take_leave(office, ICHIRO, "e01", since="2027-01", until="2027-03")


def declaring(office: Office) -> Deed:
    """An expert has a tie to a town."""
    engage(office, an_expert())
    return lambda office: declare_interest(office, ICHIRO, "e01", TIE)


def ending_a_tie(office: Office) -> Deed:
    """It does not last for ever."""
    engage(office, an_expert())
    declare_interest(office, ICHIRO.on_the_way(), "e01", TIE)
    return lambda office: end_interest(office, ICHIRO, "e01", place=0, until="2027-03")


def asking_for_correction(office: Office) -> Deed:
    """Something about an expert is wrong."""
    engage(office, an_expert())
    return lambda office: ask_correction(office, ICHIRO, "e01", text="経験は12年です。")


def answering_it(office: Office) -> Deed:
    """The secretariat has looked into it."""
    engage(office, an_expert())
    (asked,) = ask_correction(office, ICHIRO.on_the_way(), "e01", text="経験は12年です。").corrections
    return lambda office: answer_correction(office, OFFICE, "e01", asked.id, answer="訂正しました。")


def taking_own_data(office: Office) -> Deed:
    """An expert wants to read it all."""
    engage(office, an_expert())
    return lambda office: record_own_export(office, ICHIRO)


def disposing_of_an_expert(office: Office) -> Deed:
    """Whoever came long ago is to be forgotten."""
    engage(office, an_expert(active_to="2026-12"))
    clock(office).move(days=6 * 366)
    return lambda office: dispose_expert(office, OFFICE, "e01", reason="保存期間の満了")


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


def refusing(office: Office) -> Deed:
    """Somebody looks where they may not."""
    return lambda office: note_denial(office, TOWN, why="role", route="GET /console")


def revoking(office: Office) -> Deed:
    """A token has leaked."""
    issue_token(office, role="secretariat")
    token_id = office.tokens.tokens().rows[0].id
    return lambda office: revoke_token(office, OFFICE, token_id)


USE_CASES = (
    UseCase(register_expert, registering),
    UseCase(set_capacity, changing_capacity),
    UseCase(keep_profile, knowing_oneself),
    UseCase(keep_fields, learning),
    UseCase(take_leave, going_on_leave),
    UseCase(declare_interest, declaring),
    UseCase(end_interest, ending_a_tie),
    UseCase(ask_correction, asking_for_correction),
    UseCase(answer_correction, answering_it),
    UseCase(record_own_export, taking_own_data),
    UseCase(dispose_expert, disposing_of_an_expert),
    UseCase(begin_sign_in, beginning_to_sign_in),
    UseCase(finish_sign_in, signing_in),
    UseCase(session_of, staying),
    UseCase(sign_out, leaving),
    UseCase(issue_token, tokens),
    UseCase(revoke_token, revoking),
    UseCase(note_denial, refusing),
    UseCase(admit_machine, calling),
)
