"""What everybody may read: what the service is, how to use it, and how accessible it is."""

import pytest

from chalicelib.domain.identity import Role
from tests.builders import UCHIKO
from tests.web.browser import Browser
from tests.web.page import Page

OPEN = ["/", "/help", "/accessibility", "/sign-in", "/sign-in/code", "/answer"]


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_need_no_sign_in(browser: Browser, path: str) -> None:
    """One h1 each, and the telephone number of the office."""
    answer = browser.get(path)

    assert answer.status == 200
    assert len(Page(answer.text).all("h1")) == 1
    assert "089-000-0000" in answer.text


def test_every_link_of_the_open_pages_leads_somewhere(browser: Browser) -> None:
    """No page that everybody may open promises one that does not exist."""
    links = {
        str(link["href"]).partition("#")[0]
        for path in OPEN
        for link in Page(browser.get(path).text).all("a")
        if str(link["href"]).startswith("/")
    }

    assert {path: browser.get(path).status for path in links} == dict.fromkeys(links, 200)


def test_titles_tell_the_pages_apart(browser: Browser) -> None:
    """A reader with many tabs knows which is which."""
    titles = [browser.get(path).text.partition("<title>")[2].partition("</title>")[0] for path in OPEN]

    assert len(set(titles)) == len(OPEN)


def test_the_first_page_says_how_a_request_becomes_an_assignment(browser: Browser) -> None:
    """Four steps, in the prefecture's own words."""
    page = browser.get("/")

    assert [step in page.text for step in ("依頼する", "候補を見る", "打診する", "決まる")] == [True] * 4
    assert "愛媛県と市町" in page.text


def test_who_is_signed_in_reads_help_with_their_own_menu(browser: Browser) -> None:
    """Help is no dead end."""
    page = browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO).get("/help")

    assert 'href="/requests"' in page.text
