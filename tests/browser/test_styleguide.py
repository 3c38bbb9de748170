"""Every component in every state, in a real browser: accessible, reflowing, usable by keyboard alone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page

from chalicelib.web import static_files, styleguide
from tests.browser.accessibility import sideways, violations

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
FOCUSED = "document.activeElement.id || document.activeElement.getAttribute('href')"


class Guide(BaseHTTPRequestHandler):
    """Serves the style guide and the static files under the site's content security policy."""

    def do_GET(self) -> None:
        """The guide at every address that is no static file's."""
        path = urlsplit(self.path).path
        content, content_type = styleguide.page().encode(), "text/html; charset=utf-8"
        if path.startswith("/static/"):
            content, content_type, _ = static_files.load(path.removeprefix("/static/"))
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the guide is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Guide) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/styleguide"
        server.shutdown()


@pytest.fixture
def guide(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The open guide; a test's parameter gives the context's options."""
    options = {"viewport": {"width": 1280, "height": 900}} | getattr(request, "param", {})
    with chromium.new_context(locale="ja-JP", **options) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        yield page
        assert not complaints


def wide(pixels: int) -> dict[str, object]:
    """Options for a window of this width."""
    return {"viewport": {"width": pixels, "height": 900}}


@pytest.mark.parametrize("guide", [wide(1280), wide(375), wide(1280) | {"forced_colors": "active"}], indirect=True)
def test_axe_finds_nothing(guide: Page) -> None:
    """WCAG 2.2 AA and good practice, on a desk, on a phone and in forced colours."""
    assert violations(guide) == []


@pytest.mark.parametrize("guide", [wide(1280), wide(375), wide(320)], indirect=True)
def test_nothing_has_to_be_scrolled_sideways(guide: Page) -> None:
    """Down to 320 pixels everything reflows."""
    assert sideways(guide) == 0


@pytest.mark.parametrize("guide", [wide(1280), wide(640)], indirect=True)
def test_letters_may_be_twice_as_large(guide: Page) -> None:
    """With text at 200 % nothing is pushed out of the page."""
    guide.evaluate("document.documentElement.style.fontSize = '200%'")

    assert sideways(guide) == 0


def test_a_failed_form_begins_at_its_errors(guide: Page) -> None:
    """The summary has the focus, and each of its links puts it into the field at fault."""
    assert guide.evaluate(FOCUSED) == "error-summary"

    for link in guide.locator(".error-summary a").all():
        link.click()
        assert f"#{guide.evaluate(FOCUSED)}" == link.get_attribute("href")


def test_every_stop_of_the_keyboard_is_visible(guide: Page) -> None:
    """Tab by Tab from the skip link to the footer, the focus is drawn around something."""
    guide.locator(".skip-link").focus()
    assert guide.locator(".skip-link").is_visible()

    stops = []
    while guide.evaluate("document.activeElement !== document.body"):
        stops.append(guide.evaluate(FOCUSED))
        assert guide.evaluate(OUTLINE) == "solid", stops[-1]
        guide.keyboard.press("Tab")

    assert stops[0] == "#main"
    assert {"empty-name", "filled-kind-2", "wrong-half_days-2027-01", f"mailto:{styleguide.CONTACT.email}"} <= {*stops}


@pytest.mark.parametrize("guide", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_nothing_is_missing(guide: Page) -> None:
    """Summary, fields and pictures are there before any script."""
    assert guide.locator(".error-summary").is_visible()
    assert guide.locator(".map-picture").is_visible()


def test_paper_carries_no_controls(guide: Page) -> None:
    """In print the menu, the buttons and the 変更 links are gone; what is known stays."""
    guide.emulate_media(media="print")

    assert not any(part.is_visible() for part in guide.locator(".site-nav, .actions, .summary-change").all())
    assert guide.locator(".summary").first.is_visible()


def test_a_changed_form_is_not_left_unasked(guide: Page) -> None:
    """Whoever typed and did not send is asked; whoever only read is not."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    guide.on("dialog", accept)
    guide.reload()
    assert asked == []

    guide.locator("#empty-name").fill("途中")
    guide.reload()
    assert asked == ["beforeunload"]
