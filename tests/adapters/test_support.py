"""What every store promises of sessions, reports, and what time asks for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import LostRace
from chalicelib.domain.support import Support
from chalicelib.service.complete_support import complete_support
from chalicelib.service.dispose_records import dispose_request
from chalicelib.service.office import Office
from chalicelib.service.record_session import correct_session
from chalicelib.service.report_support import report_support
from chalicelib.service.verify_record import verify_record
from tests.builders import CLERK, SECRETARIAT, an_account, an_expert, an_outcome, clock, engage
from tests.service.journeys import engaged, recorded


def test_sessions_and_report_come_back_as_they_were_recorded(office: Office) -> None:
    """Times, texts and corrections survive the way to the store and back, in the order they were recorded."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    first = recorded(office, request, done="𠮷田さんと\n素案を読みました 😀")
    clock(office).move(seconds=1)
    second = correct_session(office, CLERK, request.id, first.id, account=an_account(), reason="誤字")
    complete_support(office, CLERK, request.id, last_session=date(2026, 12, 10))
    outcome = an_outcome(summary="")
    report_support(office, CLERK, request.id, outcome=outcome)

    support = office.cases.support(request.id)

    assert support.sessions == (first, second)
    assert support.report is not None
    assert support.report.outcome == outcome
    assert office.cases.case(request.id).request.report_due == date(2026, 12, 17)


def test_a_request_without_sessions_has_an_empty_support(office: Office) -> None:
    """Also one that is not known."""
    assert office.cases.support("r-unknown") == Support()


def test_a_session_of_a_change_that_lost_is_not_there(office: Office) -> None:
    """It is part of the transaction."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    stale = office.cases.case(request.id)
    session = recorded(office, request)

    deed = Deed(CLERK, "session:recorded", office.now())
    with pytest.raises(LostRace):
        office.cases.commit(stale.changed(deed, session=replace(session, id="a-late")))

    assert office.cases.support(request.id).sessions == (session,)


def test_what_is_on_record_is_never_written_over(office: Office) -> None:
    """Neither a session nor a report, by whatever change."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    session = recorded(office, request)
    complete_support(office, CLERK, request.id, last_session=date(2026, 12, 15))
    report_support(office, CLERK, request.id, outcome=an_outcome())
    support, case = office.cases.support(request.id), office.cases.case(request.id)
    assert support.report is not None

    deed = Deed(CLERK, "session:recorded", office.now())
    for again in (
        case.changed(deed, session=replace(session, account=an_account(done="別の話"))),
        case.changed(deed, report=replace(support.report, outcome=an_outcome(rating=1))),
    ):
        with pytest.raises(LostRace):
            office.cases.commit(again)

    assert office.cases.support(request.id) == support


def test_an_engaged_or_completed_request_comes_due_and_no_other(office: Office) -> None:
    """Asked for after its months, then for its report; once closed, never again."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    assert list(office.cases.due_supports(office.now())) == []
    assert list(office.cases.due_supports(office.now() + timedelta(days=30))) == [request.id]

    complete_support(office, CLERK, request.id, last_session=date(2026, 12, 15))
    assert list(office.cases.due_supports(office.now() + timedelta(days=6))) == []
    assert list(office.cases.due_supports(office.now() + timedelta(days=7))) == [request.id]

    report_support(office, SECRETARIAT, request.id, outcome=an_outcome())
    assert list(office.cases.due_supports(office.now() + timedelta(days=365))) == []


def test_a_completed_request_is_still_open_and_a_closed_one_is_not(office: Office) -> None:
    """Its report needs somebody's hand."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    complete_support(office, CLERK, request.id, last_session=date(2026, 12, 15))
    prefecture = office.profile.prefecture.code

    assert [row.state for row in office.cases.rows(prefecture, state="open").rows] == ["completed"]

    report_support(office, CLERK, request.id, outcome=an_outcome())
    assert office.cases.rows(prefecture, state="open").rows == []
    assert [row.id for row in office.cases.rows(prefecture, state="closed").rows] == [request.id]


def test_a_disposed_case_lost_its_words_in_every_store(office: Office) -> None:
    """Sessions, report and letters; it is among what has ended, and verifies."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    recorded(office, request)
    complete_support(office, CLERK, request.id, last_session=date(2026, 12, 10))
    report_support(office, CLERK, request.id, outcome=an_outcome())
    clock(office).move(days=6 * 366)

    dispose_request(office, SECRETARIAT, request.id, reason="保存期間の満了")

    support = office.cases.support(request.id)
    assert [session.account.done for session in support.sessions] == [""]
    assert support.report is not None
    assert support.report.outcome.opinion == ""
    assert office.letters.about(request.id) == []
    assert [row.state for row in office.cases.rows("380008", state="ended").rows] == ["disposed"]
    assert list(office.cases.rows("380008", state="open").rows) == []
    assert verify_record(office, "request", request.id).disposed
