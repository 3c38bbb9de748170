"""The second step of signing in, and the proof in the middle of a form."""

from datetime import timedelta

import pytest

from chalicelib.domain.identity import Pass, Role, Session, digest
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import STEP_UP_LASTS, TRIES
from chalicelib.web import cookies
from chalicelib.web.guard import BEFORE_PROOF, RULES, STEP_UP
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import UCHIKO, a_request, a_user
from tests.service.journeys import states
from tests.web.browser import Browser
from tests.web.secretariat.steps import in_review, ordered, path, three_experts
from tests.web.sendings import SCENES, shown_secret

ROLES = (Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR)


def half_open(office: Office, role: Role = Role.SECRETARIAT) -> Browser:
    """Somebody who has typed the mailed code."""
    return Browser(office).sign_in(role, proven=False)


def proven(office: Office, ago: timedelta) -> Browser:
    """Somebody of the secretariat whose authenticator was last used so long ago."""
    browser, user, now = Browser(office).sign_in(Role.SECRETARIAT), a_user(Role.SECRETARIAT), office.now()
    ends, shown = now.replace(year=now.year + 1), Pass.read(browser.jar[cookies.SESSION])
    office.doors.save_session(Session(digest(shown.secret), user, "csrf-value", now, now, ends, proven_at=now - ago))
    return browser


@pytest.mark.parametrize("role", ROLES)
def test_without_an_authenticator_there_is_nothing_but_setting_one_up(office: Office, role: Role) -> None:
    """Every other page leads there; the menu is empty."""
    browser = half_open(office, role)

    for page in ("/console", "/console/requests", "/account", f"/console/requests/{a_request(office).id}"):
        answer = browser.get(page)
        assert (answer.status, answer.path) == (200, "/account/factor")
    assert "主なメニュー" not in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_with_one_there_is_nothing_but_showing_it(office: Office, role: Role) -> None:
    """It cannot be replaced by whoever has the mailbox alone."""
    with_authenticator(office, a_user(role))
    browser = half_open(office, role)

    for page in ("/console", "/account/factor", "/"):
        assert browser.get(page).path == "/sign-in/proof"
    assert browser.post("/account/factor", {"code": "000000"}).path == "/sign-in/proof"


def test_every_other_route_is_closed_to_a_half_open_session(office: Office) -> None:
    """Pages lead to the second step; a form is answered with it, and does nothing."""
    with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = half_open(office)
    closed = {rule for rule, roles in RULES.items() if Role.SECRETARIAT in roles and "/v1" not in rule} - BEFORE_PROOF

    for rule in sorted(closed):
        method, route = rule.split()
        where = route.replace("{request_id}", "r1").replace("{round_id}", "R08-M001").replace("{user_id}", "u1")
        where = where.replace("{token_id}", "k1")
        if method == "GET":
            assert browser.get(where, follow=False).headers["location"] == "/sign-in/proof", rule
        else:
            answer = browser.post(where, {"reason": "失くさないで"})
            assert answer.status == 401, rule
            assert "認証アプリのコード" in answer.text, rule
            assert "失くさないで" in answer.text, rule


def test_the_right_code_lets_in(office: Office) -> None:
    """A wrong one may be corrected; sent twice, it leads to the same place."""
    authenticator = with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = half_open(office)

    wrong = browser.post("/sign-in/proof", {"proof": authenticator.wrong})
    first, again = (browser.post("/sign-in/proof", {"proof": authenticator.code}, follow=False) for _ in range(2))

    assert (wrong.status, '<a href="#proof">' in wrong.text) == (422, True)
    assert first.headers["location"] == again.headers["location"] == "/console"
    assert browser.get("/console").status == 200


def test_a_recovery_code_lets_in_by_the_same_field(office: Office) -> None:
    """In full width, as a Japanese keyboard gives it."""
    with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = half_open(office)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in RECOVERY)

    assert browser.post("/sign-in/proof", {"proof": wide}).path == "/console"


def test_after_five_wrong_codes_sign_in_begins_anew(office: Office) -> None:
    """The session is gone; the account is as it was."""
    authenticator = with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = half_open(office)
    for _ in range(TRIES):
        assert browser.post("/sign-in/proof", {"proof": authenticator.wrong}).status == 422

    over = browser.post("/sign-in/proof", {"proof": authenticator.code})

    assert (over.status, "別のタブでサインイン" in over.text) == (401, True)
    assert browser.get("/console", follow=False).headers["location"] == "/sign-in"
    user, now = a_user(Role.SECRETARIAT), office.now()
    office.doors.save_session(Session(digest("next"), user, "csrf-value", now, now, now + timedelta(hours=1)))
    again = Browser(office, {cookies.SESSION: "next"})
    assert again.post("/sign-in/proof", {"proof": authenticator.code}).path == "/console"


def test_an_authenticator_is_set_up_in_one_page(office: Office) -> None:
    """As text, as an address, as a picture; a wrong code changes none of them; then come ten codes, shown once."""
    browser = half_open(office)
    page = browser.get("/account/factor")
    authenticator, sealed = Authenticator(office, shown_secret(page)), page.fields["sealed"][0]
    wrong = browser.post("/account/factor", {"sealed": sealed, "code": authenticator.wrong})
    assert (wrong.status, shown_secret(wrong)) == (422, authenticator.secret)

    codes = browser.post("/account/factor", {"sealed": wrong.fields["sealed"][0], "code": authenticator.code})

    assert "otpauth://totp/" in page.text
    assert authenticator.secret in page.text
    assert '<path class="qr-dark" d="M' in page.text
    assert codes.text.count('<code class="secret">') == 10
    assert browser.get("/console").status == 200
    assert "残りの回復コード" in browser.get("/account").text


def test_a_town_needs_no_authenticator(office: Office) -> None:
    """A clerk sees their own town's cases alone."""
    clerk = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO, proven=False)

    assert clerk.get("/requests").status == 200
    assert clerk.get("/account/factor").status == 404


def test_a_decision_long_after_the_last_proof_asks_anew_and_goes_on_with_everything(office: Office) -> None:
    """The page holds all that was typed; one code later it is done, as the same errand."""
    three_experts(office)
    request = ordered(office, "e01")
    authenticator = with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = proven(office, STEP_UP_LASTS)
    fields = {"csrf": "csrf-value.once-1", "expert": "e02", "version": request.version, "reason": "日程が<合う>ため"}

    asked = browser.post(path(request, "approve"), fields)
    assert (asked.status, "本人の確認" in asked.text) == (401, True)
    assert states(office, request)[1] == []
    kept = {name: values[-1] for name, values in asked.fields.items()}
    assert {**kept, "csrf": ""} == {**{name: str(value) for name, value in fields.items()}, "csrf": "", "proof": ""}
    wrong = browser.post(path(request, "approve"), {**kept, "proof": authenticator.wrong})
    assert (wrong.status, '<a href="#proof">' in wrong.text) == (401, True)
    told = browser.post(path(request, "approve"), {**kept, "proof": authenticator.code})

    assert told.status == 200
    assert states(office, request) == ("offering", [("e02", "approved")])
    event = office.cases.events(request.id)[-1]
    again = browser.post(path(request, "approve"), {**kept, "proof": authenticator.code})
    assert again.status == 200
    assert office.cases.events(request.id)[-1] == event


def test_within_a_quarter_of_an_hour_nothing_is_asked(office: Office) -> None:
    """Nor for what decides nothing, ever."""
    three_experts(office)
    request = ordered(office, "e01")
    lately = proven(office, STEP_UP_LASTS - timedelta(seconds=1))
    assert lately.post(path(request, "approve"), {"expert": "e01", "version": request.version}).status == 200

    other = in_review(office)
    long_ago = proven(office, timedelta(hours=1))
    assert long_ago.post(path(other, "shortlist"), {"version": other.version}).status == 200


def test_whoever_cannot_prove_it_loses_the_session_and_keeps_the_words(office: Office) -> None:
    """After five wrong codes the page asks to sign in, and holds what was typed."""
    request = a_request(office)
    authenticator = with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = proven(office, STEP_UP_LASTS)
    fields = {"purpose": "監査のため", "proof": authenticator.wrong}
    for _ in range(TRIES):
        browser.post(path(request, "export"), fields)

    over = browser.post(path(request, "export"), {**fields, "proof": authenticator.code})

    assert (over.status, "監査のため" in over.text) == (401, True)
    assert authenticator.code not in over.text
    assert "request:exported" not in [event.what for event in office.cases.events(request.id)]


# Every form that the prefecture's people can send from the console or the account: whether it asks anew.
FORMS = {
    "POST /account/factor": True,
    "POST /account/recovery": True,
    "POST /account/sessions": False,
    "POST /console/disposals": True,
    "POST /console/experts/{expert_id}/corrections": False,
    "POST /console/replay": True,
    "POST /console/replay/rounds": False,
    "POST /console/requests/{request_id}/answer": False,
    "POST /console/requests/{request_id}/approve": True,
    "POST /console/requests/{request_id}/cancel": False,
    "POST /console/requests/{request_id}/export": True,
    "POST /console/requests/{request_id}/recall": False,
    "POST /console/requests/{request_id}/reply": False,
    "POST /console/requests/{request_id}/resend": False,
    "POST /console/requests/{request_id}/shortlist": False,
    "POST /console/requests/{request_id}/take": False,
    "POST /console/rounds": False,
    "POST /console/rounds/{round_id}/adjust": False,
    "POST /console/rounds/{round_id}/approve": True,
    "POST /console/rounds/{round_id}/close": False,
    "POST /console/tokens": True,
    "POST /console/tokens/{token_id}/revoke": False,
    "POST /console/users": True,
    "POST /console/users/{user_id}": True,
    "POST /console/users/{user_id}/confirm": True,
    "POST /console/users/{user_id}/disable": True,
    "POST /console/users/{user_id}/enable": True,
    "POST /console/users/{user_id}/factor": True,
    "POST /console/users/{user_id}/hand-over": True,
    "POST /console/users/{user_id}/sign-out": True,
}


def test_every_form_of_the_prefecture_says_whether_it_asks_anew() -> None:
    """A new one is decided on here; none asks that does not exist."""
    forms = {rule for rule in RULES if rule.startswith(("POST /console", "POST /account"))}

    assert FORMS.keys() == forms
    assert {rule for rule, asks in FORMS.items() if asks} == STEP_UP


@pytest.mark.parametrize("route", sorted(rule.removeprefix("POST ") for rule, asks in FORMS.items() if asks))
def test_a_form_that_asks_anew_does_nothing_without_the_code(office: Office, route: str) -> None:
    """Each of them, with all that it needs but the proof."""
    sending = SCENES[route](office)
    user, now = a_user(Role.SECRETARIAT), office.now()
    if route != "/account/factor":
        with_authenticator(office, user) if route != "/account/recovery" else None
    shown, ends = Pass.read(sending.browser.jar[cookies.SESSION]), now.replace(year=now.year + 1)
    long_ago = now - STEP_UP_LASTS
    office.doors.save_session(Session(digest(shown.secret), user, "csrf-value", now, now, ends, proven_at=long_ago))
    events = len(office.cases.events(user.id))

    answer = sending.send()

    assert (answer.status, "本人の確認" in answer.text) == (401, True)
    assert len(office.cases.events(user.id)) == events
