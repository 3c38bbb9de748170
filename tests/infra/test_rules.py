"""The rules of the house find what they are there for, and find nothing in it."""

from pathlib import PurePath

import pytest

from infra.rules import pages, sources
from infra.rules.__main__ import main

PAGE = PurePath("chalicelib/web/door.py")


def test_the_house_keeps_its_rules() -> None:
    """All templates, styles, scripts and modules of the service."""
    assert main() == 0


@pytest.mark.parametrize(
    "line",
    [
        "{{ request.title | safe }}",
        "{{ title|safe }}",
        "{% autoescape false %}",
        '<p class="lead" style="color: red">',
        '<button onclick="send()">',
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">',
        '<img src="https://elsewhere.example/a.png">',
        '<form method="post" action="//elsewhere.example/">',
        "box.innerHTML = text;",
        '@import "https://elsewhere.example/a.css";',
        "background: url(https://elsewhere.example/a.png);",
    ],
)
def test_a_page_that_would_open_a_door_is_named(line: str) -> None:
    """With its line."""
    assert [number for number, _ in pages.faults(f"<p>\n{line}\n</p>")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        '<script src="{{ static("site.js") }}" defer></script>',
        '<a href="https://www.jma.go.jp/">気象庁</a>',
        '<p class="once on" data-once="a">safe</p>',
        "{{ form.value(name) }}",
    ],
)
def test_an_ordinary_line_of_a_page_is_not_named(line: str) -> None:
    """What only looks like it."""
    assert list(pages.faults(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        'Response("", status_code=200)',
        "datetime.now(UTC)",
        "date.today()",
        "import secrets",
        "from random import choice",
        "import uuid",
        "Markup(text)",
        'logger.info(f"{email} signed in")',
        'logger.info("signed in", extra={"email": email})',
        'logger.warning("signed in", email)',
        'logger.info("signed in", extra=facts)',
    ],
)
def test_a_module_that_would_open_a_door_is_named(line: str) -> None:
    """With its line."""
    assert [number for number, _ in sources.faults(PAGE, f"\n{line}\n")] == [2]


def test_what_is_allowed_in_its_own_place_is_not_named() -> None:
    """The clock tells the time, the mint makes secrets, a visit makes answers."""
    assert not list(sources.faults(PurePath("chalicelib/adapters/clock.py"), "datetime.now(UTC)"))
    assert not list(sources.faults(PurePath("chalicelib/adapters/mint.py"), "import secrets"))
    assert not list(sources.faults(PurePath("chalicelib/web/visit.py"), "Response('')"))
    assert not list(sources.faults(PAGE, 'logger.exception("a view failed", extra={"route": visit.route})'))
