"""What is kept about an expert is theirs to take away, whole and alone, and to have corrected."""

import hashlib
import io
import json
import re
import zipfile
from typing import Any

from chalicelib.domain.identity import Role
from chalicelib.service.declare_interest import declare_interest
from chalicelib.service.office import Office
from chalicelib.service.verify_record import verify_record
from tests.builders import clock
from tests.service.journeys import engaged, recorded
from tests.service.test_own_record import ICHIRO, KIN
from tests.web.browser import Answer, Browser
from tests.web.expert.offers import offered


def contents(answer: Answer) -> dict[str, str]:
    """The files of a ZIP, which came whole."""
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for line in files["manifest.sha256"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    return {name: content.decode() for name, content in files.items()}


def records(files: dict[str, str], name: str) -> Any:
    """What one of the JSON files holds."""
    return json.loads(files[f"json/{name}.json"])


def test_everything_about_the_expert_comes_along(office: Office, expert: Browser) -> None:
    """Record, trail, offers with score and answer, sessions, letters: as records, and on one page to read."""
    request = engaged(office)
    declare_interest(office, ICHIRO, "e01", KIN)
    clock(office).move(days=21)
    recorded(office, request)
    expert.sign_in_expert("e01")

    files = contents(expert.post("/expert/data", {}))

    (kept,) = records(files, "expert")
    assert (kept["name"], kept["email"], kept["interests"][0]["reason"]) == (
        "見本 一郎",
        "ichiro@experts.example.jp",
        KIN.reason,
    )
    assert kept["months"]["2026-12"] == {"capacity": 8, "booked": 2}
    (case,) = records(files, "cases")
    assert (case["request"]["number"], case["offers"][0]["state"]) == ("R08-0001", "accepted")
    assert case["rankings"][0]["ranked"][0]["expert"] == "e01"
    assert "素案" in case["sessions"][0]["account"]["done"]
    assert [event["what"] for event in case["events"]] == ["offer:accepted"]
    assert {letter["notice"] for letter in records(files, "letters")} >= {"offer", "answer_received"}
    assert [event["what"] for event in records(files, "events")][-1] == "expert:exported"
    for words in ("見本 一郎", "R08-0001", "親族の関係先", "素案", "自分の情報を書き出しました"):
        assert words in files["data.html"]


def test_nothing_about_anybody_else_comes_along(office: Office, expert: Browser) -> None:
    """Neither the colleague's name, address, score nor id; nor a way into anything."""
    offered(office, "e01")
    offered(office, "e02")

    files = contents(expert.post("/expert/data", {}))
    whole = "\n".join(files.values())

    for words in ("例示 二郎", "jiro@experts.example.jp", '"e02"'):
        assert words not in whole
    assert not re.search(r"/answer/[A-Za-z0-9_-]{22}", whole)


def test_taking_it_out_goes_on_record(office: Office, expert: Browser) -> None:
    """And changes nothing else; the record verifies afterwards."""
    before = office.experts.expert("e01")

    expert.post("/expert/data", {})

    event = office.cases.events("e01")[-1]
    assert (event.what, event.who, event.role) == ("expert:exported", "e01", "expert")
    after = office.experts.expert("e01")
    assert (after.version, after.name, after.months) == (before.version + 1, before.name, before.months)
    assert verify_record(office, "expert", "e01").fault is None


def test_a_correction_is_asked_for_and_seen_through(office: Office, expert: Browser) -> None:
    """It waits in the secretariat's inbox until it is answered there; the expert sees both."""
    secretary = Browser(office).sign_in(Role.SECRETARIAT)
    expert.post("/expert/corrections", {"correction": "経験は12年です。", "version": 1})

    assert "見本 一郎さんの請求" in secretary.get("/console").text
    page = secretary.get("/console/experts/e01")
    assert "経験は12年です。" in page.text
    fields = {"correction": page.fields["correction"][0], "answer": "訂正しました。"}
    secretary.post("/console/experts/e01/corrections", fields)

    assert "訂正の請求が届いています" not in secretary.get("/console").text
    assert "訂正しました。" in expert.get("/expert/data").text
    late = secretary.post("/console/experts/e01/corrections", {**fields, "answer": "やはり訂正しません。"})
    assert late.status == 409
    assert "やはり訂正しません。" in late.text


def test_an_empty_request_or_answer_is_refused_and_kept(office: Office, expert: Browser) -> None:
    """As is one that is too long."""
    assert expert.post("/expert/corrections", {"correction": "", "version": 1}).status == 422
    long = expert.post("/expert/corrections", {"correction": "あ" * 2001, "version": 1})
    assert (long.status, long.fields["correction"]) == (422, ["あ" * 2001])
    expert.post("/expert/corrections", {"correction": "経験は12年です。", "version": 1})
    secretary = Browser(office).sign_in(Role.SECRETARIAT)
    asked = office.experts.expert("e01").corrections[0]
    answer = secretary.post("/console/experts/e01/corrections", {"correction": asked.id, "answer": ""})
    assert answer.status == 422
    assert "回答を2,000文字までで入力してください" in answer.text


def test_the_centre_and_the_auditor_read_and_do_not_answer(office: Office, expert: Browser) -> None:
    """The changes of levels stand there, before and after."""
    expert.post("/expert/fields", {"field-13": "5", "version": 1})
    expert.post("/expert/corrections", {"correction": "経験は12年です。", "version": 2})

    for role in (Role.CENTRE, Role.AUDITOR):
        browser = Browser(office).sign_in(role)
        page = browser.get("/console/experts/e01")
        assert "自治体システム調達　4 → 5" in page.text
        assert "answer" not in page.fields
        assert browser.post("/console/experts/e01/corrections", {"answer": "はい"}).status == 404
    assert Browser(office).sign_in(Role.SECRETARIAT).get("/console/experts/none").status == 404
