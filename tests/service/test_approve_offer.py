"""Approving an offer: reasons, hard rules, overrides and caps."""

from itertools import count
from typing import Any

import pytest

from chalicelib.domain.errors import (
    CapExceeded,
    IllegalMove,
    Ineligible,
    NotFound,
    PlaceTaken,
    ReasonMissing,
    StaleVersion,
)
from chalicelib.domain.expert import Interest, InterestKind, MonthBook
from chalicelib.domain.request import FieldWanted, Mode, Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer, open_by_token
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import (
    CLERK,
    KAMIJIMA,
    MONTHS,
    NEIGHBOUR,
    OZU,
    PROCUREMENT,
    SECRETARIAT,
    SECURITY,
    UCHIKO,
    a_request,
    an_expert,
    engage,
    memory_office,
)
from tests.service.journeys import last_token, offered, opened_by_link, refused, send_all, states, telling

RIVAL = Interest(InterestKind.CLIENT, "株式会社 見本システム", "2020-04")


def two_experts() -> Office:
    """An office whose first expert knows more than the second."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp", levels={PROCUREMENT: 2}))
    return office


def shortlisted(office: Office, *, order: tuple[str, ...] = (), **changes: Any) -> Request:
    """A shortlisted request, put in order by its municipality or not."""
    request = a_request(office, **changes)
    take_request(office, SECRETARIAT, request.id)
    request = shortlist_experts(office, SECRETARIAT, request.id)
    return prefer_experts(office, CLERK, request.id, order=order) if order else request


def test_the_first_of_the_municipalitys_order_is_asked_without_a_reason() -> None:
    """Only the expert hears of it now; the municipality hears when the mail has left."""
    office = two_experts()
    request = shortlisted(office, order=("e02", "e01"))

    with telling(office, request.id) as told:
        offer = approve_offer(office, SECRETARIAT, request.id, expert_id="e02")

    assert told == [("offer", "jiro")]
    assert (offer.state, offer.rank, offer.approved_by) == ("approved", 2, "u-secretariat")
    assert states(office, request) == ("offering", [("e02", "approved")])


def test_the_municipality_hears_when_the_mail_has_left() -> None:
    """With the name and the deadline; and the offer's clock runs from then."""
    office = two_experts()
    request = shortlisted(office, order=("e01",))
    approve_offer(office, SECRETARIAT, request.id, expert_id="e01")

    with telling(office, request.id) as told:
        send_all(office)

    (offer,) = office.cases.case(request.id).offers
    assert told == [("offer_sent", "hanako")]
    assert (offer.state, offer.sent_at) == ("sent", office.now())
    assert offer.deadline == office.working_days.deadline(office.now(), 3)


def test_another_than_the_rules_would_choose_needs_a_reason() -> None:
    """Which then stands in the offer and in the audit trail."""
    office = two_experts()
    request = shortlisted(office, order=("e02", "e01"))
    with refused(office, request.id, ReasonMissing):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="  ")

    approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="前回の経緯があるため")

    assert office.cases.events(request.id)[-1].why == "前回の経緯があるため"


def test_skipping_the_municipalitys_order_needs_a_reason() -> None:
    """Even for the first of the ranking; the second place then follows the ranking without one."""
    office = two_experts()
    request = shortlisted(office, places=2)
    with refused(office, request.id, ReasonMissing):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01")

    approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎのため")
    approve_offer(office, SECRETARIAT, request.id, expert_id="e02")

    assert states(office, request) == ("offering", [("e01", "approved"), ("e02", "approved")])


def test_a_preferred_expert_who_no_longer_fits_is_passed_over() -> None:
    """The municipality's second choice is then whom the rules expect."""
    office = memory_office()
    engage(office, *(an_expert(f"見本 {place}") for place in range(3)))
    request = shortlisted(office, order=("e03", "e02"))
    busy = a_request(office, months={"2026-12": 8})
    accept_offer(office, opened_by_link(office, busy, "e03"))

    with refused(office, request.id, Ineligible):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e03", reason="希望のため")
    approve_offer(office, SECRETARIAT, request.id, expert_id="e02")

    assert states(office, request)[1] == [("e02", "approved")]


def test_a_second_live_offer_for_one_place_is_refused() -> None:
    """Nor can one expert fill two places."""
    office = two_experts()
    one, two = a_request(office), a_request(office, places=2)
    offered(office, one, "e01")
    offered(office, two, "e01")

    with refused(office, one.id, PlaceTaken):
        approve_offer(office, SECRETARIAT, one.id, expert_id="e02", reason="念のため")
    with refused(office, two.id, Ineligible):
        approve_offer(office, SECRETARIAT, two.id, expert_id="e01", reason="念のため")


def test_an_offer_is_refused_unless_the_request_is_ready_for_it() -> None:
    """Unknown expert, unseen version, unreviewed request, another town."""
    office = two_experts()
    request = a_request(office)
    with refused(office, request.id, IllegalMove):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ")
    request = shortlisted(office)
    with refused(office, request.id, NotFound):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e99", reason="急ぎ")
    with refused(office, request.id, StaleVersion):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎ", version=1)
    with refused(office, request.id, NotFound):
        approve_offer(office, NEIGHBOUR, request.id, expert_id="e01", reason="急ぎ")


@pytest.mark.parametrize(
    ("party", "vendor"),
    [
        ("株式会社 見本システム", "見本システム株式会社"),
        ("株式会社 見本システム", "(株)見本システム"),
        ("株式会社 見本システム", "㈱見本システム"),
        ("見本システム有限会社", "㈲見本システム"),
        ("ﾐﾎﾝ", "ミホン"),
        ("Mihon System 合同会社", "ＭＩＨＯＮ　ｓｙｓｔｅｍ"),
    ],
)
def test_a_conflict_is_found_however_the_name_is_typed(party: str, vendor: str) -> None:
    """Width, case, spaces and the legal form make no other company of it; another name does."""
    office = memory_office()
    engage(office, an_expert(interests=(Interest(InterestKind.CLIENT, party, "2020-04"),)), an_expert())

    assert shortlisted(office, vendors=(vendor,)).shortlist == ("e02",)
    assert shortlisted(office, vendors=(vendor + "2",)).shortlist == ("e01", "e02")


def test_a_conflict_is_overridden_only_by_name_and_with_a_reason() -> None:
    """The override is in the audit trail and in the receipt."""
    office = memory_office()
    engage(office, an_expert(interests=(RIVAL,)), an_expert())
    request = shortlisted(office, vendors=("見本システム",))
    conflict = frozenset({"conflict"})
    with refused(office, request.id, Ineligible) as caught:
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="ほかにいない")
    assert "見本システム" in caught.value.reasons[0]
    with refused(office, request.id, ReasonMissing):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", override=conflict)

    offer = approve_offer(
        office, SECRETARIAT, request.id, expert_id="e01", reason="調達には関わらない", override=conflict
    )

    assert office.cases.events(request.id)[-1].facts["override"] == "conflict"
    assert "conflict" in str(office.cases.receipt(request.id, offer.receipt_id).document["need"])


@pytest.mark.parametrize(
    ("expert", "asked"),
    [
        ({"active_to": "2026-12"}, {}),
        ({"months": {"2026-12": MonthBook(8), "2027-01": MonthBook(0)}}, {}),
        ({"areas": frozenset({OZU})}, {"mode": Mode.ON_SITE}),
        ({}, {"fields": (FieldWanted(SECURITY, 3, 3, mandatory=True),)}),
        ({}, {"unwanted": frozenset({"e01"})}),
    ],
    ids=["inactive", "no half-days", "outside the areas", "level missing", "asked not to come"],
)
def test_no_reason_changes_the_other_hard_rules(expert: dict[str, Any], asked: dict[str, Any]) -> None:
    """They are facts, so overriding them by name does not help either."""
    office = memory_office()
    engage(office, an_expert(**expert), an_expert(levels={PROCUREMENT: 4, SECURITY: 4}))
    request = shortlisted(office, **asked)
    override = frozenset({"inactive", "capacity", "area", "level", "unwanted", "conflict", "cap"})

    with refused(office, request.id, Ineligible):
        approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="どうしても", override=override)


def test_the_cap_of_a_project_counts_all_its_places() -> None:
    """24 half-days are free; two experts with 16 each are not, without a reason for the cap."""
    office = memory_office()
    engage(office, an_expert(), an_expert())
    request = a_request(office, places=2, months={"2026-12": 8, "2027-01": 8})
    offered(office, request, "e01")

    with refused(office, request.id, CapExceeded) as caught:
        approve_offer(office, SECRETARIAT, request.id, expert_id="e02")
    assert (caught.value.cap, caught.value.limit, caught.value.wanted) == ("project", 24, 32)
    approve_offer(
        office, SECRETARIAT, request.id, expert_id="e02", reason="議会で了承済み", override=frozenset({"cap"})
    )


def engaged_until_march(office: Office) -> None:
    """Uchiko has 56 of its 60 half-days of fiscal year 2026."""
    engage(office, an_expert(months={month: MonthBook(62) for month in (*MONTHS, "2027-05")}))
    for half_days in (20, 20, 16):
        request = a_request(office, months={"2026-12": half_days // 2, "2027-03": half_days // 2})
        accept_offer(office, opened_by_link_beyond_caps(office, request))


def opened_by_link_beyond_caps(office: Office, request: Request) -> OpenedOffer:
    """The link of an offer for which a cap of the expert's month was set aside."""
    offered(office, request, "e01", override=frozenset({"cap"}))
    send_all(office)
    return open_by_token(office, last_token(office))


def test_the_cap_of_a_municipality_counts_each_fiscal_year_by_itself() -> None:
    """4 in March and 8 from April fit, although they are 12; 5 in March do not."""
    office = memory_office()
    engaged_until_march(office)
    fits = a_request(office, months={"2027-02": 4, "2027-04": 8})
    beyond = a_request(office, months={"2027-02": 5})
    later = a_request(office, months={"2027-04": 20})

    with refused(office, beyond.id, CapExceeded) as caught:
        offered(office, beyond, "e01")
    offered(office, fits, "e01")
    offered(office, later, "e01")

    assert (caught.value.cap, caught.value.wanted) == ("municipality_year", 61)


def test_a_joint_request_counts_for_every_town_that_takes_part() -> None:
    """Ozu asks, but Uchiko's year is full."""
    office = memory_office()
    engaged_until_march(office)
    joint = a_request(office, of=OZU, also=(UCHIKO,), months={"2027-02": 5})

    with refused(office, joint.id, CapExceeded):
        offered(office, joint, "e01")


def test_cancelled_half_days_no_longer_count_for_the_cap() -> None:
    """What was given back can be asked for again."""
    office = memory_office()
    engage(office, an_expert(months={month: MonthBook(62) for month in MONTHS}))
    for _ in range(4):
        request = a_request(office, months={"2026-12": 10, "2027-01": 10})
        accept_offer(office, opened_by_link_beyond_caps(office, request))
        cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")

    offered(office, a_request(office, months={"2026-12": 20}), "e01")


def test_a_direct_offer_takes_each_step_on_record_but_invites_nobody_to_rank() -> None:
    """What is skipped is not asked for first."""
    office = two_experts()
    request = a_request(office)

    with telling(office, request.id) as told:
        offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎのため")

    events = [event.what for event in office.cases.events(request.id)]
    assert events == ["request:submitted", "request:taken", "request:shortlisted", "offer:approved"]
    assert told == [("offer", "ichiro")]


@pytest.mark.parametrize(
    ("expert_id", "reason", "error"),
    [("e01", " ", ReasonMissing), ("e99", "急ぎ", NotFound), ("e03", "急ぎ", Ineligible)],
)
def test_a_direct_offer_that_would_be_refused_takes_no_step_at_all(
    expert_id: str, reason: str, error: type[Any]
) -> None:
    """The request stays where it was and its town hears nothing."""
    office = two_experts()
    engage(office, an_expert("見本 三郎", id="e03", active_to="2026-11"))
    request = a_request(office)

    with refused(office, request.id, error):
        offer_directly(office, SECRETARIAT, request.id, expert_id=expert_id, reason=reason)


def test_a_counter_offer_is_approved_with_the_experts_own_months() -> None:
    """Without a reason, since the rules expect it; it then counts as any offer."""
    office = two_experts()
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, "e01"), months={"2027-02": 2}, note="2月なら")

    offer = approve_offer(office, SECRETARIAT, request.id, expert_id="e01")

    assert offer.months == {"2027-02": 2}
    assert states(office, request)[1] == [("e01", "countered"), ("e01", "recalled"), ("e01", "approved")]


def test_a_place_that_came_free_is_offered_again() -> None:
    """After a decline the staged candidate is approved without a reason."""
    office = two_experts()
    request = a_request(office, of=KAMIJIMA, also=(UCHIKO,))
    decline_offer(office, opened_by_link(office, request, "e01"))

    approve_offer(office, SECRETARIAT, request.id, expert_id="e02")

    assert states(office, request)[1] == [("e01", "declined"), ("e02", "recalled"), ("e02", "approved")]


def test_a_request_taken_straight_to_its_offer_reads_the_experts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rankings of the same moment are made from it; reading all experts is what costs most of all."""
    office, read = two_experts(), count()
    request = take_request(office, SECRETARIAT, a_request(office).id)
    experts = office.experts.experts()
    monkeypatch.setattr(type(office.experts), "experts", lambda _: (next(read), experts)[1])

    offered(office, request, "e01")

    assert next(read) == 1
    assert states(office, request) == ("offering", [("e01", "approved")])
