"""The log and the figures as CloudWatch reads them, and one id from a form that is sent to the mail it causes."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from chalice.app import Request

import app
from chalicelib.domain.delivery import Outcome
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.identity import Role
from chalicelib.service.figures import Figure
from chalicelib.service.office import Office
from chalicelib.web.counter import counter
from chalicelib.web.logbook import followed, logbook
from infra.local.invocation import context, schedule_event
from tests.builders import UCHIKO, an_expert, engage
from tests.service.mail import word
from tests.web.browser import Browser
from tests.web.municipality.answers import submitted
from tests.web.test_deliveries import told
from tests.web.test_letters_function import streamed


class Lines:
    """What the service's log says, line by line, as it reaches CloudWatch."""

    def __init__(self) -> None:
        self._written = io.StringIO()
        self.handler = logging.StreamHandler(self._written)
        self.handler.setFormatter(app.logger.registered_formatter)

    @property
    def all(self) -> list[dict[str, Any]]:
        """Every line so far."""
        return [json.loads(line) for line in self._written.getvalue().splitlines()]

    def saying(self, what: str) -> list[dict[str, Any]]:
        """Those that say this."""
        return [line for line in self.all if line["message"] == what]

    def of_letters(self, step: str) -> list[dict[str, Any]]:
        """Those of letters that have come to this."""
        return [line for line in self.saying("a letter took a step") if line["step"] == step]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The log of this test."""
    log, lines = logging.getLogger("suketto"), Lines()
    log.addHandler(lines.handler)
    yield lines
    log.removeHandler(lines.handler)


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office in memory, whose logbook is the real one."""
    real = replace(office, logbook=logbook)
    monkeypatch.setattr(counter, "office", lambda: real)
    return real


@pytest.fixture
def clerk(office: Office) -> Browser:
    """Somebody of Uchiko."""
    engage(office, an_expert())
    return Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)


def figures(printed: str) -> list[tuple[str, float, str]]:
    """(name, value, unit) of every figure in the embedded metric format."""
    found = [json.loads(line) for line in printed.splitlines() if '"_aws"' in line]
    metrics = [(entry, entry["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]) for entry in found]
    return [(metric["Name"], entry[metric["Name"]][0], metric["Unit"]) for entry, metric in metrics]


def test_one_id_leads_from_a_form_to_the_mail_and_to_its_delivery(office: Office, clerk: Browser, lines: Lines) -> None:
    """The id of the request that submitted; the sender's and the listener's own ids stand beside it."""
    submitted(clerk)
    request = office.cases.case(office.cases.rows(UCHIKO).rows[0].id).request
    letters = office.letters.about(request.id)
    streamed(*letters)
    told(word(office, letters[0], Outcome.DELIVERED))

    (form,) = [line for line in lines.saying("answered") if line["route"] == "/requests/{request_id}/submit"]
    sent, delivered = lines.of_letters("sent"), lines.of_letters("delivered")
    assert {line["letter"] for line in sent} == {letter.id for letter in letters}
    assert {line["correlation_id"] for line in (*sent, *delivered)} == {form["correlation_id"]}
    assert form["correlation_id"] in {letter.reference for letter in letters}
    assert len({line["function_request_id"] for line in (form, sent[0], delivered[0])}) == 3
    assert "@" not in json.dumps(lines.all)


def test_each_form_has_an_id_of_its_own(clerk: Browser, lines: Lines) -> None:
    """And what comes after does not keep it."""
    submitted(clerk)
    app.keep_time(schedule_event(), context("keep_time"))

    ids = [line["correlation_id"] for line in lines.saying("answered")]
    assert len(set(ids)) == len(ids)
    assert logbook.reference() == ""


def test_a_request_is_told_under_the_gateways_id() -> None:
    """Which its access log has; everything else under Lambda's own."""
    asked = {"requestContext": {"requestId": "the-gateways", "httpMethod": "GET", "resourcePath": "/", "identity": {}}}
    rest = dict.fromkeys(("multiValueQueryStringParameters", "pathParameters", "body", "stageVariables"))
    request = Request({**rest, **asked, "headers": {}, "isBase64Encoded": False}, context("api_handler"))

    assert followed(request, lambda _: logbook.reference()) == "the-gateways"
    assert logbook.reference() == ""


def test_a_failure_carries_the_number_that_its_page_shows(
    clerk: Browser, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So whoever telephones names the very line."""

    def broken() -> None:
        raise RuntimeError("no list")

    monkeypatch.setattr(counter.office().cases, "rows", lambda *_, **__: broken())
    page = clerk.get("/requests")

    (line,) = lines.saying("a view failed")
    assert page.status == 500
    assert line["correlation_id"] in page.text
    assert line["exception_name"] == "RuntimeError"


def test_lines_know_routes_and_no_paths(clerk: Browser, lines: Lines) -> None:
    """An answer's link is in the path."""
    clerk.post("/answer/aaaaaaaaaaaaaaaaaaaaaa", {"answer": "accept"})

    (line,) = lines.saying("answered")
    assert (line["method"], line["route"], line["status"]) == ("POST", "/answer/{token}", 404)
    assert "aaaaaaaa" not in json.dumps(lines.all)


def test_figures_leave_in_the_embedded_metric_format(
    office: Office, clerk: Browser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the name of their stack, which is their only dimension; days are no counts."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "suketto-dev")
    submitted(clerk)
    office.logbook.measure(Figure.DAYS_TO_ANSWER, 2.25)

    printed = capsys.readouterr().out
    assert figures(printed) == [("RequestsSubmitted", 1.0, "Count"), ("DaysToAnswer", 2.25, "None")]
    for line in printed.splitlines():
        entry = json.loads(line)
        (given,) = entry["_aws"]["CloudWatchMetrics"]
        assert (given["Namespace"], given["Dimensions"]) == ("suketto", [["service"]])
        assert set(entry) == {"_aws", "service", given["Metrics"][0]["Name"]}
        assert entry["service"] == "suketto-dev"


@pytest.mark.parametrize(
    ("failure", "figure"), [(Unavailable("silent"), "StoreUnavailable"), (RuntimeError("broken"), "AnswersFailed")]
)
def test_answers_that_fail_are_counted_by_why(
    clerk: Browser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, failure: Exception, figure: str
) -> None:
    """A store that is silent, and what nobody expected."""

    def fails(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(counter.office().cases, "rows", fails)
    clerk.get("/requests")

    assert figures(capsys.readouterr().out) == [(figure, 1.0, "Count")]


def test_the_schedule_tells_every_minute_how_many_letters_are_stuck(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """None is a figure, too: the alarm must be able to end."""
    app.keep_time(schedule_event(), context("keep_time"))

    assert figures(capsys.readouterr().out) == [("LettersStuck", 0.0, "Count")]


def test_a_command_without_the_app_keeps_the_same_logbook() -> None:
    """It has no formatter of ours, and queues letters all the same."""
    begin = "from chalicelib.web.logbook import logbook as book"
    check = f"{begin}\nwith book.following('a'): print(book.reference())\nprint(book.reference())"

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout == "a\n\n"
