"""The embedded run as a whole: it starts, keeps what it was given, says what is in its way, leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from chalicelib.domain.calendar import local_day, month_of, months_from
from infra.local.address import of_the_running
from infra.local.environment import TABLE
from infra.local.lock import StateInUse, claim
from tests.embedded import client_for
from tests.live_site import ROOT, LiveSite, start, stop

pytestmark = pytest.mark.embedded
ROW = {"pk": {"S": "kept"}, "sk": {"S": "row"}}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    """The service without sample data."""
    running = start(tmp_path, sample=0)
    yield running
    stop(running)


def put_row(site: LiveSite) -> None:
    """Write a row into the service's table."""
    endpoint = of_the_running(site.state)["AWS_ENDPOINT_URL"]
    client_for("dynamodb", endpoint).put_item(TableName=TABLE, Item=ROW)


def has_row(site: LiveSite) -> bool:
    """Whether the row is there."""
    endpoint = of_the_running(site.state)["AWS_ENDPOINT_URL"]
    return "Item" in client_for("dynamodb", endpoint).get_item(TableName=TABLE, Key=ROW)


def command(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of the commands to its end."""
    return subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )


def asked() -> dict[str, Any]:
    """A request to file, for next month."""
    next_month = list(months_from(month_of(local_day(datetime.now(UTC))), 2))[1]
    return {
        "title": "窓口予約システムの調達仕様書づくり",
        "situation": "仕様書の作り方がわかる職員がいません。",
        "wish": "公正な調達ができるようになりたい。",
        "kind": "accompaniment",
        "stage": "procurement",
        "category": "plan-1",
        "municipalities": ["384224"],
        "fields": [{"code": "field-13", "level": 3, "weight": 3, "mandatory": True}],
        "months": {next_month: 4},
        "mode": "either",
        "places": 1,
        "officer": {
            "name": "見本 花子",
            "department": "総務課",
            "email": "hanako@uchiko.example.jp",
            "telephone": "0893-00-0000",
        },
    }


def test_a_filed_request_is_confirmed_by_mail_that_a_restart_keeps(tmp_path: Path) -> None:
    """Table, stream, letters, mail service and the folder of mails: all of them work together."""
    first = start(tmp_path, sample=0)
    token = command("infra.local.token", "municipality", "384224", "--state", str(tmp_path)).stdout.strip()

    first.read("/v1/requests", asked(), token=token)
    mail = first.mail("hanako@uchiko.example.jp", containing="R")
    stop(first)
    second = start(tmp_path, sample=0)
    kept = second.mails("hanako@uchiko.example.jp")
    stop(second)

    assert asked()["title"] in mail["text"]
    assert kept == [mail]
    assert int((tmp_path / "checkpoint").read_text()) > 0


def test_ctrl_c_ends_it_cleanly_and_keeps_everything(tmp_path: Path) -> None:
    """What was done before the stop is there after the next start."""
    first = start(tmp_path, sample=0)
    put_row(first)
    status = stop(first)

    second = start(tmp_path, sample=0)
    found = has_row(second)
    stop(second)

    assert status == 0
    assert found


def test_kill_9_leaves_neither_loss_nor_orphan(tmp_path: Path) -> None:
    """The next start finds the data and is not kept out by anything left over."""
    first = start(tmp_path, sample=0)
    put_row(first)
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()

    second = start(tmp_path, sample=0)
    found = has_row(second)
    stop(second)

    assert found


def free(state: Path) -> bool:
    """Whether the last run has let go of its state within a few seconds."""
    with suppress(StateInUse), claim(state):
        return True
    return False


def test_what_make_started_ends_with_make(tmp_path: Path) -> None:
    """Killing make must not leave a service behind that holds the port."""
    as_make = f"""if True:
        import os, signal
        from pathlib import Path
        from tests.live_site import start
        os.environ["MAKELEVEL"] = "1"
        start(Path({str(tmp_path)!r}), sample=0)
        os.kill(os.getpid(), signal.SIGKILL)
    """

    subprocess.run([sys.executable, "-c", as_make], cwd=ROOT, check=False, timeout=30)
    assert any(free(tmp_path) for _ in range(5))
    again = start(tmp_path, sample=0)
    stop(again)

    assert "Stopped." in (tmp_path / "run.log").read_text(encoding="utf-8")


def test_a_second_run_on_the_same_state_is_told_who_uses_it(site: LiveSite) -> None:
    """Not a traceback, and not two services on one table."""
    second = command("infra.local.run", "--port", "0", "--state", str(site.state))

    assert second.returncode == 1
    assert f"Another run (process {site.process.pid}) uses {site.state}." in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    """Nothing is created for a run that cannot be."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        run = command("infra.local.run", "--port", str(port), "--state", str(tmp_path / "state"))

    assert run.returncode == 1
    assert f"Port {port} cannot be used: another program uses it." in run.stderr
    assert not (tmp_path / "state").exists()


def test_paths_and_methods_that_are_not_there_get_a_page_in_japanese(site: LiveSite) -> None:
    """With the headers that every answer has."""
    with closing(http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=5)) as connection:
        connection.request("GET", "/nowhere")
        missing = connection.getresponse()
        page = missing.read().decode()
        connection.request("DELETE", "/")
        refused = connection.getresponse()
        refused.read()

    assert missing.status == 404
    assert "ページが見つかりません" in page
    assert "default-src 'none'" in missing.headers["Content-Security-Policy"]
    assert refused.status == 405


def test_machines_get_a_problem_document(site: LiveSite) -> None:
    """Below /v1 nothing is HTML."""
    with pytest.raises(HTTPError) as refused:
        site.read("/v1/nowhere")
    refused.value.close()

    assert refused.value.code == 404
    assert refused.value.headers["Content-Type"] == "application/problem+json"


def test_a_token_is_printed_for_the_running_service(site: LiveSite) -> None:
    """Alone on its line, so that a script can take it."""
    printed = command("infra.local.token", "municipality", "384224", "--state", str(site.state))

    assert printed.returncode == 0
    assert len(printed.stdout.split()) == 1


def test_a_token_for_a_town_that_is_not_there_is_refused(site: LiveSite) -> None:
    """By its code."""
    refused = command("infra.local.token", "municipality", "999999", "--state", str(site.state))

    assert refused.returncode == 1
    assert "999999" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_a_running_service_there_is_no_token(tmp_path: Path) -> None:
    """It says what to do first."""
    refused = command("infra.local.token", "secretariat", "--state", str(tmp_path))

    assert refused.returncode == 1
    assert "make run" in refused.stderr
