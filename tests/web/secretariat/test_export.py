"""A case leaves as a ZIP that can be read, calculated with and verified without the service; that goes on record."""

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.identity import Role
from chalicelib.domain.request import Request
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.report_support import report_support
from chalicelib.web.export import packing, taken_again
from tests.builders import AUDITOR, CLERK, SECRETARIAT, an_expert, an_outcome, clock, engage
from tests.service.journeys import engaged, recorded, send_all
from tests.web.browser import Answer, Browser
from tests.web.secretariat.steps import path

FORMULA = '=HYPERLINK("http://example.jp")'


@pytest.fixture
def request_(office: Office) -> Request:
    """A case that went its whole way, with words that do harm where they are not looked after."""
    engage(office, an_expert(), an_expert("架空 次郎", active_to="2026-10"))
    request = engaged(office, title="窓口 & <b>予約</b>", situation=FORMULA)
    clock(office).move(days=21)
    session = recorded(office, request)
    complete_support(office, CLERK, request.id, last_session=session.account.day)
    report_support(office, CLERK, request.id, outcome=an_outcome())
    send_all(office)
    return office.cases.case(request.id).request


@pytest.fixture
def auditor(office: Office, request_: Request) -> Browser:
    """An auditor who signs in after all of that."""
    return Browser(office).sign_in(Role.AUDITOR)


def taken(browser: Browser, request: Request, purpose: str = "定期監査のため") -> Answer:
    """What the form on the record page brings."""
    return browser.post(path(request, "export"), {"purpose": purpose})


def opened(answer: Answer) -> dict[str, bytes]:
    """The files of a ZIP by name."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    """What a spreadsheet would show of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def compact(value: Any) -> str:
    """SHA-256 of a value's JSON, as README.txt says."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_zip_holds_everything_and_its_manifest(office: Office, auditor: Browser, request_: Request) -> None:
    """A page, tables, records, letters, instructions; each file with its digest."""
    answer = taken(auditor, request_)
    files = opened(answer)

    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="R08-0001.zip"'
    manifest = dict(line.split("  ")[::-1] for line in files.pop("manifest.sha256").decode().splitlines())
    assert manifest == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert {name.partition("/")[0] for name in files} == {"README.txt", "case.html", "csv", "json"}
    letters = json.loads(files["json/letters.json"])
    assert [letter["id"] for letter in letters] == [letter.id for letter in office.letters.about(request_.id)]


def test_the_page_is_complete_in_itself(auditor: Browser, request_: Request) -> None:
    """It tells the whole story, loads nothing, and what people typed is text."""
    page = opened(taken(auditor, request_))["case.html"].decode()

    for told in (
        "見本 一郎",
        "派遣決定",
        "欠けや書き換えはありません",
        "定期監査のため",
        "実施報告",
        "hanako@uchiko.example.jp",
    ):
        assert told in page
    assert "窓口 &amp; &lt;b&gt;予約&lt;/b&gt;" in page
    assert not any(word in page for word in ("src=", "href=", "url(", "@import"))


def test_no_cell_of_a_table_is_a_formula(auditor: Browser, request_: Request) -> None:
    """And the mark at the beginning tells a spreadsheet that it is UTF-8."""
    files = opened(taken(auditor, request_))

    tables = {name: content for name, content in files.items() if name.startswith("csv/")}
    assert len(tables) == 7
    for content in tables.values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(rows(content)) > 1
        assert not [cell for row in rows(content) for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert ["現在の状況", f"'{FORMULA}"] in rows(tables["csv/request.csv"])


def test_the_ranking_says_why_and_why_not(auditor: Browser, request_: Request) -> None:
    """Computed again from the receipt, so that it is what the receipt proves."""
    _, *ranked = rows(opened(taken(auditor, request_))["csv/ranking.csv"])

    assert [(row[1], row[2]) for row in ranked[:2]] == [("1", "見本 一郎（e01）"), ("対象外", "架空 次郎（e02）")]
    assert all(row[4] for row in ranked)


def test_the_records_can_be_verified_as_the_instructions_say(auditor: Browser, request_: Request) -> None:
    """With nothing but SHA-256 and JSON: the chain, and every record by the last seal that was set on it."""
    files = opened(taken(auditor, request_))

    events, previous = json.loads(files["json/events.json"]), GENESIS
    for place, event in enumerate(events, 1):
        digest = event.pop("digest")
        assert (event["sequence"], event["previous"]) == (place, previous)
        assert compact({key: value for key, value in event.items() if key != "wrote" or value}) == digest
        previous = digest
    assert previous in files["README.txt"].decode()
    sealed = {seal for event in events for seal in event["wrote"].values()}
    for name in ("request", "offers", "assignments", "receipts", "sessions", "report"):
        found = json.loads(files[f"json/{name}.json"])
        assert found
        assert {compact(record) for record in found} <= sealed


def test_the_export_goes_on_record_and_nothing_else_changes(
    office: Office, auditor: Browser, request_: Request
) -> None:
    """Who took the case out, and what for."""
    taken(auditor, request_)

    after, event = office.cases.case(request_.id).request, office.cases.events(request_.id)[-1]
    assert (event.what, event.role, event.why) == ("request:exported", "auditor", "定期監査のため")
    assert (after.state, after.content, after.version) == (request_.state, request_.content, request_.version + 1)
    assert "記録を書き出しました" in auditor.get(path(request_, "events")).text


@pytest.mark.parametrize("purpose", ["", "　", "長" * 201])
def test_without_a_purpose_nothing_leaves(office: Office, auditor: Browser, request_: Request, purpose: str) -> None:
    """The page says so beside the field, and nothing is put on record."""
    answer = taken(auditor, request_, purpose)

    assert answer.status == 422
    assert "使いみちを200文字までで入力してください" in answer.text
    assert office.cases.case(request_.id).request.version == request_.version


def test_the_same_case_gives_the_same_bytes(office: Office, request_: Request) -> None:
    """Whoever packs it, and when: two copies can be compared."""
    first = taken_again(office, AUDITOR, request_.id)
    clock(office).move(days=3)

    assert taken_again(office, SECRETARIAT, request_.id) == first


def test_a_case_too_large_for_one_answer_is_said_so(
    office: Office, auditor: Browser, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is put on record."""
    monkeypatch.setattr(packing, "LARGEST", 1_000)

    answer = taken(auditor, request_)

    assert answer.status == 413
    assert "大きすぎて" in answer.text
    assert office.cases.case(request_.id).request.version == request_.version


def test_the_centre_takes_no_case_out(office: Office, request_: Request) -> None:
    """It neither finds the form nor may send it."""
    centre = Browser(office).sign_in(Role.CENTRE)

    assert taken(centre, request_).status == 404
    assert "書き出す" not in centre.get(path(request_, "events")).text
