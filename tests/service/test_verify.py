"""Verifying finds whatever was done to a record behind the service's back, and names it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.adapters.memory import Drawers, MemoryCases, MemoryTunings
from chalicelib.domain.audit import GENESIS, Break
from chalicelib.domain.errors import InvalidContent, NotFound
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.request import Request
from chalicelib.service import verify_record as verifying
from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.service.verify_all import verify_stretch
from chalicelib.service.verify_record import Kind, kind_of, verify_record
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, memory_office
from tests.service.offices import with_everything

Tampering = Callable[[Drawers, str], None]


@pytest.fixture
def office() -> Office:
    """An office with records of every kind."""
    return with_everything(memory_office())


def drawers(office: Office) -> Drawers:
    """Where everything lies."""
    assert isinstance(office.cases, MemoryCases)
    return office.cases.drawers


def engaged(office: Office) -> str:
    """The id of the engaged request."""
    return office.cases.request_id("R08-0001")


def alter_event(drawers: Drawers, record: str) -> None:
    """Another reason than was given."""
    drawers.events[record][1] = replace(drawers.events[record][1], why="別の理由")


def relink_event(drawers: Drawers, record: str) -> None:
    """An event rewritten and sealed anew, as who knows the algorithm would."""
    drawers.events[record][1] = replace(drawers.events[record][1], why="別の理由").sealed()


def drop_event(drawers: Drawers, record: str) -> None:
    """The second event never happened."""
    del drawers.events[record][1]


def cut_chain(drawers: Drawers, record: str) -> None:
    """The last event never happened."""
    drawers.events[record].pop()


def turn_back(drawers: Drawers, record: str) -> None:
    """The record as it says it was one event ago."""
    events = drawers.events[record]
    drawers.requests[record] = replace(drawers.requests[record], version=len(events) - 1, head=events[-2].digest)


def forget_head(drawers: Drawers, record: str) -> None:
    """The record no longer says where its chain ends."""
    drawers.requests[record] = replace(drawers.requests[record], head=GENESIS)


def other_head(drawers: Drawers, record: str) -> None:
    """The record says that its chain ends elsewhere."""
    drawers.requests[record] = replace(drawers.requests[record], head="f" * 64)


def count_less(drawers: Drawers, record: str) -> None:
    """The record has one event too many."""
    drawers.requests[record] = replace(drawers.requests[record], version=len(drawers.events[record]) - 1)


def count_more(drawers: Drawers, record: str) -> None:
    """The record has one event too few."""
    drawers.requests[record] = replace(drawers.requests[record], version=len(drawers.events[record]) + 1)


def change_title(drawers: Drawers, record: str) -> None:
    """Another title than was submitted."""
    request = drawers.requests[record]
    drawers.requests[record] = replace(request, content=replace(request.asked, title="別の依頼"))


def change_rate(drawers: Drawers, record: str) -> None:
    """Another rate than was agreed."""
    ((offer_id, offer),) = drawers.offers[record].items()
    drawers.offers[record][offer_id] = replace(offer, half_day_yen=50_000)


def change_assignment(drawers: Drawers, record: str) -> None:
    """Other months than were accepted."""
    drawers.assignments[f"{record}.01"] = replace(drawers.assignments[f"{record}.01"], months={"2026-12": 1})


def change_receipt(drawers: Drawers, record: str) -> None:
    """Another ranking than was shown."""
    key = record, drawers.offers[record][f"{record}.01"].receipt_id
    drawers.receipts[key] = replace(drawers.receipts[key], document={**drawers.receipts[key].document, "shown": {}})


def lose_receipt(drawers: Drawers, record: str) -> None:
    """Nobody can compute the scores again."""
    del drawers.receipts[record, drawers.offers[record][f"{record}.01"].receipt_id]


def slip_in_offer(drawers: Drawers, record: str) -> None:
    """An offer that nobody approved."""
    drawers.offers[record][f"{record}.02"] = replace(drawers.offers[record][f"{record}.01"], id=f"{record}.02")


def lose_record(drawers: Drawers, record: str) -> None:
    """Only the chain is left."""
    del drawers.requests[record]


TAMPERINGS: list[tuple[Tampering, Break, int]] = [
    (alter_event, Break.ALTERED, 2),
    (relink_event, Break.UNLINKED, 3),
    (drop_event, Break.GAP, 2),
    (cut_chain, Break.CUT, 6),
    (turn_back, Break.AFTER_HEAD, 6),
    (forget_head, Break.NO_HEAD, 6),
    (other_head, Break.HEAD, 6),
    (count_less, Break.HEAD, 6),
    (count_more, Break.CUT, 7),
    (change_title, Break.CHANGED, 6),
    (change_rate, Break.CHANGED, 6),
    (change_assignment, Break.CHANGED, 6),
    (change_receipt, Break.CHANGED, 4),
    (lose_receipt, Break.GONE, 4),
    (slip_in_offer, Break.UNTOLD, 6),
    (lose_record, Break.NO_RECORD, 6),
]


def everything(office: Office, *, limit: int = 3) -> list[tuple[Kind, str, Break | None]]:
    """(kind, record, break) of all records, verified a few at a time."""
    stretch = verify_stretch(office, limit=limit)
    verdicts = [*stretch.verdicts]
    while stretch.cursor:
        stretch = verify_stretch(office, stretch.cursor, limit=limit)
        verdicts += stretch.verdicts
    return [(verdict.kind, verdict.record, verdict.fault.how if verdict.fault else None) for verdict in verdicts]


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_every_record_is_reached_and_whole(office: Office, limit: int) -> None:
    """Numbered requests, drafts, withdrawn drafts, experts, rounds and parameters, each once."""
    found = everything(office, limit=limit)

    assert {how for _, _, how in found} == {None}
    assert sorted(record for _, record, _ in found) == sorted(drawers(office).events)


@pytest.mark.parametrize(("tamper", "how", "sequence"), TAMPERINGS, ids=lambda value: getattr(value, "__name__", None))
def test_what_was_done_behind_the_services_back_is_found(
    office: Office, tamper: Tampering, how: Break, sequence: int
) -> None:
    """How the trail is broken, at which event; all other records are whole."""
    record = engaged(office)
    tamper(drawers(office), record)

    fault = verify_record(office, "request", record).fault

    assert fault is not None
    assert (fault.record, fault.how, fault.sequence) == (record, how, sequence)
    if how is not Break.NO_RECORD:
        assert {name for _, name, broken in everything(office) if broken} == {record}


def change_session(drawers: Drawers, record: str) -> None:
    """Other advice than was given."""
    ((session_id, session),) = drawers.sessions[record].items()
    drawers.sessions[record][session_id] = replace(session, account=replace(session.account, advice="別の助言"))


def change_report(drawers: Drawers, record: str) -> None:
    """Another rating than was given."""
    report = drawers.reports[record]
    drawers.reports[record] = replace(report, outcome=replace(report.outcome, rating=1))


def lose_session(drawers: Drawers, record: str) -> None:
    """Nobody worked together."""
    drawers.sessions[record].clear()


def lose_report(drawers: Drawers, record: str) -> None:
    """Nobody reported."""
    del drawers.reports[record]


@pytest.mark.parametrize(
    ("tamper", "part", "how"),
    [
        (change_session, "supportsession:", Break.CHANGED),
        (lose_session, "supportsession:", Break.GONE),
        (change_report, "report:", Break.CHANGED),
        (lose_report, "report:", Break.GONE),
    ],
)
def test_what_came_of_a_support_is_found_changed(office: Office, tamper: Tampering, part: str, how: Break) -> None:
    """Sessions and report are parts of their request's record."""
    record = office.cases.request_id("R08-0002")
    tamper(drawers(office), record)

    fault = verify_record(office, "request", record).fault

    assert fault is not None
    assert fault.how is how
    assert fault.part.startswith(part)


def test_an_expert_a_round_and_parameters_are_found_changed(office: Office) -> None:
    """Each kind of record has its seal, and a round also that of its plan."""
    kept, (round_id, plan_id) = drawers(office), next(iter(drawers(office).plans))
    kept.experts["e02"] = replace(kept.experts["e02"], half_day_yen=1, months={"2026-12": MonthBook(8, 3)})
    kept.plans[round_id, plan_id] = replace(kept.plans[round_id, plan_id], parameters="other")
    assert isinstance(office.tunings, MemoryTunings)
    assert office.tunings.saved
    office.tunings.saved = replace(office.tunings.saved, set_by="somebody")
    suspects: dict[str, Kind] = {"e02": "expert", round_id: "round", "PARAMETERS": "parameters"}

    broken = {str(verify_record(office, kind, record).fault) for record, kind in suspects.items()}

    assert broken == {
        "e02: expert:e02 is not as event 1 wrote it",
        f"{round_id}: roundplan:{plan_id} is not as event 3 wrote it",
        "PARAMETERS: tuning:PARAMETERS is not as event 1 wrote it",
    }


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
def test_a_trail_is_read_to_its_end(office: Office, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    """Whether its last page is full or not."""
    monkeypatch.setattr(verifying, "PAGE", page)
    record = engaged(office)
    version = office.cases.case(record).request.version

    assert [event.sequence for event in verify_record(office, "request", record).events] == list(range(1, version + 1))


def test_a_change_that_comes_between_is_no_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is read, somebody acts, the events are read: it is looked at again."""
    draft = open_draft(office, CLERK, {"title": ("もうひとつ",)})
    events = office.cases.events
    acted: list[Request] = []

    def somebody_acts(record: str, *, after: int = 0, limit: int = 200) -> object:
        if not acted:
            acted.append(withdraw_request(office, CLERK, draft.id, reason=""))
        return events(record, after=after, limit=limit)

    monkeypatch.setattr(office.cases, "events", somebody_acts)

    verdict = verify_record(office, "request", draft.id)

    assert verdict.fault is None
    assert len(verdict.events) == 2


def test_a_record_is_known_by_its_id(office: Office) -> None:
    """Whoever has only an id, such as a machine, can verify it."""
    records = (engaged(office), "e01", "R08-M001", "PARAMETERS")

    assert [kind_of(office, record) for record in records] == ["request", "expert", "round", "parameters"]
    with pytest.raises(NotFound):
        kind_of(office, "nobody")


@pytest.mark.parametrize("cursor", ["x.", "99.", "-1.", "²."])
def test_a_cursor_that_leads_nowhere_is_refused(office: Office, cursor: str) -> None:
    """It stands in an address, which anybody can edit."""
    with pytest.raises(InvalidContent):
        verify_stretch(office, cursor)
