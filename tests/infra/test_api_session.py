"""The session in docs/api.md does what it says, line by line, on the running service."""

import re
import shutil
import subprocess

import pytest

from infra.readme import ROOT
from tests.live_site import LiveSite

pytestmark = pytest.mark.embedded
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMISE = re.compile(r"^# → (.*)$", re.MULTILINE)
SITE, MARK = "http://127.0.0.1:8000", "@@"


def session() -> str:
    """Every line of the document that is to be pasted, in order."""
    return "".join(BLOCK.findall((ROOT / "docs" / "api.md").read_text(encoding="utf-8")))


def as_script(pasted: str, live_site: LiveSite) -> str:
    """The same for this service, its tools there already; a mark stands where the document says what is printed."""
    changes = {
        SITE: live_site.url,
        "make -s token": f"make -s -o .venv/.ready STATE='{live_site.state}' token",
        "request.json": f"'{live_site.state / 'request.json'}'",
    }
    script = PROMISE.sub(f"echo {MARK}", pasted)
    for words, instead in changes.items():
        assert words in script
        script = script.replace(words, instead)
    return f"set -euo pipefail\ncd '{ROOT}'\n{script}"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_session_can_be_pasted(live_site: LiveSite) -> None:
    """Each line prints what follows it in the document."""
    script = as_script(session(), live_site)

    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, check=False)

    assert ran.returncode == 0, ran.stderr
    printed = [part.strip() for part in ran.stdout.split(MARK)]
    assert printed == [*PROMISE.findall(session()), ""]
