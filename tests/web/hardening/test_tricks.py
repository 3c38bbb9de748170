"""What outsiders try on a web site: paths that climb, addresses that lead away, headers that bring their own."""

import re
from itertools import product
from urllib.parse import quote, urlencode

import pytest

import app
from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from chalicelib.web import headers
from chalicelib.web.visit import FORM, MOST_FIELDS
from tests.builders import UCHIKO, a_user, mails
from tests.service.journeys import send_all
from tests.web.browser import HOST, Browser
from tests.web.sendings import SCENES

ROLES = [None, Role.MUNICIPALITY, Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR]
CLIMBING = (
    *("..%2F..%2Fapp.py", "%2e%2e", "..%5C..", "%00", "a%0d%0aSet-Cookie:%20a=b"),
    *("%E3%81%82", "%F0%9F%98%80", "a" * 3_000),
)
EVIL = "evil.example"


def visitor(office: Office, role: Role | None) -> Browser:
    """Somebody of this role, or nobody known."""
    browser = Browser(office)
    return browser.sign_in(role, municipality=UCHIKO if role is Role.MUNICIPALITY else None) if role else browser


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_answer_of_every_route_carries_every_header(office: Office, role: Role | None) -> None:
    """Pages, refusals and problems of all routes, whatever the method; only what is public may be kept."""
    browser = visitor(office, role)
    for route, method in product(app.app.routes, ("GET", "HEAD", "POST", "PUT", "DELETE")):
        path = re.sub(r"{\w+}", "unknown", route)
        answer = browser.send(method, path, b"", content_type=FORM)

        missing = {name for name in headers.EVERYWHERE if name.lower() not in answer.headers}
        assert (route, method, missing) == (route, method, set())
        assert answer.status < 500
        assert answer.headers["cache-control"] == "no-store"
        assert not [name for name in answer.headers if name.startswith("access-control")]
        # JSON is UTF-8 by definition; whatever else has a body says so.
        assert not answer.body or re.search("charset=utf-8|json", answer.headers["content-type"])


@pytest.mark.parametrize("trick", CLIMBING)
def test_a_path_that_climbs_finds_nothing(office: Office, trick: str) -> None:
    """In every place of every address that takes one, signed in as whoever sees the most."""
    browser = visitor(office, Role.SECRETARIAT)
    for route in (route for route in app.app.routes if "{" in route and "GET" in app.app.routes[route]):
        answer = browser.send("GET", re.sub(r"{\w+}", trick, route))

        assert (route, answer.status) in {(route, 401), (route, 404)}
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("route", SCENES)
def test_no_answer_leads_to_another_site(office: Office, route: str) -> None:
    """Whatever is sent is followed by a page of ours, however the host is named and whatever `next` may say."""
    sending = SCENES[route](office)
    sending.browser.jar |= {"next": f"//{EVIL}"}

    answer = sending.send()

    assert re.match(r"/(?!/)", answer.headers.get("location", "/"))


@pytest.mark.parametrize("path", ["/", "/sign-in", "/help", "/answer"])
@pytest.mark.parametrize("name", ["next", "url", "return_to", "redirect", "continue"])
def test_an_address_given_with_the_address_is_not_followed(browser: Browser, path: str, name: str) -> None:
    """No page takes an address from outside and leads there."""
    page = browser.get(f"{path}?{name}={quote(f'https://{EVIL}/')}")

    assert EVIL not in page.text
    assert EVIL not in page.headers.get("location", "")


@pytest.mark.parametrize("given", [{"host": EVIL}, {"x_forwarded_host": EVIL}, {"forwarded": f"host={EVIL}"}])
def test_a_host_that_is_not_ours_gets_into_no_page_and_no_mail(office: Office, given: dict[str, str]) -> None:
    """Addresses in mails are made from the settings alone."""
    user = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
    office.doors.save_user(user)
    body = urlencode({"email": user.email}).encode()

    page = Browser(office).send("GET", "/sign-in", **given)
    Browser(office).send("POST", "/sign-in", body, content_type=FORM, **given)
    send_all(office)

    assert EVIL not in page.text
    assert len(mails(office)) == 1
    assert EVIL not in str(mails(office))


def test_another_sites_form_is_refused_whatever_host_it_claims(browser: Browser) -> None:
    """A browser names the page's own origin, and no form of another site can change that."""
    signed_in = browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO)

    for origin in (f"https://{EVIL}", f"http://{HOST}.{EVIL}", f"http://{EVIL}/{HOST}", "null", ""):
        assert signed_in.post("/requests", origin=origin).status == 403
    for site in ("cross-site", "same-site", "nonsense"):
        assert signed_in.post("/requests", sec_fetch_site=site).status == 403


def test_every_cookie_is_bound_to_this_site_and_hidden_from_scripts(office: Office) -> None:
    """Both that are ever given, and when they are taken back."""
    given = []
    for route in ("/sign-in", "/sign-in/code", "/sign-out"):
        answer = SCENES[route](office).send()
        given.append(answer.headers["set-cookie"])

    assert given
    for cookie in given:
        name, *flags = cookie.split("; ")
        assert name.startswith("__Host-")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(flags)
        assert not [flag for flag in flags if flag.startswith("Domain")]


@pytest.mark.parametrize(
    "body",
    [
        urlencode([(f"name-{number}", "") for number in range(MOST_FIELDS + 1)]).encode(),
        b"email=" + b"a" * 1_000_001,
    ],
    ids=["too many fields", "too long"],
)
def test_more_than_a_form_can_hold_is_refused_in_words(browser: Browser, body: bytes) -> None:
    """Before any of it is looked at."""
    answer = browser.send("POST", "/sign-in", body, content_type=FORM)

    assert answer.status == 413
    assert "入力が長すぎます" in answer.text


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "multipart/form-data; boundary=a", "application/json", "application/xml"]
)
def test_only_forms_are_taken_for_forms(browser: Browser, content_type: str) -> None:
    """Types that another site's page may send without asking are not read."""
    answer = browser.send(
        "POST", "/sign-in", b"email=a@example.jp", **({"content_type": content_type} if content_type else {})
    )

    assert answer.status == 415
