"""A clerk leaves in April: what they look after goes over to a colleague, who is told."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors import InvalidContent, LostRace, Unavailable
from chalicelib.domain.identity import User
from chalicelib.service.hand_over import hand_over
from chalicelib.service.keep_users import invite_user
from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.service.verify_record import verify_record
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, OZU, SECRETARIAT, a_request, memory_office
from tests.service.journeys import telling
from tests.service.test_keep_users import TARO

LEAVER = replace(TARO, name="内子 花子", email="hanako@uchiko.example.jp")


@pytest.fixture
def office() -> Office:
    """An office in memory."""
    return memory_office()


@pytest.fixture
def leaver(office: Office) -> User:
    """The officer of every request that the builders file."""
    return invite_user(office, SECRETARIAT, LEAVER)


@pytest.fixture
def successor(office: Office) -> User:
    """A colleague of the same town."""
    return invite_user(office, SECRETARIAT, TARO)


def test_open_requests_and_drafts_go_over_and_the_colleague_is_told(
    office: Office, leaver: User, successor: User
) -> None:
    """Each on its own record, which stays whole; the next notice goes to the colleague."""
    request, draft = a_request(office), open_draft(office, CLERK, {"officer_email": (leaver.email.upper(),)})
    with telling(office, successor.id) as told:
        count = hand_over(office, SECRETARIAT, leaver.id, to=successor.id)
    with telling(office, request.id) as later:
        withdraw_request(office, CLERK, request.id, reason="見直し")

    officer = office.cases.case(request.id).request.asked.officer
    assert (count, [notice for notice, _ in told]) == (1, ["handed_over"])
    assert (officer.name, officer.email, officer.telephone) == (TARO.name, TARO.email, TARO.telephone)
    assert office.cases.case(draft.id).request.typed["officer_name"] == (TARO.name,)
    assert verify_record(office, "request", request.id).fault is None
    assert ("request_withdrawn", "taro") in later


def test_what_is_closed_or_somebody_elses_stays(office: Office, leaver: User, successor: User) -> None:
    """Old records say who it was."""
    closed = a_request(office)
    withdraw_request(office, CLERK, closed.id, reason="見直し")
    officer = replace(closed.asked.officer, email="other@uchiko.example.jp")
    others = a_request(office, officer=officer)

    hand_over(office, SECRETARIAT, leaver.id, to=successor.id)

    assert office.cases.case(closed.id).request.asked.officer.email == leaver.email
    assert office.cases.case(others.id).request.asked.officer == officer


def test_only_a_colleague_at_work_can_take_over(office: Office, leaver: User, successor: User) -> None:
    """Not oneself, not another town's, not who is disabled, not nobody."""
    elsewhere = invite_user(office, SECRETARIAT, replace(TARO, email="ozu@ozu.example.jp", municipality=OZU))
    office.doors.save_user(replace(successor, active=False))

    for to in (leaver.id, elsewhere.id, successor.id, "nobody"):
        with pytest.raises(InvalidContent):
            hand_over(office, SECRETARIAT, leaver.id, to=to)


def test_what_was_interrupted_goes_on(
    office: Office, leaver: User, successor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The colleague is told of all of it all the same."""
    requests = [a_request(office) for _ in range(3)]
    commit, calls = office.cases.commit, iter(range(10))

    def failing(change: object) -> None:
        if next(calls) == 1:
            raise Unavailable("silent")
        commit(change)  # type: ignore[arg-type]

    with monkeypatch.context() as silence:
        silence.setattr(office.cases, "commit", failing)
        with pytest.raises(Unavailable):
            hand_over(office, SECRETARIAT, leaver.id, to=successor.id)

    assert hand_over(office, SECRETARIAT, leaver.id, to=successor.id) == 3
    (letter,) = (letter for letter in office.letters.about(successor.id) if letter.notice == "handed_over")
    assert sorted(letter.facts["numbers"]) == sorted(str(request.number) for request in requests)


def test_a_request_that_moves_meanwhile_is_read_again(
    office: Office, leaver: User, successor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saved it a moment ago."""
    request = a_request(office)
    commit, calls = office.cases.commit, iter(range(10))

    def racing(change: object) -> None:
        if next(calls) == 0:
            raise LostRace("request")
        commit(change)  # type: ignore[arg-type]

    monkeypatch.setattr(office.cases, "commit", racing)
    hand_over(office, SECRETARIAT, leaver.id, to=successor.id)

    assert office.cases.case(request.id).request.asked.officer.email == TARO.email
