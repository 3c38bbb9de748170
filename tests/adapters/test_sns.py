"""Only what SNS has sealed is listened to: seal, certificate's address, topic."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from chalicelib.adapters.sns import FetchedCertificates, require_genuine
from chalicelib.domain.errors import ForgedNotification
from infra.local.seal import Seal, new_seal

URL = "https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-0123abcd.pem"
TOPIC = "arn:aws:sns:ap-northeast-1:123456789012:suketto-deliveries"


@cache
def sns() -> Seal:
    """SNS's own key, as far as these tests go."""
    return new_seal()


@dataclass
class Certificates:
    """Hands out SNS's certificate and remembers who asked."""

    asked: list[str] = field(default_factory=list)

    def pem(self, url: str) -> bytes:
        """SNS's certificate."""
        self.asked.append(url)
        return sns().certificate


def notification(**changes: Any) -> dict[str, Any]:
    """A notification before it is sealed."""
    return {
        "Type": "Notification",
        "MessageId": "0d6b3a5e-1111-5222-8333-444455556666",
        "TopicArn": TOPIC,
        "Subject": "Amazon SES Email Event Notification",
        "Message": '{"eventType":"Delivery","text":"届きました\\n"}\n',
        "Timestamp": "2026-11-24T01:00:00.000Z",
        "SigningCertUrl": URL,
        **changes,
    }


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("subject", ["Amazon SES Email Event Notification", None], ids=["subject", "no subject"])
def test_what_sns_has_sealed_is_genuine(version: str, subject: str | None) -> None:
    """In both versions of the seal, with a subject or without."""
    require_genuine(sns().on(notification(Subject=subject), version=version), Certificates(), topic=TOPIC)


def test_the_certificate_is_found_in_either_spelling() -> None:
    """Lambda writes `SigningCertUrl`, HTTP `SigningCertURL`."""
    certificates = Certificates()
    said = notification(SigningCertURL=URL)
    del said["SigningCertUrl"]

    require_genuine(sns().on(said), certificates)

    assert certificates.asked == [URL]


@pytest.mark.parametrize(
    "changed",
    [
        {"Message": "{}"},
        {"Timestamp": "2026-11-25T01:00:00.000Z"},
        {"Subject": None},
        {"TopicArn": TOPIC + "x"},
        {"MessageId": "another"},
        {"Signature": ""},
        {"Signature": "****"},
        {"SignatureVersion": "1"},
        {"SignatureVersion": "3"},
        {"SignatureVersion": None},
    ],
    ids=str,
)
def test_whatever_was_changed_shows(changed: dict[str, Any]) -> None:
    """Every sealed member, and the seal itself."""
    with pytest.raises(ForgedNotification):
        require_genuine({**sns().on(notification()), **changed}, Certificates())


def test_another_key_is_another_sender() -> None:
    """However well it seals."""
    with pytest.raises(ForgedNotification, match="does not fit"):
        require_genuine(new_seal().on(notification()), Certificates())


def test_another_topic_of_anybody_is_not_listened_to() -> None:
    """SNS seals what any customer publishes."""
    foreign = sns().on(notification(TopicArn="arn:aws:sns:ap-northeast-1:999999999999:suketto-deliveries"))

    with pytest.raises(ForgedNotification, match="topic"):
        require_genuine(foreign, Certificates(), topic=TOPIC)


@pytest.mark.parametrize(
    "url",
    [
        "http://sns.ap-northeast-1.amazonaws.com/a.pem",
        "https://sns.ap-northeast-1.amazonaws.com.evil.example/a.pem",
        "https://evil.example/sns.ap-northeast-1.amazonaws.com/a.pem",
        "https://sns.ap-northeast-1.amazonaws.com@evil.example/a.pem",
        "https://sns.ap-northeast-1.amazonaws.com:8443/a.pem",
        "https://bucket.s3.ap-northeast-1.amazonaws.com/a.pem",
        "https://sns.ap-northeast-1.amazonaws.com/a.txt",
        "file:///a.pem",
        "",
    ],
)
def test_certificates_are_fetched_from_sns_alone(url: str) -> None:
    """By https, and from nobody whose name only looks like it; refused before anything is fetched."""
    with pytest.raises(ForgedNotification, match="not SNS's"):
        FetchedCertificates().pem(url)


def test_a_certificate_is_fetched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process keeps it."""
    fetched: list[tuple[str, str]] = []

    def fetch(host: str, path: str) -> bytes:
        fetched.append((host, path))
        return sns().certificate

    monkeypatch.setattr("chalicelib.adapters.sns._fetched", fetch)
    certificates = FetchedCertificates()

    for _ in range(2):
        require_genuine(sns().on(notification()), certificates)

    assert fetched == [("sns.ap-northeast-1.amazonaws.com", "/SimpleNotificationService-0123abcd.pem")]
