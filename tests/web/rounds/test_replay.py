"""The page on which other parameters are tried and saved."""

from urllib.parse import urlencode

import pytest

from chalicelib.domain.identity import Role
from chalicelib.domain.request import Mode
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.try_rounds import try_round
from chalicelib.service.tune_parameters import parameters_in_force
from matching import DEFAULT
from tests.builders import MATSUYAMA, PROCUREMENT, SECRETARIAT, UCHIKO, an_expert, engage
from tests.service.rounds import waiting
from tests.web.browser import Browser

REPLAY = "/console/replay"
NEAR_FIRST = {"skill": "10", "avail": "１０", "place": "80", "known": "0", "online": "600"}


@pytest.fixture(autouse=True)
def shortlisted(office: Office) -> None:
    """A decision that would be another if only the way counted."""
    engage(
        office,
        an_expert("見本 遠子", base=MATSUYAMA, levels={PROCUREMENT: 3}),
        an_expert("見本 近子", base=UCHIKO, levels={PROCUREMENT: 2}),
    )
    shortlist_experts(office, SECRETARIAT, waiting(office, mode=Mode.ON_SITE).id)


def tried(**numbers: str) -> str:
    """The address of a trial."""
    return f"{REPLAY}?{urlencode({**NEAR_FIRST, **numbers})}"


def test_the_page_shows_what_is_in_force(secretariat: Browser) -> None:
    """The form is filled with it; nothing is tried and nothing can be saved yet."""
    page = secretariat.get(REPLAY)

    assert [page.fields[name] for name in NEAR_FIRST] == [["70"], ["15"], ["10"], ["5"], ["600"]]
    assert "2026-11（最初の版）" in page.text
    assert "この配点に変える" not in page.text


def test_a_trial_shows_the_decisions_that_would_have_been_others(office: Office, secretariat: Browser) -> None:
    """The request, who was first and who would be; looking changes nothing."""
    page = secretariat.get(tried())

    assert "最初に打診する人が変わるのは1件" in page.text
    assert "R08-0001" in page.text
    assert page.text.index("見本 遠子") < page.text.index("見本 近子")
    assert parameters_in_force(office) == DEFAULT


def test_a_trial_without_effect_says_so(secretariat: Browser) -> None:
    """Only the proportion of the weights matters."""
    page = secretariat.get(tried(skill="140", avail="30", place="20", known="10"))

    assert "最初に打診する人が変わるのは0件" in page.text


@pytest.mark.parametrize("typed", ["", "多め", "1001", "-1", "9" * 5_000, "😀"])
def test_a_number_at_fault_is_told_at_its_field(secretariat: Browser, typed: str) -> None:
    """What was typed stays, nothing is tried."""
    page = secretariat.get(tried(place=typed))

    assert page.status == 422
    assert "移動は0から1000までの整数で入力してください" in page.text
    assert page.fields["place"] == [typed]
    assert "試した結果" not in page.text


def test_weights_of_nothing_are_a_fault(secretariat: Browser) -> None:
    """Something has to count."""
    page = secretariat.get(tried(skill="0", avail="0", place="0", known="0"))

    assert page.status == 422
    assert "四つの配点のどれかは、1以上にしてください" in page.text


def test_saving_needs_a_reason_and_keeps_what_was_typed(office: Office, secretariat: Browser) -> None:
    """First without, then with."""
    page = secretariat.post(REPLAY, {**NEAR_FIRST, "version": "0"})
    assert page.status == 422
    assert "配点を変える理由を入力してください" in page.text
    assert parameters_in_force(office) == DEFAULT

    page = secretariat.post(REPLAY, {**NEAR_FIRST, "version": "0", "reason": "移動を減らす"})

    assert "配点を変えました" in page.text
    assert parameters_in_force(office).weights.place == 80
    assert "2026-11.1" in page.text


def test_the_review_page_weighs_with_what_was_saved(office: Office, secretariat: Browser) -> None:
    """The points of each part are of the new hundred."""
    secretariat.post(REPLAY, {**NEAR_FIRST, "version": "0", "reason": "移動を減らす"})
    request_id = office.cases.rows(UCHIKO).rows[0].id

    assert " / 80" in secretariat.get(f"/console/requests/{request_id}").text


@pytest.mark.parametrize("version", ["1", "", "x", "９", "9" * 5_000])
def test_saving_over_what_somebody_else_saved_is_refused(office: Office, secretariat: Browser, version: str) -> None:
    """The page shows what is in force now."""
    secretariat.post(REPLAY, {**NEAR_FIRST, "version": "0", "reason": "移動を減らす"})
    secretariat.post(REPLAY, {**NEAR_FIRST, "online": "0", "version": "1", "reason": "移動を減らす"})

    page = secretariat.post(REPLAY, {**NEAR_FIRST, "version": version, "reason": "戻す"})

    assert page.status == 409
    assert "ほかの方が先に更新しました" in page.text
    assert parameters_in_force(office).online == 0


@pytest.mark.parametrize(
    ("reason", "words"), [("あ" * 100_000, "文字までで入力してください"), ("同じ", "いまの配点と同じです")]
)
def test_what_cannot_be_saved_says_why(secretariat: Browser, reason: str, words: str) -> None:
    """A reason nobody will read, and numbers that change nothing."""
    same = {"skill": "70", "avail": "15", "place": "10", "known": "5", "online": "600"}

    page = secretariat.post(REPLAY, {**same, "version": "0", "reason": reason})

    assert page.status == 422
    assert words in page.text


def test_centre_and_auditor_try_and_do_not_save(office: Office) -> None:
    """Only the secretariat decides."""
    for role in (Role.CENTRE, Role.AUDITOR):
        browser = Browser(office).sign_in(role)

        assert "この配点に変える" not in browser.get(tried()).text
        assert browser.post(REPLAY, {**NEAR_FIRST, "version": "0", "reason": "移動"}).status == 404
    assert parameters_in_force(office) == DEFAULT


def test_past_rounds_are_tried_elsewhere_and_shown_here(office: Office, secretariat: Browser) -> None:
    """First that they are being computed, then whom the trial would send instead."""
    request_id = office.cases.rows(UCHIKO).rows[0].id
    secretariat.post("/console/rounds", {"requests": [request_id], "floor": "90"})
    plan_round(office, "R08-M001")
    assert "この配点では、まだ試していません" in secretariat.get(tried()).text

    page = secretariat.post(f"{REPLAY}/rounds", NEAR_FIRST)
    assert "計算しています" in page.text
    try_round(office, "R08-M001")

    page = secretariat.get(tried())
    assert "1件の依頼で組み合わせが変わります" in page.text
    assert "R08-M001で変わる組み合わせ" in page.text


def test_faulty_numbers_try_no_round(office: Office, secretariat: Browser) -> None:
    """They are told at their field."""
    page = secretariat.post(f"{REPLAY}/rounds", {**NEAR_FIRST, "skill": "多め"})

    assert page.status == 422
    assert "専門性は0から1000まで" in page.text


def test_a_reason_typed_with_a_wrong_number_goes_on_to_the_trial_and_is_saved(
    office: Office, secretariat: Browser
) -> None:
    """It stands beside the number to be corrected, then below what comes of it."""
    wrong = secretariat.post(REPLAY, {**NEAR_FIRST, "skill": "-1", "reason": "移動を重くするため。", "version": "0"})
    retried = secretariat.post(REPLAY, {**wrong.fields, "skill": "10", "go": "try"})

    assert (wrong.status, wrong.fields["reason"], wrong.fields["skill"]) == (422, ["移動を重くするため。"], ["-1"])
    assert "最初に打診する人が変わるのは1件" in retried.text
    assert retried.fields["reason"] == ["移動を重くするため。"]
    assert parameters_in_force(office) == DEFAULT

    saved = {**NEAR_FIRST, "reason": retried.fields["reason"], "version": retried.fields["version"]}
    assert "配点を変えました" in secretariat.post(REPLAY, saved).text
