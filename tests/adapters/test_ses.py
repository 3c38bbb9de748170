"""A mail is handed to the mail service once, under its letter's name, and what came of that is told apart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from chalicelib.adapters.ses import SesMailer, sesv2
from chalicelib.domain.errors import MailBusy, MailError, MailRefused, MailUncertain
from chalicelib.domain.letter import Audience, Letter, Wording
from tests.builders import NOW, ehime

TO = "ichiro@experts.example.jp"
LETTER = Letter("l1", "r1", "offer", Audience.EXPERT, TO, {}, "sending", NOW, NOW)
WORDING = Wording("支援の依頼", "本文")
# Nothing is answered: the connection ends.
SILENCE: tuple[int, dict[str, Any]] = (0, {})


@dataclass
class Service:
    """What the mail service was sent, and what it answers from now on: a status and a body."""

    answer: tuple[int, dict[str, Any]] = (200, {"MessageId": "m1"})
    heard: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A mail service of this test's own, which the SDK's environment leads to."""
    told = Service()

    class Call(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.do_GET()

        def do_GET(self) -> None:
            status, body = told.answer
            if not status:
                return
            self.send_response(status)
            self.send_header("x-amzn-ErrorType", str(body.get("code", "")))
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Call) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        for name, value in {
            "AWS_ENDPOINT_URL_SESV2": f"http://127.0.0.1:{server.server_port}",
            "AWS_ACCESS_KEY_ID": "own",
            "AWS_SECRET_ACCESS_KEY": "own",
            "AWS_DEFAULT_REGION": "ap-northeast-1",
        }.items():
            monkeypatch.setenv(name, value)
        yield told
        server.shutdown()


def mailer() -> SesMailer:
    """The mailer as the functions have it."""
    return SesMailer(sesv2(), ehime().post, events="suketto")


def test_a_mail_carries_the_name_of_its_letter(service: Service) -> None:
    """What the mail service says of it later names the letter again, wherever its answer was lost."""
    assert mailer().send(LETTER, WORDING) == "m1"

    (sent,) = service.heard
    assert {tag["Name"]: tag["Value"] for tag in sent["EmailTags"]} == {"letter": "l1", "about": "r1"}
    assert sent["ConfigurationSetName"] == "suketto"
    assert sent["Destination"] == {"ToAddresses": [TO]}


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (SILENCE, MailUncertain),
        ((500, {"code": "InternalServiceError"}), MailUncertain),
        ((503, {"code": "ServiceUnavailable"}), MailUncertain),
        ((429, {"code": "TooManyRequestsException"}), MailBusy),
        ((400, {"code": "SendingPausedException"}), MailBusy),
        ((400, {"code": "LimitExceededException"}), MailBusy),
        ((400, {"code": "MessageRejected"}), MailRefused),
        ((400, {"code": "MailFromDomainNotVerifiedException"}), MailRefused),
    ],
    ids=str,
)
def test_a_mail_is_handed_over_once_whatever_comes_of_it(
    service: Service, answer: tuple[int, dict[str, Any]], meaning: type[MailError]
) -> None:
    """The SDK would try again by itself, and send a mail twice whose answer was lost."""
    service.answer = answer

    with pytest.raises(meaning) as failure:
        mailer().send(LETTER, WORDING)

    assert failure.type is meaning
    assert len(service.heard) == 1


def test_a_mail_service_that_cannot_be_reached_has_no_mail(monkeypatch: pytest.MonkeyPatch, service: Service) -> None:
    """It may be tried again at once."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1")

    with pytest.raises(MailBusy):
        mailer().send(LETTER, WORDING)


@pytest.mark.parametrize(
    ("answer", "rate"),
    [((200, {"SendQuota": {"MaxSendRate": 14.0}}), 14), ((200, {}), 1), ((400, {"code": "AccessDeniedException"}), 1)],
    ids=str,
)
def test_the_rate_is_the_accounts(service: Service, answer: tuple[int, dict[str, Any]], rate: int) -> None:
    """One a second where it does not tell."""
    service.answer = answer

    assert mailer().rate() == rate
