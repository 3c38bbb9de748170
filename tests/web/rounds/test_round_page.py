"""A planned round: what it shows, and what can be done with it."""

from typing import Any

import pytest

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Role
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.request import Request
from chalicelib.domain.round import Progress
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import CENTRE, SECRETARIAT
from tests.web.browser import Answer, Browser
from tests.web.page import Page
from tests.web.rounds.conftest import ROUND


def pairs_on(page: Answer) -> list[str]:
    """The pairs that can be ticked."""
    return [str(box["value"]) for box in Page(page.text).named("pairs")]


def approval(page: Answer, **fields: Any) -> dict[str, Any]:
    """What the form of approval sends."""
    return {"plan": page.fields["plan"], **fields}


def adjustment(page: Answer, **fields: Any) -> dict[str, Any]:
    """What the form of conditions sends, untouched but for these fields."""
    kept = {name: values for name, values in page.fields.items() if name.startswith("wish-")}
    return {**kept, "floor": page.fields["floor"], "version": page.fields["version"][0], **fields}


def live_offers(office: Office, requests: list[Request]) -> int:
    """How many offers are out."""
    return sum(len(office.cases.case(request.id).live_offers) for request in requests)


def test_the_page_shows_the_plan_beside_first_come_with_its_proof(planned: Answer) -> None:
    """Totals, proof, pairs, what is left out and why, and each town's share, all as text."""
    for words in (
        "先着順との比較",
        "これより得点の高いものはない",
        "差 0.00％",
        "組み合わせの一覧（2組）",
        "割り当てられない依頼（1件）",
        "全体の得点と公平さのため、ほかの依頼を優先しました",
        "市町ごとの充足度",
        "見本 熟子",
    ):
        assert words in planned.text


def test_each_pair_leads_to_its_reasons(planned: Answer) -> None:
    """The review page says why, at the card of this very expert."""
    expert_id, _, request_id = pairs_on(planned)[0].partition("/")

    assert f'href="/console/requests/{request_id}#candidate-{expert_id}"' in planned.text


def test_titles_are_shown_as_they_were_typed(planned: Answer) -> None:
    """A script tag in a title is text."""
    assert "<script>" not in planned.text.replace('<script src="', "")
    assert "𠮷野の相談 &lt;script&gt;" in planned.text


def test_approving_all_makes_offers_and_says_so(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """Each pair is marked as approved and cannot be ticked any more."""
    page = secretariat.post(f"{ROUND}/approve", approval(planned, which="all"))

    assert "承認しました。専門官に打診のメールを送ります" in page.text
    assert page.text.count("承認済み") == 2
    assert pairs_on(page) == []
    assert live_offers(office, requests) == 2


def test_pressing_the_button_twice_offers_once(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """The second press of the same form finds everything done."""
    for _ in range(2):
        page = secretariat.post(f"{ROUND}/approve", approval(planned, which="all"))

    assert page.status == 200
    assert live_offers(office, requests) == 2


def test_only_what_was_ticked_is_approved(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """The other pair waits."""
    first, second = pairs_on(planned)

    page = secretariat.post(f"{ROUND}/approve", approval(planned, which="some", pairs=[first]))

    assert pairs_on(page) == [second]
    assert live_offers(office, requests) == 1


@pytest.mark.parametrize("pairs", [[], ["e01"], ["e01/r-unknown"], ["/" * 100_000]])
def test_nothing_or_a_stranger_ticked_is_a_fault(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser, pairs: list[str]
) -> None:
    """Nothing is offered, and the summary leads to the pairs."""
    page = secretariat.post(f"{ROUND}/approve", approval(planned, which="some", pairs=pairs))

    assert page.status == 422
    assert 'href="#pairs"' in page.text
    assert live_offers(office, requests) == 0


def test_what_hinders_one_pair_stands_beside_it(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """A cancelled request cannot be offered; the other pair is."""
    request_id = pairs_on(planned)[0].partition("/")[2]
    cancel_request(office, SECRETARIAT, request_id, reason="重複のため")

    page = secretariat.post(f"{ROUND}/approve", approval(planned, which="all"))

    assert "承認できません" in page.text
    assert "依頼の状態が変わりました" in page.text
    assert live_offers(office, requests) == 1


def test_a_plan_that_nobody_saw_is_not_approved(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """Somebody else had it planned anew: the new plan is shown, nothing is offered."""
    adjust_round(office, CENTRE, "R08-M001", wishes=Wishes(floor=0))
    plan_round(office, "R08-M001")

    page = secretariat.post(f"{ROUND}/approve", approval(planned, which="all"))

    assert page.status == 409
    assert "ほかの方が先に更新しました" in page.text
    assert live_offers(office, requests) == 0


def test_other_conditions_are_planned_anew(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """A pair of the plan is left out, another is added and held; both show in the form afterwards."""
    name = next(name for name in planned.fields if name.startswith("wish-"))
    left_out = {"extra_request": requests[2].id, "extra_expert": "e02", "extra_wish": "pin"}

    page = secretariat.post(f"{ROUND}/adjust", adjustment(planned, **{name: "forbid"}, **left_out))

    assert "計算しています" in page.text
    whole = office.rounds.round("R08-M001")
    expert_id, _, request_id = name.removeprefix("wish-").partition("/")
    assert whole.wishes.forbids == (Pair(expert_id, request_id),)
    assert whole.wishes.pins == (Pair("e02", requests[2].id),)

    plan_round(office, "R08-M001")
    after = secretariat.get(ROUND)
    assert after.fields[name] == ["forbid"]
    assert after.fields[f"wish-e02/{requests[2].id}"] == ["pin"]


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"floor": "たくさん"}, "floor"),
        ({"extra_expert": "e01"}, "extra_request"),
        ({"extra_request": "r-unknown", "extra_expert": "e01", "extra_wish": "pin"}, "extra_request"),
        ({"extra_request": "r-unknown", "extra_expert": "e01", "extra_wish": "whatever"}, None),
    ],
)
def test_faulty_conditions_are_told_at_their_field(
    planned: Answer, secretariat: Browser, fields: dict[str, str], anchor: str | None
) -> None:
    """The form stays as it was typed, and the round as it was; a wish nobody knows is none."""
    page = secretariat.post(f"{ROUND}/adjust", adjustment(planned, **fields))

    if anchor:
        assert page.status == 422
        assert f'href="#{anchor}"' in page.text
        assert page.fields["floor"] == [fields.get("floor", "90")]
    else:
        assert page.status == 200


def test_conditions_for_an_older_version_are_refused(office: Office, planned: Answer, secretariat: Browser) -> None:
    """A page from yesterday, or one without a version."""
    for version in ("1", "", "x", "9" * 50):
        page = secretariat.post(f"{ROUND}/adjust", adjustment(planned, version=version))

        assert page.status == 409


def test_a_failed_round_says_why_and_can_be_tried_again(
    office: Office, planned: Answer, requests: list[Request], secretariat: Browser
) -> None:
    """The plan before it is still shown."""
    pins = (Pair("e01", requests[0].id), Pair("e01", requests[1].id))
    adjust_round(office, SECRETARIAT, "R08-M001", wishes=Wishes(pins=pins))
    plan_round(office, "R08-M001")

    page = secretariat.get(ROUND)

    assert "固定した組み合わせが、募集の人数か専門官の空きを超えています" in page.text
    assert "その前の計画です" in page.text
    assert "もう一度計算する" in page.text
    assert pairs_on(page) == []


def test_a_round_that_failed_without_a_plan_has_its_page(
    office: Office, requests: list[Request], secretariat: Browser
) -> None:
    """Its only request was cancelled before it was planned."""
    secretariat.post("/console/rounds", {"requests": [requests[0].id], "floor": "90"})
    cancel_request(office, SECRETARIAT, requests[0].id, reason="重複のため")
    plan_round(office, "R08-M001")

    page = secretariat.get(ROUND)

    assert page.status == 200
    assert "割り当てを待っている依頼が、もうありません" in page.text


def test_a_closed_round_shows_its_plan_and_no_forms(planned: Answer, secretariat: Browser) -> None:
    """It stays to be read."""
    page = secretariat.post(f"{ROUND}/close", {"version": planned.fields["version"][0]})

    assert "この割当を終わりました" in page.text
    assert "組み合わせの一覧" in page.text
    assert "もう一度計算する" not in page.text


def test_the_centre_prepares_and_does_not_approve(office: Office, planned: Answer, requests: list[Request]) -> None:
    """It sees the form of conditions, no button of approval, and a sent approval is turned away."""
    centre = Browser(office).sign_in(Role.CENTRE)

    page = centre.get(ROUND)

    assert "もう一度計算する" in page.text
    assert pairs_on(page) == []
    assert centre.post(f"{ROUND}/approve", approval(planned, which="all")).status == 404
    assert centre.post(f"{ROUND}/close", {"version": planned.fields["version"][0]}).status == 404
    assert centre.post(f"{ROUND}/adjust", adjustment(planned)).status == 200
    assert live_offers(office, requests) == 0


def test_the_auditor_sees_everything_and_no_form(office: Office, planned: Answer) -> None:
    """Reading is all."""
    page = Browser(office).sign_in(Role.AUDITOR).get(ROUND)

    assert "組み合わせの一覧" in page.text
    assert Page(page.text).named("version") == []


def test_progress_is_shown_while_planning(office: Office, requests: list[Request], secretariat: Browser) -> None:
    """Seconds and, once it is known, how far the plan can still be from the best."""
    secretariat.post("/console/rounds", {"requests": [requests[0].id], "floor": "90"})
    whole = office.rounds.round("R08-M001")
    change = whole.changed(Deed(SECRETARIAT, "round:planning", office.now()), advance(whole, "plan"))
    office.rounds.commit(change)
    assert "まもなく始まります" in secretariat.get(ROUND).text

    office.rounds.note(Progress(whole.id, office.now(), "prices", 3, 12))

    page = secretariat.get(ROUND)
    assert "3秒" in page.text
    assert "1.2％以内" in page.text


def test_an_unknown_round_is_not_found(secretariat: Browser) -> None:
    """There is no round of this number."""
    assert secretariat.get("/console/rounds/R08-M099").status == 404
    assert secretariat.post("/console/rounds/R08-M099/approve", {"which": "all"}).status == 404
