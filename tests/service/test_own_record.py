"""What an expert changes in their own record: at once in force, on record, and nobody else's to change."""

from typing import Any

import pytest

from chalicelib.domain.errors import InvalidContent, NotFound, StaleVersion, UnknownCode
from chalicelib.domain.expert import Interest, InterestKind, MonthBook
from chalicelib.domain.identity import Actor, Role
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.declare_interest import declare_interest, end_interest
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.keep_own_record import keep_fields, keep_profile, take_leave
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import rank_candidates
from chalicelib.service.verify_record import verify_record
from tests.builders import (
    CENTRE,
    CLERK,
    OZU,
    PROCUREMENT,
    SECRETARIAT,
    SECURITY,
    UCHIKO,
    a_request,
    an_expert,
    clock,
    engage,
    memory_office,
)
from tests.service.journeys import opened_by_link

ICHIRO = Actor("e01", Role.EXPERT, "web")
KIN = Interest(InterestKind.FAMILY, "", "2026-04", municipality=UCHIKO, reason="親族の仮名 太郎が勤務しています。")
VENDOR = Interest(InterestKind.CLIENT, "株式会社見本システムズ", "2026-04", reason="顧問契約があります。")


def an_office() -> Office:
    """With two experts."""
    office = memory_office()
    engage(office, an_expert(), an_expert("例示 二郎", email="jiro@experts.example.jp"))
    return office


def excluded(office: Office, **changes: Any) -> list[str]:
    """Who cannot be sent to a new request because of a tie."""
    case = office.cases.case(a_request(office, **changes).id)
    found = rank_candidates(office, case).ranking.excluded
    return [entry.expert for entry in found if any(reason.rule == "conflict" for reason in entry.reasons)]


def last_event(office: Office) -> tuple[str, str, str]:
    """What, who and as what, of the record's last change; the record is as the event says."""
    verdict = verify_record(office, "expert", "e01")
    assert verdict.fault is None
    event = verdict.events[-1]
    return event.what, event.who, event.role


def test_fields_are_kept_and_rank_at_once() -> None:
    """The event tells each level before and after."""
    office = an_office()
    request = a_request(office)
    before = [entry.expert for entry in rank_candidates(office, office.cases.case(request.id)).ranking.ranked]
    keep_fields(office, ICHIRO, "e01", levels={PROCUREMENT: 1, SECURITY: 2}, skills={"dssp2-1.1": 4})

    after = [entry.expert for entry in rank_candidates(office, office.cases.case(request.id)).ranking.ranked]

    assert (before, after) == (["e01", "e02"], ["e02", "e01"])
    assert last_event(office) == ("expert:fields-kept", "e01", "expert")
    facts = office.cases.events("e01")[-1].facts
    assert facts == {PROCUREMENT: "4 > 1", SECURITY: "0 > 2", "dssp2-1.1": "0 > 4"}


def test_the_profile_is_kept_and_its_event_holds_no_words_of_it() -> None:
    """Events are never removed; what a person says of themself is."""
    office = an_office()
    told: dict[str, Any] = {
        "about": "調達を担当。",
        "telephone": "090-0000-0009",
        "online": False,
        "areas": frozenset({OZU}),
    }

    expert = keep_profile(office, ICHIRO, "e01", **told)

    assert {name: getattr(expert, name) for name in told} == told
    assert last_event(office) == ("expert:profile-kept", "e01", "expert")
    assert office.cases.events("e01")[-1].facts == {"changed": "about areas online telephone"}


def test_leave_takes_the_months_and_the_ranking_knows() -> None:
    """A request for these months finds the other expert alone."""
    office = an_office()

    expert = take_leave(office, ICHIRO, "e01", since="2026-12", until="2027-05")

    assert [expert.months[month].capacity for month in ("2026-11", "2026-12", "2027-04", "2027-05")] == [8, 0, 0, 0]
    ranked = rank_candidates(office, office.cases.case(a_request(office).id)).ranking.ranked
    assert [entry.expert for entry in ranked] == ["e02"]
    assert last_event(office) == ("expert:leave-taken", "e01", "expert")


def test_leave_never_takes_what_is_promised() -> None:
    """The months and their half-days are named; nothing is changed."""
    office = an_office()
    accept_offer(office, opened_by_link(office, a_request(office), "e01"))
    before = office.experts.expert("e01")

    with pytest.raises(InvalidContent, match="令和8年12月（半日4回）、令和9年1月（半日4回）に約束済み"):
        take_leave(office, ICHIRO, "e01", since="2026-11", until="2027-03")

    assert office.experts.expert("e01") == before


@pytest.mark.parametrize(("since", "until"), [("2027-03", "2027-02"), ("2027-01", "2029-01")])
def test_leave_has_an_end_after_its_beginning_and_within_two_years(since: str, until: str) -> None:
    """Both ends are months of it."""
    with pytest.raises(InvalidContent):
        take_leave(an_office(), ICHIRO, "e01", since=since, until=until)


def test_capacity_says_of_each_month_what_is_promised() -> None:
    """All months at fault at once."""
    office = an_office()
    accept_offer(office, opened_by_link(office, a_request(office), "e01"))

    with pytest.raises(InvalidContent) as refused:
        set_capacity(office, ICHIRO, "e01", months={"2026-12": 3, "2027-01": 0, "2027-02": 9})

    assert list(refused.value.faults) == ["months-2026-12", "months-2027-01"]
    assert office.experts.expert("e01").months["2027-02"] == MonthBook(8)


def test_a_tie_to_a_town_excludes_from_its_requests_alone() -> None:
    """Joint requests it takes part in, too; the reason stays in the record."""
    office = an_office()

    expert = declare_interest(office, ICHIRO, "e01", KIN)

    assert expert.interests[-1].party == "内子町"
    assert excluded(office) == ["e01"]
    assert excluded(office, of=OZU, also=(UCHIKO,)) == ["e01"]
    assert excluded(office, of=OZU) == []
    assert last_event(office) == ("expert:interest-declared", "e01", "expert")
    assert "仮名" not in str(office.cases.events("e01"))


def test_a_tie_to_a_vendor_excludes_where_a_request_names_it() -> None:
    """However its name is written."""
    office = an_office()

    declare_interest(office, ICHIRO, "e01", VENDOR)

    assert excluded(office, vendors=("（株）見本システムズ",)) == ["e01"]
    assert excluded(office, vendors=("株式会社架空",)) == []
    assert "見本" not in str(office.cases.events("e01"))


def test_a_tie_ends_and_excludes_until_then() -> None:
    """Not in the month of its end, but afterwards the expert can come again."""
    office = an_office()
    declare_interest(office, ICHIRO, "e01", KIN)

    end_interest(office, ICHIRO, "e01", place=0, until="2026-12")

    assert excluded(office, months={"2026-12": 2}) == ["e01"]
    assert excluded(office, months={"2027-01": 2}) == []
    assert last_event(office) == ("expert:interest-ended", "e01", "expert")


@pytest.mark.parametrize(("place", "until"), [(1, "2026-12"), (-1, "2026-12"), (0, "2026-10"), (0, "2026-03")])
def test_no_tie_is_ended_in_the_past_or_where_there_is_none(place: int, until: str) -> None:
    """What excluded somebody yesterday was a tie yesterday."""
    office = an_office()
    declare_interest(office, ICHIRO, "e01", KIN)

    with pytest.raises(InvalidContent):
        end_interest(office, ICHIRO, "e01", place=place, until=until)


def test_a_tie_is_declared_once_and_to_a_town_that_there_is() -> None:
    """And ends after it began."""
    office = an_office()
    declare_interest(office, ICHIRO, "e01", KIN)

    with pytest.raises(InvalidContent):
        declare_interest(office, ICHIRO, "e01", KIN)
    with pytest.raises(UnknownCode):
        declare_interest(office, ICHIRO, "e01", Interest(InterestKind.OTHER, "", "2026-04", municipality="999999"))
    with pytest.raises(InvalidContent):
        declare_interest(office, ICHIRO, "e01", Interest(InterestKind.OTHER, "架空", "2026-04", "2026-03"))


@pytest.mark.parametrize("actor", [Actor("e02", Role.EXPERT, "web"), CLERK, CENTRE], ids=lambda actor: actor.id)
def test_nobody_else_changes_the_record(actor: Actor) -> None:
    """To a colleague, a town or the centre there is no such record to change."""
    office = an_office()
    deeds: tuple[Any, ...] = (
        lambda: set_capacity(office, actor, "e01", months={"2026-12": 9}),
        lambda: take_leave(office, actor, "e01", since="2026-12", until="2026-12"),
        lambda: keep_fields(office, actor, "e01", levels={SECURITY: 1}, skills={}),
        lambda: keep_profile(office, actor, "e01", about="", telephone="", online=True, areas=frozenset()),
        lambda: declare_interest(office, actor, "e01", KIN),
    )

    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert office.experts.expert("e01").version == 1


def test_what_was_read_before_another_change_is_stale() -> None:
    """Whoever made it."""
    office = an_office()
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 9})

    with pytest.raises(StaleVersion):
        take_leave(office, ICHIRO, "e01", since="2027-03", until="2027-03", version=1)
    with pytest.raises(StaleVersion):
        declare_interest(office, ICHIRO, "e01", KIN, version=1)


def test_a_change_that_changes_nothing_is_no_event() -> None:
    """Saving a page as it is leaves no trace."""
    office = an_office()
    clock(office).move(days=1)
    expert = office.experts.expert("e01")

    keep_fields(office, ICHIRO, "e01", levels=expert.levels, skills=expert.skills)
    keep_profile(
        office,
        ICHIRO,
        "e01",
        about=expert.about,
        telephone=expert.telephone,
        online=expert.online,
        areas=expert.areas,
    )

    assert len(office.cases.events("e01")) == 1
