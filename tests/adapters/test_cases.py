"""What every store promises of cases."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.cases import CaseTable
from chalicelib.domain.audit import first_fault
from chalicelib.domain.case import Deed
from chalicelib.domain.errors import InvalidContent, LostRace, NoFreeHalfDays, NotFound
from chalicelib.domain.expert import Booking, MonthBook
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import OfferRow, offer_id
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.letters import to_secretariat
from chalicelib.service.office import Office
from chalicelib.service.send_letters import send_due_letters
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.adapters.conftest import EMBEDDED, SECOND
from tests.builders import CLERK, MATSUYAMA, OZU, SECRETARIAT, UCHIKO, a_request, an_expert, clock, engage
from tests.service.journeys import opened_by_link


def test_a_case_comes_back_as_it_was_stored(office: Office) -> None:
    """Every field of request, content and offer survives the way to the store and back."""
    engage(office, an_expert())
    request = a_request(office, vendors=("見本システム株式会社",), title="𠮷野家の相談 😀", wanted=frozenset({"e01"}))
    offer = offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")

    case = office.cases.case(request.id)

    assert case.request.content == request.content
    assert case.request.submitted_at == request.submitted_at
    assert case.offers == (offer,)


def test_an_unknown_case_is_not_found(office: Office) -> None:
    """There is no half answer for an id that was never given."""
    with pytest.raises(NotFound):
        office.cases.case("r-unknown")


def test_the_second_change_of_one_version_loses(office: Office) -> None:
    """Two people who read the same version cannot both write."""
    request = a_request(office)
    case = office.cases.case(request.id)
    deed = Deed(SECRETARIAT, "request:taken", office.now())
    first = case.changed(deed, advance(case.request, "take"))
    office.cases.commit(first)

    with pytest.raises(LostRace):
        office.cases.commit(case.changed(deed, advance(case.request, "take")))

    assert office.cases.case(request.id).request.version == first.request.version


def test_a_change_of_another_version_loses_although_its_event_is_new(office: Office) -> None:
    """The version decides by itself; that no event is ever replaced is a second lock."""
    request = a_request(office)
    case = office.cases.case(request.id)
    take_request(office, SECRETARIAT, request.id)
    change = case.changed(Deed(CLERK, "request:withdrawn", office.now()), advance(case.request, "withdraw"))

    with pytest.raises(LostRace):
        office.cases.commit(replace(change, event=replace(change.event, sequence=99)))

    assert office.cases.case(request.id).request.state == "in_review"


def test_a_refused_change_leaves_nothing_behind(office: Office) -> None:
    """Neither event nor letter of a losing change is ever seen."""
    request = a_request(office)
    case = office.cases.case(request.id)
    take_request(office, SECRETARIAT, request.id)
    before = (len(office.cases.events(request.id)), len(office.letters.about(request.id)))

    letters = to_secretariat(office, case, "request_gone", reason="")
    deed = Deed(CLERK, "request:withdrawn", office.now())
    losing = case.changed(deed, advance(case.request, "withdraw"), letters=letters)
    with pytest.raises(LostRace):
        office.cases.commit(losing)

    assert (len(office.cases.events(request.id)), len(office.letters.about(request.id))) == before


def test_numbers_follow_each_other_without_a_gap(office: Office) -> None:
    """The first three requests of Reiwa 8 are 1 to 3, and each is found by its number."""
    requests = [a_request(office) for _ in range(3)]

    assert [request.number for request in requests] == ["R08-0001", "R08-0002", "R08-0003"]
    assert office.cases.request_id("R08-0002") == requests[1].id


def test_every_change_has_its_event_and_the_chain_is_whole(office: Office) -> None:
    """Version and number of events agree, and each event is sealed to the one before."""
    engage(office, an_expert())
    request = a_request(office)
    offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")

    events = office.cases.events(request.id)

    assert [event.sequence for event in events] == list(range(1, office.cases.case(request.id).request.version + 1))
    assert first_fault(events) is None


def test_lists_show_a_request_to_its_towns_and_to_the_prefecture(office: Office) -> None:
    """A joint request stands in the list of every town that takes part, and in no other."""
    request = a_request(office, of=UCHIKO, also=(OZU,))
    prefecture = office.profile.prefecture.code

    watching = [
        code for code in (UCHIKO, OZU, MATSUYAMA, prefecture) if [row.id for row in office.cases.rows(code).rows]
    ]

    assert watching == [UCHIKO, OZU, prefecture]
    assert office.cases.rows(OZU).rows[0].number == request.number


def test_lists_by_state_follow_the_state(office: Office) -> None:
    """A taken request leaves the new ones, and a withdrawn one is no longer open."""
    first, second = a_request(office), a_request(office)
    take_request(office, SECRETARIAT, first.id)
    withdraw_request(office, CLERK, second.id)
    prefecture = office.profile.prefecture.code

    def ids(state: str) -> list[str]:
        return [row.id for row in office.cases.rows(prefecture, state=state).rows]

    assert ids("submitted") == []
    assert ids("in_review") == ids("open") == [first.id]
    assert ids("withdrawn") == [second.id]


def test_pages_of_a_list_hold_every_row_once_newest_first(office: Office) -> None:
    """Walking the cursors from page to page meets each request exactly once."""
    made = []
    for _ in range(7):
        made.append(a_request(office).id)
        clock(office).move(seconds=1)
    for state in (None, "open"):
        met, cursor = [], None
        while True:
            page = office.cases.rows(UCHIKO, state=state, cursor=cursor, limit=3)
            met += [row.id for row in page.rows]
            cursor = page.cursor
            if cursor is None:
                break
        assert met == list(reversed(made))


def test_acceptance_promises_the_half_days_and_shows_the_assignment_to_all_concerned(office: Office) -> None:
    """Town, prefecture and expert see the assignment; the expert has that much less to give."""
    engage(office, an_expert())
    assignment = accept_offer(office, opened_by_link(office, a_request(office), "e01"))

    for watcher in (UCHIKO, office.profile.prefecture.code, "e01"):
        assert [found.id for found in office.cases.assignments(watcher).rows] == [assignment.id]
    assert office.cases.assignments(MATSUYAMA).rows == []
    assert office.cases.assignments(UCHIKO, month="2027-03").rows == []
    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 4)
    assert office.experts.expert("e01").served == {UCHIKO: 1}


def test_half_days_that_are_gone_refuse_the_whole_change(office: Office) -> None:
    """A change that books more than is free writes nothing at all."""
    engage(office, an_expert(months={"2026-12": MonthBook(3)}))
    request = a_request(office)
    case = office.cases.case(request.id)
    deed = Deed(SECRETARIAT, "request:taken", office.now())
    too_much = (Booking("e01", UCHIKO, {"2026-12": 4}),)

    with pytest.raises(NoFreeHalfDays):
        office.cases.commit(case.changed(deed, advance(case.request, "take"), bookings=too_much))

    assert office.cases.case(request.id) == case
    assert office.experts.expert("e01").months["2026-12"] == MonthBook(3, 0)


def test_a_cancelled_assignment_gives_its_half_days_back(office: Office) -> None:
    """After the secretariat cancels, the months are free again and the assignment says so."""
    engage(office, an_expert())
    request = a_request(office)
    accept_offer(office, opened_by_link(office, request, "e01"))

    cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")

    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 0)
    assert [found.state for found in office.cases.assignments("e01").rows] == ["cancelled"]


def test_receipts_come_back_whole(office: Office) -> None:
    """The document of a receipt survives its compression."""
    engage(office, an_expert())
    request = a_request(office)
    offer = offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")

    receipt = office.cases.receipt(request.id, offer.receipt_id)

    assert receipt.request_id == request.id
    assert receipt.document["ranking"]["ranked"]


def test_an_experts_offers_are_listed_as_they_stand(office: Office) -> None:
    """Newest first, page by page: all that were ever approved, whatever became of them, and no other expert's."""
    engage(office, an_expert(), an_expert(email="jiro@experts.example.jp"))
    counter = opened_by_link(office, a_request(office), "e01")
    counter_offer(office, counter, months={"2027-01": 2}, note="1月なら")
    opened_by_link(office, a_request(office), "e02")
    clock(office).move(seconds=1)
    accepted = opened_by_link(office, a_request(office), "e01")
    accept_offer(office, accepted)

    newest = office.cases.offers("e01", limit=1)
    older = office.cases.offers("e01", cursor=newest.cursor, limit=5)

    assert [(offer.id, offer.state) for offer in newest.rows] == [(accepted.offer.id, "accepted")]
    case = office.cases.case(counter.case.request.id)
    assert older.rows == [OfferRow.of(case.request, case.offers[0])]
    assert older.cursor is None


def test_a_sent_offer_comes_due_at_its_reminder(office: Office) -> None:
    """Nothing is due before; afterwards it is found by the schedule."""
    engage(office, an_expert())
    request = a_request(office)
    offer = offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")
    send_due_letters(office)
    assert list(office.cases.due_offers(office.now())) == []

    clock(office).move(days=2)

    assert list(office.cases.due_offers(office.now())) == [offer.id]


def test_what_is_due_is_found_to_the_last_page(office: Office) -> None:
    """Forty-five offers whose time has come, longest due first, however many an answer of the store holds."""
    engage(office, an_expert())
    request = a_request(office)
    offer = offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")
    sent = [
        replace(offer, id=f"{request.id}.{place:02d}", state="sent", due=office.now() - timedelta(minutes=place))
        for place in range(1, 46)
    ]
    deed = Deed(SECRETARIAT, "offer:sent", office.now())
    office.cases.commit(office.cases.case(request.id).changed(deed, offers=tuple(sent)))

    assert list(office.cases.due_offers(office.now())) == [offer.id for offer in reversed(sent)]


@pytest.mark.parametrize("spoil", ["cut", "changed", "longer", "of another list", "of another state", "bare"])
def test_a_cursor_that_is_not_as_it_was_given_is_refused(office: Office, spoil: str) -> None:
    """Whatever was done to it on its way, and however well it would do for another list."""
    for _ in range(3):
        a_request(office)
        a_request(office, of=OZU)
    cursor = office.cases.rows(UCHIKO, limit=1).cursor or ""
    other = office.cases.rows(OZU, limit=1).cursor or ""
    of_a_state = office.cases.rows(UCHIKO, state="submitted", limit=1).cursor or ""
    bare = base64.urlsafe_b64encode(b"REQUEST#r1").decode().rstrip("=")
    spoiled = {
        "cut": cursor[:-1],
        "changed": cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1],
        "longer": cursor + "=",
        "of another list": other,
        "of another state": of_a_state,
        "bare": bare,
    }

    with pytest.raises(InvalidContent):
        office.cases.rows(UCHIKO, cursor=spoiled[spoil])
    assert len(office.cases.rows(UCHIKO, cursor=cursor).rows) == 2


@pytest.mark.parametrize("office", ["memory", EMBEDDED, SECOND], indirect=True)
def test_a_case_is_whole_however_many_were_asked(office: Office) -> None:
    """Hundreds of offers do not push the request out of what is read, and stand in their order."""
    engage(office, an_expert())
    request = a_request(office)
    first = offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")
    for begin in range(2, 252, 25):
        case = office.cases.case(request.id)
        more = tuple(replace(first, id=offer_id(request.id, number)) for number in range(begin, begin + 25))
        office.cases.commit(case.changed(Deed(SECRETARIAT, "offer:approved", office.now()), offers=more))

    case = office.cases.case(request.id)

    assert case.request.id == request.id
    assert [offer.id for offer in case.offers] == [offer_id(request.id, number) for number in range(1, 252)]


@pytest.mark.parametrize("office", [EMBEDDED, SECOND], indirect=True)
def test_what_belongs_together_is_read_to_its_end(office: Office) -> None:
    """Receipts, assignments, plans: a part that is left out would look as if it were lost."""
    assert isinstance(office.cases, CaseTable)
    table = office.cases.table
    for number in range(201):
        table.put({"pk": {"S": "RECEIPTS#many"}, "sk": {"S": f"s{number:03}"}})

    assert len(table.partition("RECEIPTS#many")) == 201
