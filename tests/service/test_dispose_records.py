"""What was kept for its years is disposed of on purpose: people and words go, numbers and the chain stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.adapters.memory import Drawers
from chalicelib.domain.disposal import GONE, reached_term
from chalicelib.domain.errors import Forbidden, IllegalMove, ReasonMissing, TooLarge
from chalicelib.domain.expert import Interest, InterestKind
from chalicelib.domain.identity import Actor, Role
from chalicelib.service import dispose_records
from chalicelib.service.complete_support import complete_support
from chalicelib.service.correct_record import ask_correction
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.dispose_records import dispose_expert, dispose_request, due_for_disposal
from chalicelib.service.office import Office
from chalicelib.service.report_support import report_support
from chalicelib.service.verify_record import verify_record
from chalicelib.service.withdraw_request import cancel_request
from matching import receipt
from tests.builders import (
    AUDITOR,
    CENTRE,
    CLERK,
    SECRETARIAT,
    a_request,
    an_expert,
    an_outcome,
    clock,
    engage,
    memory_office,
)
from tests.invariants import check_everything
from tests.service.journeys import engaged, offered, opened_by_link, recorded, send_all

REASON = "保存期間の満了"
# What people are called and reached by, and what they said.
PERSONAL = ("内子 花子", "hanako@uchiko", "0893-00-0000", "仕様書", "素案", "見本係長", "評価の項目", "先約")


def a_closed_case(office: Office) -> str:
    """Declined by one, helped by another, recorded and reported; in November and December 2026."""
    client = Interest(InterestKind.CLIENT, "仕様書の会社", "2026-04")
    engage(
        office,
        an_expert(),
        an_expert("例示 二郎", email="jiro@experts.example.jp"),
        an_expert("架空 三郎", interests=(client,)),
    )
    request = a_request(office, months={"2026-12": 2}, vendors=(client.party,), impossible_dates="先約のある日")
    decline_offer(office, opened_by_link(office, request, "e02"), note="先約があります。")
    helped = engaged(office, vendors=(client.party,))
    clock(office).move(days=21)
    session = recorded(office, helped)
    complete_support(office, CLERK, helped.id, last_session=session.account.day)
    report_support(office, CLERK, helped.id, outcome=an_outcome())
    cancel_request(office, SECRETARIAT, request.id, reason="取りやめ")
    send_all(office)
    return helped.id


def go_to(office: Office, year: int) -> None:
    """April of a year."""
    clock(office).move(seconds=(datetime(year, 4, 1, 3, tzinfo=UTC) - office.now()).total_seconds())


def everything(office: Office, request_id: str) -> str:
    """All that the office keeps of a case, events aside."""
    cases = office.cases
    kept: tuple[Any, ...] = (
        cases.case(request_id),
        cases.support(request_id),
        cases.assignments_of(request_id),
        cases.receipts(request_id),
        office.letters.about(request_id),
        [row for row in cases.rows("384224").rows if row.id == request_id],
        [row for expert in ("e01", "e02") for row in cases.offers(expert).rows if row.request_id == request_id],
    )
    return repr(kept)


@pytest.mark.parametrize(("this_year", "reached"), [(2031, False), (2032, True), (2040, True)])
def test_years_are_counted_from_the_april_after_the_end(this_year: int, reached: bool) -> None:
    """What ended in fiscal 2026 is kept through 2027 to 2031."""
    assert reached_term(2026, 5, this_year) is reached


def test_a_disposed_case_keeps_its_number_and_its_chain_and_nothing_about_anybody() -> None:
    """It verifies as disposed, not as broken."""
    office = memory_office()
    request_id = a_closed_case(office)
    before = office.cases.case(request_id)
    assert any(words in everything(office, request_id) for words in PERSONAL)
    go_to(office, 2032)

    dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    assert [words for words in PERSONAL if words in everything(office, request_id)] == []
    after = office.cases.case(request_id)
    assert (after.request.state, after.request.number, after.request.title) == ("disposed", before.request.number, GONE)
    assert [offer.months for offer in after.offers] == [offer.months for offer in before.offers]
    assert office.letters.about(request_id) == []
    verdict = verify_record(office, "request", request_id)
    assert (verdict.fault, verdict.disposed) == (None, True)
    event = verdict.events[-1]
    assert (event.what, event.who, event.why) == ("request:disposed", SECRETARIAT.id, REASON)
    assert event.facts == {
        "number": before.request.number,
        "kind": "accompaniment",
        "ended": "closed",
        "ended_on": "2026-12-15",
    }


def test_what_was_answered_and_asked_in_words_goes_too() -> None:
    """Of a case that came to nothing: vendors, impossible dates, the message with which an expert declined."""
    office = memory_office()
    helped = a_closed_case(office)
    go_to(office, 2032)
    (request_id,) = {row.id for row in due_for_disposal(office, SECRETARIAT).requests} - {helped}
    assert "先約があります。" in everything(office, request_id)

    dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    assert [words for words in PERSONAL if words in everything(office, request_id)] == []
    assert verify_record(office, "request", request_id).disposed


def test_interests_that_a_receipt_names_go_and_it_ranks_as_before() -> None:
    """Of an expert who was not asked because of a client, and of one who was asked all the same, with a reason."""
    office = memory_office()
    clients = [Interest(InterestKind.CLIENT, f"{name}会社", "2026-04") for name in ("仕様書の", "")]
    engage(office, *(an_expert(interests=(client,)) for client in clients), an_expert("例示 三郎"))
    request = a_request(office, vendors=tuple(client.party for client in clients))
    offered(office, request, "e01", override=frozenset({"conflict"}))
    cancel_request(office, SECRETARIAT, request.id, reason="取りやめ")
    before = office.cases.receipts(request.id)
    go_to(office, 2032)

    dispose_request(office, SECRETARIAT, request.id, reason=REASON)

    assert "仕様書の会社" in repr(before)
    assert "仕様書" not in everything(office, request.id)
    after = office.cases.receipts(request.id)
    assert [receipt.verify(kept.document) for kept in after] == [()] * len(before)
    assert [kept.document["ranking"]["ranked"][0]["score"] for kept in after] == [
        kept.document["ranking"]["ranked"][0]["score"] for kept in before
    ]
    assert verify_record(office, "request", request.id).disposed


def lose_sessions(kept: Drawers, request_id: str) -> None:
    """Nobody ever came."""
    kept.sessions[request_id].clear()


def rate_better(kept: Drawers, request_id: str) -> None:
    """The town was happier than it said."""
    report = kept.reports[request_id]
    kept.reports[request_id] = replace(report, outcome=replace(report.outcome, rating=5))


def raise_rate(kept: Drawers, request_id: str) -> None:
    """The expert cost more."""
    assignment = kept.assignments[f"{request_id}.01"]
    kept.assignments[assignment.id] = replace(assignment, half_day_yen=50_000)


def answer_otherwise(kept: Drawers, request_id: str) -> None:
    """The offer was declined."""
    kept.offers[request_id][f"{request_id}.01"] = replace(kept.offers[request_id][f"{request_id}.01"], state="declined")


def rename(kept: Drawers, request_id: str) -> None:
    """Words come back."""
    request = kept.requests[request_id]
    kept.requests[request_id] = replace(request, content=replace(request.asked, title="別の依頼"))


@pytest.mark.parametrize("alter", [lose_sessions, rate_better, raise_rate, answer_otherwise, rename])
def test_a_case_changed_after_its_disposal_is_broken_all_the_same(alter: Callable[[Drawers, str], None]) -> None:
    """Disposal is no cloak: every part is sealed as it was left."""
    office = memory_office()
    request_id = a_closed_case(office)
    go_to(office, 2032)
    dispose_request(office, SECRETARIAT, request_id, reason=REASON)
    cases: Any = office.cases

    alter(cases.drawers, request_id)

    verdict = verify_record(office, "request", request_id)
    assert verdict.fault is not None
    assert not verdict.disposed


def test_everything_else_still_holds() -> None:
    """Half-days, places, chains and numbers, with a disposed case among the others."""
    office = memory_office()
    request_id = a_closed_case(office)
    go_to(office, 2032)
    dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    check_everything(office, [office.cases.case(row.id) for row in office.cases.rows("384224").rows])


def test_the_list_holds_what_has_reached_its_term_and_nothing_else() -> None:
    """Not a year before, not what lives, not what is gone."""
    office = memory_office()
    request_id = a_closed_case(office)
    living = a_request(office)
    go_to(office, 2031)
    assert due_for_disposal(office, SECRETARIAT).requests == []
    go_to(office, 2032)

    due = {row.id for row in due_for_disposal(office, SECRETARIAT).requests}
    dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    assert request_id in due
    assert living.id not in due
    assert len(due) == 2
    assert {row.id for row in due_for_disposal(office, SECRETARIAT).requests} == due - {request_id}


@pytest.mark.parametrize(
    ("actor", "reason", "year", "refusal"),
    [
        (SECRETARIAT, REASON, 2031, IllegalMove),
        (SECRETARIAT, " ", 2032, ReasonMissing),
        (CENTRE, REASON, 2032, Forbidden),
        (AUDITOR, REASON, 2032, Forbidden),
    ],
    ids=["too early", "no reason", "the centre", "the auditor"],
)
def test_nothing_is_disposed_of_early_unasked_or_by_others(
    actor: Actor, reason: str, year: int, refusal: type[Exception]
) -> None:
    """Letters included."""
    office = memory_office()
    request_id = a_closed_case(office)
    go_to(office, year)
    before = everything(office, request_id)

    with pytest.raises(refusal):
        dispose_request(office, actor, request_id, reason=reason)

    assert everything(office, request_id) == before


def test_what_lives_is_never_disposed_of() -> None:
    """However old."""
    office = memory_office()
    request = a_request(office)
    go_to(office, 2040)

    with pytest.raises(IllegalMove):
        dispose_request(office, SECRETARIAT, request.id, reason=REASON)


def test_an_expert_whose_years_are_over_becomes_nobody() -> None:
    """Who signs in with the address is unknown; the record verifies as disposed."""
    office = memory_office()
    engage(office, an_expert(active_to="2027-03"), an_expert("例示 二郎", email="jiro@experts.example.jp"))
    ask_correction(office, Actor("e01", Role.EXPERT, "web"), "e01", text="訂正してください。")
    go_to(office, 2031)
    with pytest.raises(IllegalMove):
        dispose_expert(office, SECRETARIAT, "e01", reason=REASON)
    go_to(office, 2032)
    assert [expert.id for expert in due_for_disposal(office, SECRETARIAT).experts] == ["e01"]

    dispose_expert(office, SECRETARIAT, "e01", reason=REASON)

    expert = office.experts.expert("e01")
    assert not [words for words in ("見本 一郎", "みほん", "ichiro@", "090-", "訂正") if words in repr(expert)]
    assert (expert.name, office.letters.about("e01")) == (GONE, [])
    verdict = verify_record(office, "expert", "e01")
    assert (verdict.fault, verdict.disposed) == (None, True)
    assert (verdict.events[-1].what, verdict.events[-1].why) == ("expert:disposed", REASON)
    assert due_for_disposal(office, SECRETARIAT).experts == []
    with pytest.raises(IllegalMove):
        dispose_expert(office, SECRETARIAT, "e02", reason=REASON)


def test_a_case_too_large_for_one_change_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before anything of it is gone."""
    office = memory_office()
    request_id = a_closed_case(office)
    go_to(office, 2032)
    before = everything(office, request_id)
    monkeypatch.setattr(dispose_records, "SESSIONS", 0)

    with pytest.raises(TooLarge):
        dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    assert everything(office, request_id) == before
