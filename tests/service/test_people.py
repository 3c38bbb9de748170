"""Experts come in by the same door as everybody else, under the address of their own record."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from chalicelib.adapters.memory import MemoryDoors, MemoryExperts
from chalicelib.domain.errors import NotFound
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Role, User
from chalicelib.service.keep_experts import correct_address
from chalicelib.service.office import Office
from chalicelib.service.people import person, person_by_email
from chalicelib.service.sign_in import begin_sign_in, finish_sign_in, session_of
from tests.builders import SECRETARIAT, UCHIKO, a_user, an_expert, engage, mails, memory_office
from tests.service.journeys import send_all

NETWORK = "198.51.100.7"


def code_mailed(office: Office) -> str:
    """The newest code."""
    send_all(office)
    (code,) = (word for word in mails(office)[-1][1].text.split() if word.isdigit() and len(word) == 8)
    return str(code)


def test_an_expert_signs_in_with_the_registered_address_in_whatever_case() -> None:
    """The session is theirs: its user has the expert's id."""
    office = memory_office()
    engage(office, an_expert(email="Ichiro@Experts.Example.jp"))

    browser = begin_sign_in(office, "ｉｃｈｉｒｏ@experts.example.JP ", network=NETWORK)
    signed_in = finish_sign_in(office, browser, code_mailed(office))
    send_all(office)
    session = signed_in.session

    assert mails(office)[0][0] == "Ichiro@Experts.Example.jp"
    assert (session.user.id, session.user.role, session.user.name) == ("e01", Role.EXPERT, "見本 一郎")
    assert session_of(office, signed_in.token).user == session.user


def test_a_corrected_address_opens_the_door_and_the_old_one_does_not() -> None:
    """There is no second list of addresses that could say something else."""
    office = memory_office()
    engage(office, an_expert())
    correct_address(office, SECRETARIAT, "e01", email="new@experts.example.jp")

    assert person_by_email(office, "new@experts.example.jp").id == "e01"
    with pytest.raises(NotFound):
        person_by_email(office, "ichiro@experts.example.jp")


def test_whoever_is_a_user_stays_one() -> None:
    """A registered user's address is not taken over by an expert's record."""
    office = memory_office()
    clerk = replace(a_user(Role.MUNICIPALITY, municipality=UCHIKO), email="ichiro@experts.example.jp")
    office.doors.save_user(clerk)
    engage(office, an_expert())

    assert person_by_email(office, "ichiro@experts.example.jp") == clerk
    assert person(office, "e01").role is Role.EXPERT


@pytest.mark.parametrize("address", ["u@office.example.jp", "ichiro@experts.example.jp", "nobody@example.jp"])
def test_known_or_not_the_same_is_looked_up(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Users and experts, in this order or that, so that the time it takes tells nothing."""
    office = memory_office()
    office.doors.save_user(replace(a_user(Role.SECRETARIAT), email="u@office.example.jp"))
    engage(office, an_expert())
    asked: list[str] = []
    users, experts = MemoryDoors.user_by_email, MemoryExperts.experts

    def user_by_email(doors: MemoryDoors, email: str) -> User:
        asked.append("user")
        return users(doors, email)

    def all_experts(records: MemoryExperts) -> Sequence[Expert]:
        asked.append("experts")
        return experts(records)

    monkeypatch.setattr(MemoryDoors, "user_by_email", user_by_email)
    monkeypatch.setattr(MemoryExperts, "experts", all_experts)

    begin_sign_in(office, address, network=NETWORK)

    assert sorted(asked) == ["experts", "user"]


def test_nobody_is_no_person() -> None:
    """Neither by id nor by address."""
    office = memory_office()

    with pytest.raises(NotFound):
        person(office, "e99")
    with pytest.raises(NotFound):
        person_by_email(office, "nobody@example.jp")
