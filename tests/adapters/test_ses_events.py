"""What SES publishes, in the forms its manual shows, in our own words."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.adapters.ses_events import SesPostmaster
from chalicelib.domain.delivery import Delivery, Outcome
from tests.adapters.test_sns import TOPIC, Certificates, notification, sns

MAIL = {
    "timestamp": "2026-11-24T01:00:00.123Z",
    "source": "suketto@ehime.example.jp",
    "sendingAccountId": "123456789012",
    "messageId": "0106019b-1234",
    "destination": ["ichiro@experts.example.jp"],
    "headersTruncated": False,
    "commonHeaders": {"subject": "支援の依頼"},
    "tags": {"ses:configuration-set": ["suketto"], "letter": ["l1"], "about": ["r1"]},
}
LATER = "2026-11-24T01:00:05.456Z"
SENT, THEN = datetime(2026, 11, 24, 1, 0, 0, 123000, UTC), datetime(2026, 11, 24, 1, 0, 5, 456000, UTC)
WHOM = {"emailAddress": "ichiro@experts.example.jp"}


def bounce(kind: str, detail: str) -> dict[str, Any]:
    """A bounce's particulars."""
    return {
        "bounce": {
            "feedbackId": "0106019b-5678",
            "bounceType": kind,
            "bounceSubType": detail,
            "bouncedRecipients": [{**WHOM, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550"}],
            "timestamp": LATER,
            "reportingMTA": "dsn; a8-53.smtp-out.amazonses.com",
        }
    }


def complaint(detail: str | None) -> dict[str, Any]:
    """A complaint's particulars."""
    said = {"complainedRecipients": [WHOM], "timestamp": LATER, "complaintFeedbackType": "abuse"}
    return {"complaint": {**said, "complaintSubType": detail}}


def read(kind: str, **particulars: Any) -> Delivery | None:
    """What the postmaster makes of an event."""
    said = json.dumps({"eventType": kind, "mail": MAIL, **particulars}, ensure_ascii=False)
    return SesPostmaster(Certificates(), topic=TOPIC).read(sns().on(notification(Message=said)))


@pytest.mark.parametrize(
    ("kind", "particulars", "outcome", "at", "trouble", "lasting"),
    [
        ("Delivery", {"delivery": {"timestamp": LATER, "recipients": []}}, Outcome.DELIVERED, THEN, "", False),
        (
            "DeliveryDelay",
            {"deliveryDelay": {"timestamp": LATER, "delayType": "MailboxFull", "expirationTime": LATER}},
            Outcome.DELAYED,
            THEN,
            "",
            False,
        ),
        ("Bounce", bounce("Permanent", "General"), Outcome.BOUNCED, THEN, "bounced", True),
        ("Bounce", bounce("Permanent", "OnAccountSuppressionList"), Outcome.BOUNCED, THEN, "suppressed", True),
        ("Bounce", bounce("Transient", "MailboxFull"), Outcome.DELAYED, THEN, "", False),
        ("Bounce", bounce("Undetermined", "Undetermined"), Outcome.DELAYED, THEN, "", False),
        ("Complaint", complaint(None), Outcome.COMPLAINED, THEN, "complained", True),
        ("Complaint", complaint("OnAccountSuppressionList"), Outcome.BOUNCED, THEN, "suppressed", True),
        ("Reject", {"reject": {"reason": "Bad content"}}, Outcome.BOUNCED, SENT, "refused", False),
        (
            "Rendering Failure",
            {"failure": {"errorMessage": "missing", "templateName": "none"}},
            Outcome.BOUNCED,
            SENT,
            "refused",
            False,
        ),
    ],
)
def test_every_event_has_its_meaning(
    kind: str, particulars: dict[str, Any], outcome: Outcome, at: datetime, trouble: str, lasting: bool
) -> None:
    """Letter, outcome, time, what went wrong, and whether the address is to be left alone."""
    assert read(kind, **particulars) == Delivery("r1", "l1", outcome, at, trouble, lasting)


@pytest.mark.parametrize("kind", ["Send", "Open", "Click", "Subscription", "Something New"])
def test_other_events_say_nothing_of_what_became_of_a_letter(kind: str) -> None:
    """They are passed over."""
    assert read(kind) is None


def test_mail_of_others_is_passed_over() -> None:
    """Without our tags it is no letter of ours."""
    said = json.dumps({"eventType": "Delivery", "mail": {**MAIL, "tags": {}}, "delivery": {"timestamp": LATER}})

    assert SesPostmaster(Certificates()).read(sns().on(notification(Message=said))) is None


@pytest.mark.parametrize("message", ["Successfully validated SNS topic for Amazon SES event publishing.", "[]", "1"])
def test_plain_words_are_no_event(message: str) -> None:
    """SES greets a topic in words."""
    assert SesPostmaster(Certificates()).read(sns().on(notification(Message=message))) is None
