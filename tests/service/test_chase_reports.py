"""What is missing of a support is asked for when its time has come, and no longer than that."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.calendar import TOKYO
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.report_support import report_support
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import CLERK, SECRETARIAT, an_expert, an_outcome, clock, engage, memory_office
from tests.service.journeys import engaged, opened_by_link, recorded, telling

Told = list[tuple[str, str]]


@pytest.fixture
def office() -> Office:
    """Two experts; it is Tuesday 24 November."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    return office


def told_at(office: Office, request: Request, month: int, day: int, hour: int = 9, minute: int = 0) -> Told:
    """What the schedule says at a moment of this winter, by Japanese clocks; it runs twice."""
    year = 2026 if month > 6 else 2027
    clock(office).moment = datetime(year, month, day, hour, minute, tzinfo=TOKYO).astimezone(UTC)
    with telling(office, request.id) as told:
        chase_reports(office)
        chase_reports(office)
    return told


def completed(office: Office) -> Request:
    """Its last session was on Monday 14 December; the report is due a week later."""
    request = engaged(office)
    clock(office).move(days=21)
    return complete_support(office, CLERK, request.id, last_session=date(2026, 12, 14))


def test_after_the_last_month_both_sides_are_asked_for_sessions(office: Office) -> None:
    """December is over: not on New Year's days, but on Monday 4 January at nine, once."""
    request = engaged(office)

    assert told_at(office, request, 1, 4, 8, 59) == []
    assert told_at(office, request, 1, 4) == [("session_due", "ichiro"), ("support_over", "hanako")]
    assert told_at(office, request, 2, 1) == []


def test_an_expert_whose_sessions_are_recorded_is_left_alone(office: Office) -> None:
    """The municipality is still asked to say that it is over."""
    request = engaged(office)
    clock(office).move(days=21)
    recorded(office, request)

    assert told_at(office, request, 1, 4) == [("support_over", "hanako")]


def test_of_two_experts_only_the_silent_one_is_asked(office: Office) -> None:
    """And the municipality learns whose sessions are missing."""
    request = engaged(office, places=2)
    accept_offer(office, opened_by_link(office, request, "e02"))
    clock(office).move(days=21)
    recorded(office, request)

    assert told_at(office, request, 1, 4) == [("session_due", "jiro"), ("support_over", "hanako")]
    letters = office.letters.about(request.id)
    assert [letter.facts["experts"] for letter in letters if letter.notice == "support_over"] == [["見本 二郎"]]


def test_the_last_month_of_any_expert_counts(office: Office) -> None:
    """An assignment into January is over at its end, on Monday 1 February."""
    request = engaged(office, months={"2026-12": 1, "2027-01": 1})

    assert told_at(office, request, 1, 31, 23) == []
    assert ("support_over", "hanako") in told_at(office, request, 2, 1)


def test_what_has_ended_is_not_asked_for_its_sessions(office: Office) -> None:
    """Neither what was reported nor what was cancelled."""
    reported, cancelled = completed(office), engaged(office)
    report_support(office, CLERK, reported.id, outcome=an_outcome())
    cancel_request(office, SECRETARIAT, cancelled.id, reason="予算の都合")

    assert told_at(office, reported, 3, 1) == told_at(office, cancelled, 3, 2) == []
    assert list(office.cases.due_supports(office.now())) == []


def test_a_report_is_asked_for_when_due_and_every_week_three_times_more(office: Office) -> None:
    """Mondays, but not 11 January, Coming-of-Age Day; then the secretariat is told, and nobody is asked again."""
    request = completed(office)
    reminder = [("report_reminder", "hanako")]

    assert told_at(office, request, 12, 21, 8, 59) == []
    assert told_at(office, request, 12, 21) == reminder
    assert told_at(office, request, 12, 25) == []
    assert told_at(office, request, 12, 28) == reminder
    assert told_at(office, request, 1, 4) == reminder
    assert told_at(office, request, 1, 11) == []
    assert told_at(office, request, 1, 12) == reminder
    assert told_at(office, request, 1, 18) == [("report_overdue", "centre"), ("report_overdue", "secretariat")]
    assert told_at(office, request, 3, 1) == []


def test_reminders_that_came_due_while_the_schedule_slept_are_one(office: Office) -> None:
    """On 5 January three are due: one letter goes out, and the next comes when it would have come anyway."""
    request = completed(office)

    assert told_at(office, request, 1, 5) == [("report_reminder", "hanako")]
    assert told_at(office, request, 1, 11) == []
    assert told_at(office, request, 1, 12) == [("report_reminder", "hanako")]
    assert [name for name, _ in told_at(office, request, 1, 18)] == ["report_overdue", "report_overdue"]


def test_a_schedule_that_slept_through_all_of_it_tells_the_secretariat(office: Office) -> None:
    """Once, and nobody else."""
    request = completed(office)

    assert told_at(office, request, 3, 1) == [("report_overdue", "centre"), ("report_overdue", "secretariat")]


def test_a_report_stops_the_reminders(office: Office) -> None:
    """Also one that comes late."""
    request = completed(office)
    told_at(office, request, 12, 21)
    report_support(office, CLERK, request.id, outcome=an_outcome())

    assert told_at(office, request, 12, 28) == told_at(office, request, 3, 1) == []


def test_a_reminder_says_whether_the_day_has_passed(office: Office) -> None:
    """On the day itself it is today."""
    request = completed(office)
    told_at(office, request, 12, 21)
    told_at(office, request, 12, 28)

    letters = [letter for letter in office.letters.about(request.id) if letter.notice == "report_reminder"]
    assert [letter.facts["late"] for letter in letters] == [False, True]


def test_one_request_that_fails_does_not_hold_up_the_others(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is raised when all have had their turn."""
    broken, fine = engaged(office), engaged(office)
    case = office.cases.case
    monkeypatch.setattr(office.cases, "case", lambda asked: case(asked if asked != broken.id else "r-unreadable"))
    clock(office).move(days=60)

    with pytest.raises(ExceptionGroup, match="supports"):
        chase_reports(office)

    monkeypatch.undo()
    assert "support_over" in {letter.notice for letter in office.letters.about(fine.id)}
    assert list(office.cases.due_supports(office.now())) == [broken.id]


def test_an_index_that_is_behind_brings_no_second_letter(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It still names what the run before has done, or a run beside this one is doing."""
    request = engaged(office)
    monkeypatch.setattr(office.cases, "due_supports", lambda now: iter([request.id, request.id]))

    assert told_at(office, request, 1, 4) == [("session_due", "ichiro"), ("support_over", "hanako")]
