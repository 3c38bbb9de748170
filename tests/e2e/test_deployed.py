"""The whole journey through what was deployed: gateway, functions, stream, schedule, mail; and after a change again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.calendar import local_day, month_of, months_from
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.identity import Role
from chalicelib.domain.letter import Letter
from chalicelib.domain.request import Request
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from tests.builders import SECRETARIAT, UCHIKO, a_user, an_expert
from tests.e2e.stack import Stack
from tests.e2e.visitor import Visitor, wait_for
from tests.web.municipality.answers import TYPED
from tests.web.support.typed import REPORT, session_of

CLERK, SECRETARY = a_user(Role.MUNICIPALITY, municipality=UCHIKO), a_user(Role.SECRETARIAT)
EXPERT = an_expert()


@pytest.fixture(scope="module", autouse=True)
def _people(office: Office) -> None:
    """A clerk, a secretary, and an expert with time from next month on."""
    for user in (CLERK, SECRETARY):
        office.doors.save_user(user)
    months = {month: MonthBook(16) for month in _next_months(office)}
    register_expert(office, SECRETARIAT, replace(EXPERT, id="e01", months=months))


@pytest.fixture(scope="module")
def assigned(stack: Stack, office: Office) -> Request:
    """A request that has come all the way."""
    return journey(stack, office)


def _next_months(office: Office) -> list[str]:
    return list(months_from(month_of(local_day(office.now())), 4))[1:]


def journey(stack: Stack, office: Office) -> Request:
    """A town asks, the prefecture approves, the expert answers by the mailed link."""
    clerk = Visitor(office, stack=stack).come_in(CLERK.email)
    request = submitted(clerk, office)
    secretary = Visitor(office, stack=stack).come_in(SECRETARY.email)
    page = f"/console/requests/{request.id}"
    for deed, fields in (("take", {}), ("shortlist", {}), ("approve", {"expert": "e01", "reason": "急ぎのため"})):
        version = office.cases.case(request.id).request.version
        assert secretary.post(f"{page}/{deed}", {"version": version, **fields}).status == 200
    offered = wait_for(lambda: next(iter(clerk.mails(EXPERT.email, containing=str(request.number))), None))
    (link,) = [line.strip() for line in offered["text"].splitlines() if "/answer/" in line]
    assert link.startswith(f"{stack.site}/answer/")
    expert = Visitor(office, stack=stack)
    path = link.removeprefix(stack.site)
    assert expert.get(path).status == 200
    assert "ありがとうございます" in expert.post(path, {"answer": "accept"}).text
    return office.cases.case(request.id).request


def submitted(clerk: Visitor, office: Office) -> Request:
    """The form, filled in step by step, and its number."""
    begun = clerk.post("/requests", follow=False).headers["location"].split("/")
    request_id = begun[begun.index("requests") + 1]
    months = {f"months-{month}": "2" for month in _next_months(office)[:2]}
    for step, typed in TYPED.items():
        fields = {name: value for name, value in typed.items() if not name.startswith("months-")}
        version = office.cases.case(request_id).request.version
        more = months if step == "months" else {}
        clerk.post(f"/requests/{request_id}/edit/{step}", {"version": version, "go": "next", **fields, **more})
    version = office.cases.case(request_id).request.version
    arrived = clerk.post(f"/requests/{request_id}/submit", {"version": version})
    assert arrived.path.endswith("/submitted"), arrived.text
    return office.cases.case(request_id).request


def typed(name: str, day: date) -> dict[str, str]:
    """A day as a form takes it."""
    parts = {"era": "ad", "year": day.year, "month": day.month, "day": day.day}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def test_a_town_gets_its_expert(stack: Stack, office: Office, assigned: Request) -> None:
    """Everybody concerned is told, and the assignment stands."""
    assert assigned.state == "engaged"
    assert [one.expert_id for one in office.cases.assignments(UCHIKO).rows] == ["e01"]
    visitor = Visitor(office, stack=stack)
    wait_for(lambda: next(iter(visitor.mails("hanako@uchiko.example.jp", containing=EXPERT.name)), None))


def test_a_support_goes_on_to_its_report(stack: Stack, office: Office, assigned: Request) -> None:
    """What was done today is recorded, the support ends, the town reports, and everybody hears of it."""
    clerk, own = Visitor(office, stack=stack).come_in(CLERK.email), f"/requests/{assigned.id}"
    today, (offer,) = local_day(office.now()), office.cases.case(assigned.id).in_state("accepted")

    page = clerk.post(f"{own}/sessions", session_of(assigned, offer=offer.id, **typed("day", today)))
    assert page.path.endswith(f"{own}/sessions"), page.text
    page = clerk.post(f"{own}/complete", typed("last_session", today))
    assert page.status == 200, page.text
    page = clerk.post(f"{own}/report", REPORT)
    assert page.status == 200, page.text

    assert office.cases.case(assigned.id).request.state == "closed"
    (session,) = office.cases.support(assigned.id).sessions
    assert session.account.day == today
    wait_for(lambda: next(iter(clerk.mails(EXPERT.email, containing="終わりました")), None))
    wait_for(lambda: next(iter(clerk.mails(office.profile.post.secretariat, containing=REPORT["achieved"])), None))


def test_whoever_was_invited_by_command_comes_in(stack: Stack, office: Office) -> None:
    """They are told by mail, set up an authenticator, and see the console."""
    address = f"first.secretary@{stack.shell.value('MAIL_DOMAIN')}"
    visitor = Visitor(office, stack=stack)
    wait_for(lambda: next(iter(visitor.mails(address)), None))

    assert "依頼" in visitor.come_in(address).get("/console").text


def test_the_schedule_takes_up_what_the_stream_does_not_bring(office: Office, assigned: Request) -> None:
    """A letter whose sender died is found by the sweep within a minute or two."""
    long_ago = office.now() - timedelta(minutes=5)
    known = office.letters.about(assigned.id)[0]
    lost = replace(known, id=f"{known.id}x", state="sending", due=long_ago, sent_at=None)
    office.letters.post(lost)

    def found() -> Letter | None:
        letter = office.letters.letter(lost.about, lost.id)
        return letter if letter.state == "uncertain" else None

    assert wait_for(found).due > office.now()


@pytest.mark.usefixtures("assigned")
def test_a_moment_of_the_past_is_restored_beside_and_carried_over(stack: Stack) -> None:
    """Nothing was lost, so all that it holds is there already, and every record of it is whole."""
    said = stack.restore()

    assert " 0 broken" in said
    assert "\n0 items written, " in said


def test_a_change_of_the_template_keeps_everything(stack: Stack, office: Office, assigned: Request) -> None:
    """What was recorded is there, and the journey goes on as before; so it does once the change is taken back."""
    before, given = office.cases.events(assigned.id), stack.memory("PlanRounds")

    stack.update(PlanRounds=3008, KeepTime=512)

    assert stack.memory("PlanRounds") == 3008
    assert office.cases.events(assigned.id) == before
    page = Visitor(office, stack=stack).come_in(CLERK.email).get(f"/requests/{assigned.id}")
    assert str(assigned.number) in page.text
    again = journey(stack, office)
    assert again.state == "engaged"
    assert again.number != assigned.number

    stack.go_back()

    assert stack.memory("PlanRounds") == given
    assert office.cases.events(assigned.id) == before
    page = Visitor(office, stack=stack).come_in(CLERK.email).get(f"/requests/{again.id}")
    assert str(again.number) in page.text


@pytest.mark.usefixtures("assigned")
def test_the_secret_is_rotated(stack: Stack) -> None:
    """Who has an authenticator keeps it."""
    said = stack.rotate()

    assert "another secret is in force" in said
    assert "2 authenticators are sealed" in said
