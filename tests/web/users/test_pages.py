"""The people who may sign in, as the console shows and changes them."""

import re
from dataclasses import replace

import pytest

from chalicelib.domain.identity import Role, User
from chalicelib.service.keep_users import disable_user
from chalicelib.service.office import Office
from tests.builders import OZU, SECRETARIAT, UCHIKO, a_request, clock
from tests.web.browser import Browser
from tests.web.page import Page
from tests.web.sendings import TARO, a_colleague

PAGES = ("/console/users", "/console/users/yearly")


@pytest.fixture
def secretary(office: Office) -> Browser:
    """Signed in for the secretariat."""
    return Browser(office).sign_in(Role.SECRETARIAT)


def one(user: User, deed: str = "") -> str:
    """The address of a person's page, or of a form on it."""
    return f"/console/users/{user.id}{deed}"


def test_somebody_is_invited_and_listed_with_their_town(office: Office, secretary: Browser) -> None:
    """From the empty form to the list."""
    typed = {name: values[0] for name, values in secretary.get("/console/users/new").fields.items() if values}

    told = secretary.post("/console/users", {**typed, **TARO, "telephone": "０８９３－００－０００９"})

    user = office.doors.user_by_email(TARO["email"])
    assert told.path == one(user)
    assert "招待しました" in told.text
    assert user.telephone == TARO["telephone"]
    listed = secretary.get("/console/users").text
    assert listed.index("内子町") < listed.index(TARO["name"]) < listed.index(TARO["email"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "taro"}, "email"),
        ({"email": "taro@elsewhere.example.com"}, "email"),
        ({"telephone": "12"}, "telephone"),
        ({"role": "expert"}, "role"),
        ({"role": "system"}, "role"),
        ({"municipality": ""}, "municipality"),
        ({"municipality": "131016"}, "municipality"),
        ({"department": "課" * 61}, "department"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(
    office: Office, secretary: Browser, wrong: dict[str, str], field: str
) -> None:
    """And nobody is let in."""
    page = secretary.post("/console/users", {**TARO, **wrong})

    assert (page.status, f'<a href="#{field}">' in page.text) == (422, True)
    kept = {
        name for name in ("name", "email", "department", "telephone") if page.fields[name] == [{**TARO, **wrong}[name]]
    }
    assert kept == {"name", "email", "department", "telephone"}
    assert [user.email for user in office.doors.users()] == ["secretariat@office.example.jp"]


def test_a_registration_is_changed_unless_somebody_was_first(office: Office, secretary: Browser) -> None:
    """Then both versions are there to see."""
    user = a_colleague(office)
    changed = {**TARO, "department": "企画課", "version": user.version}
    assert "登録を変えました" in secretary.post(one(user), changed).text

    late = secretary.post(one(user), {**changed, "department": "会計課"})

    assert late.status == 409
    assert late.fields["department"] == ["会計課"]
    assert "企画課" in late.text


def test_the_last_secretary_is_told_why_not(office: Office, secretary: Browser) -> None:
    """At the field."""
    own = office.doors.user_by_email("secretariat@office.example.jp")

    page = secretary.post(one(own, "/disable"), {"version": own.version, "reason": "異動"})

    assert (page.status, "有効な事務局の利用者がほかにいません" in page.text) == (422, True)
    assert office.doors.user(own.id).active


@pytest.mark.parametrize(("deed", "field"), [("/disable", "reason"), ("/factor", "factor_reason")])
@pytest.mark.parametrize("reason", ["", " ", "長" * 2_001])
def test_a_reason_is_asked_at_its_own_field(
    office: Office, secretary: Browser, deed: str, field: str, reason: str
) -> None:
    """The page has two of them."""
    from tests.authenticator import with_authenticator

    user = a_colleague(office, role=Role.CENTRE, municipality="", email="taro@centre.example.jp")
    with_authenticator(office, user)

    page = secretary.post(one(user, deed), {"version": user.version, field: reason})

    assert (page.status, f'<a href="#{field}">' in page.text) == (422, True)
    assert office.doors.user(user.id) == user


def test_in_april_everybody_is_asked_for_and_confirmed_one_by_one(office: Office, secretary: Browser) -> None:
    """Town by town, until the list is empty."""
    user = a_colleague(office)
    clock(office).move(days=150)
    secretary.sign_in(Role.SECRETARIAT)
    assert user.name in secretary.get("/console/users/yearly").text
    secretary.sign_in(Role.SECRETARIAT)
    assert "今年度の確認が済んでいない方が2人います" in secretary.get("/console/users").text
    secretary.sign_in(Role.SECRETARIAT)

    told = secretary.post(one(user, "/confirm"), {"from": "yearly"}, follow=False)
    secretary.sign_in(Role.SECRETARIAT)

    assert told.headers["location"] == "/console/users/yearly?done=confirm"
    assert user.name not in secretary.get("/console/users/yearly").text
    assert office.doors.user(user.id).confirmed == 2027


def test_who_leaves_hands_over_and_is_disabled(office: Office, secretary: Browser) -> None:
    """Two forms on one page."""
    leaver, successor = a_colleague(office, email="hanako@uchiko.example.jp"), a_colleague(office)
    elsewhere = a_colleague(office, email="ozu@ozu.example.jp", municipality=OZU, name="大洲 三郎")
    request = a_request(office)
    page = secretary.get(one(leaver))
    assert (successor.id in page.text, elsewhere.id in page.text) == (True, False)

    secretary.post(one(leaver, "/hand-over"), {"to": successor.id})
    version = office.doors.user(leaver.id).version
    told = secretary.post(one(leaver, "/disable"), {"version": version, "reason": "4月1日付けの異動"})

    assert office.cases.case(request.id).request.asked.officer.email == successor.email
    assert ("利用を止めました" in told.text, "4月1日付けの異動" in told.text) == (True, True)
    assert not office.doors.user(leaver.id).active


def test_nobody_is_handed_over_to(office: Office, secretary: Browser) -> None:
    """The fault stands at the choice."""
    leaver = a_colleague(office)
    a_colleague(office, email="jiro@uchiko.example.jp")

    page = secretary.post(one(leaver, "/hand-over"), {"to": ""})

    assert (page.status, '<a href="#to">' in page.text) == (422, True)


@pytest.mark.parametrize("role", [Role.AUDITOR])
def test_the_auditor_reads_and_finds_no_forms(office: Office, role: Role) -> None:
    """The same pages, without a button."""
    user = a_colleague(office)
    auditor = Browser(office).sign_in(role)

    for page in (*PAGES, one(user)):
        answer = auditor.get(page)
        actions = {str(form.get("action")) for form in Page(answer.text).all("form")} - {"/sign-out"}
        assert (answer.status, actions) == (200, set())
    assert auditor.post(one(user, "/disable"), {"version": user.version, "reason": "x"}).status == 404


@pytest.mark.parametrize(("role", "town"), [(Role.CENTRE, None), (Role.MUNICIPALITY, UCHIKO)])
def test_others_do_not_come_in(office: Office, role: Role, town: str | None) -> None:
    """People's addresses are the secretariat's."""
    user = a_colleague(office)
    browser = Browser(office).sign_in(role, municipality=town)

    for page in (*PAGES, "/console/users/new", one(user)):
        assert browser.get(page).status == 404


def test_who_is_no_staff_has_no_page_here(office: Office, secretary: Browser) -> None:
    """Nor has who does not exist."""
    user = a_colleague(office)
    office.doors.save_user(replace(user, role=Role.EXPERT))

    for page in (one(user), "/console/users/nobody"):
        assert secretary.get(page).status == 404
    assert secretary.post(one(user, "/enable"), {"version": user.version}).status == 404


def test_a_disabled_person_can_be_let_in_again(office: Office, secretary: Browser) -> None:
    """From their page."""
    user = a_colleague(office)
    user = disable_user(office, SECRETARIAT, user.id, reason="休職", version=user.version)

    told = secretary.post(one(user, "/enable"), {"version": user.version})

    assert "利用を再開しました" in told.text
    assert re.search(r"事務局：利用を再開しました", told.text)
