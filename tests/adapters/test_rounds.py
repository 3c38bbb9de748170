"""What every store promises of monthly rounds."""

from dataclasses import replace

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.case import Deed
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.round import Progress, Round
from chalicelib.domain.round_problem import Placing
from chalicelib.domain.trial import Trial
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.office import Office
from matching import DEFAULT
from matching.document import writing
from tests.builders import SECRETARIAT, clock
from tests.service.rounds import plan_of, planned, two_experts, waiting


def begun(office: Office, count: int = 1) -> list[Round]:
    """Rounds of one request each."""
    two_experts(office)
    request = waiting(office)
    return [begin_round(office, SECRETARIAT, request_ids=[request.id]) for _ in range(count)]


def test_a_round_and_its_plan_come_back_as_they_were_stored(office: Office) -> None:
    """Wishes, problem, receipts and proof survive the way to the store and back."""
    two_experts(office)
    request = waiting(office, title="𠮷野家の相談 😀")
    whole = planned(office, request)
    adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(forbids=(Pair("e01", request.id),), floor=800))

    stored, plan = office.rounds.round(whole.id), plan_of(office, whole)

    assert stored.requests == whole.requests
    assert stored.wishes == Wishes(forbids=(Pair("e01", request.id),), floor=800)
    assert stored.begun_at == whole.begun_at
    assert plan.planned.total > 0
    assert plan.problem.outcome(plan.problem.first_come()) == plan.first_come
    assert plan.receipts[request.id][0]["need"]["place"] == request.asked.place


def test_an_unknown_round_or_plan_is_not_found(office: Office) -> None:
    """There is no half answer for a number that was never given."""
    with pytest.raises(NotFound):
        office.rounds.round("R08-M099")
    with pytest.raises(NotFound):
        office.rounds.plan("R08-M099", "p-unknown")
    assert office.rounds.progress("R08-M099") is None


def test_the_second_change_of_one_version_loses(office: Office) -> None:
    """Two planners cannot both take a round, and the loser leaves no event behind."""
    (whole,) = begun(office)
    change = whole.changed(Deed(SECRETARIAT, "round:planning", office.now()), advance(whole, "plan"))
    office.rounds.commit(change)

    with pytest.raises(LostRace):
        office.rounds.commit(change)

    events = office.cases.events(whole.id)
    assert len(events) == 2
    assert first_fault(events, head=change.round.head) is None


def test_a_number_is_given_once(office: Office) -> None:
    """Two that begin at the same moment do not share a round."""
    (whole,) = begun(office)
    second = replace(whole, version=0, head="").changed(Deed(SECRETARIAT, "round:begun", office.now()))

    with pytest.raises(LostRace):
        office.rounds.commit(second)


def test_rounds_are_listed_newest_first_page_by_page(office: Office) -> None:
    """Walking the cursor meets each round once; the list says what each row needs."""
    begun(office, 3)

    first = office.rounds.rows(limit=2)
    second = office.rounds.rows(cursor=first.cursor, limit=2)

    assert [row.id for row in (*first.rows, *second.rows)] == ["R08-M003", "R08-M002", "R08-M001"]
    assert second.cursor is None
    assert (first.rows[0].requests, first.rows[0].offers, first.rows[0].state) == (1, 0, "queued")


def test_the_latest_note_of_progress_stands(office: Office) -> None:
    """Notes replace each other."""
    (whole,) = begun(office)
    for seconds in (1, 2):
        office.rounds.note(Progress(whole.id, office.now(), "prices", seconds, 12))

    assert office.rounds.progress(whole.id) == Progress(whole.id, office.now(), "prices", 2, 12)


def test_a_round_comes_due_while_it_waits_and_not_afterwards(office: Office) -> None:
    """Overdue is what waited twenty minutes for its plan."""
    two_experts(office)
    request = waiting(office)
    begin_round(office, SECRETARIAT, request_ids=[request.id])
    done = planned(office, request)
    assert list(office.rounds.due(office.now())) == []

    clock(office).move(minutes=20)

    assert done.id == "R08-M002"
    assert list(office.rounds.due(office.now())) == ["R08-M001"]


def test_the_latest_trial_stands(office: Office) -> None:
    """Parameters and both plans come back whole; a new trial replaces it."""
    (whole,) = begun(office)
    assert office.rounds.trial(whole.id) is None

    done = Trial(
        whole.id, "p1", "done", writing.plain(DEFAULT), office.now(), (Placing("e01", "r1", 800),), (), 1000, 0
    )
    for trial in (replace(done, state="queued"), done):
        office.rounds.put_trial(trial)

    assert office.rounds.trial(whole.id) == done
    assert done.gone == {Pair("e01", "r1")}
