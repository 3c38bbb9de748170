"""The site's own files: sent by name, cached by content, and the design tokens exactly as published."""

import hashlib
import re

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.web import static_files

TOKENS_1_1_9 = "ec3fb5b1e881d1bdf076feff29fe15a32269353c7a9cef40194f1eff0c3d7a90"


def test_the_design_tokens_are_those_of_the_published_release() -> None:
    """@digital-go-jp/design-tokens 1.1.9, dist/tokens.css, byte for byte, with its licence beside it."""
    assert hashlib.sha256(static_files.load("tokens.css").content).hexdigest() == TOKENS_1_1_9
    assert "MIT License" in (static_files.FOLDER / "tokens.LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("app.css", "text/css; charset=utf-8"),
        ("enhance.js", "text/javascript; charset=utf-8"),
        ("mark.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_a_file_is_sent_with_its_type(name: str, content_type: str) -> None:
    """Browsers refuse style and script of a wrong type."""
    file = static_files.load(name)

    assert file.content_type == content_type
    assert file.content == (static_files.FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../rendering.py", "%2e%2e/rendering.py", "/etc/passwd", "APP.CSS", "tokens.LICENSE.txt"]
)
def test_nothing_else_opens(name: str) -> None:
    """A name is looked up, never joined to a path."""
    with pytest.raises(NotFound):
        static_files.load(name)


def test_the_address_follows_the_content() -> None:
    """Equal addresses mean equal content, so a browser may keep the file for ever."""
    etags = {name: file.etag for name, file in static_files.shelf().items()}

    assert static_files.address("app.css") == f"/static/app.css?v={etags['app.css']}"
    assert len(set(etags.values())) == len(etags)


def test_the_style_sheet_asks_nobody_else() -> None:
    """No font, picture or import from anywhere: what the content security policy would block is not there."""
    style = static_files.load("app.css").content.decode()

    assert not re.findall(r"url\(|@import|@font-face", style)


def test_the_style_sheet_uses_only_variables_that_exist() -> None:
    """A misspelt token would silently fall back to nothing."""
    style = static_files.load("app.css").content.decode()
    known = set(re.findall(r"(--[\w-]+):", style + static_files.load("tokens.css").content.decode()))

    assert set(re.findall(r"var\((--[\w-]+)", style)) <= known
