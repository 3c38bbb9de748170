"""What becomes of each mail of the embedded run, told to the service as SES tells it through SNS.

The embedded SES says nothing of what becomes of a mail, so it is told from the copies in the mail folder. SES's own
simulator addresses decide: bounce@, complaint@, suppressionlist@ and ooto@simulator.amazonses.com; any other mail is
delivered.
"""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from infra.local import whole
from infra.local.invocation import Function, context
from infra.local.seal import Seal

SIMULATOR = "@simulator.amazonses.com"
TOPIC = "arn:aws:sns:ap-northeast-1:000000000000:suketto-deliveries"
CERTIFICATE = "https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-embedded.pem"
NONE_YET = ""


class Postman:
    """Goes through new mails in the order they were sent; where it has come to stands in a file."""

    def __init__(self, mails: Path, *, seal: Seal, function: Function, checkpoint: Path) -> None:
        self._mails, self._seal, self._function, self._checkpoint = mails, seal, function, checkpoint
        self._done = checkpoint.read_text(encoding="ascii") if checkpoint.exists() else NONE_YET

    def round(self) -> None:
        """Tell of every mail since the last round; a mail whose telling fails comes again with the next one."""
        for path in sorted(self._mails.glob("*.eml")):
            if path.name > self._done:
                for event in events(message_from_bytes(path.read_bytes(), policy=SMTP)):
                    self._function(self._notification(event), context("record_deliveries"))
                self._done = path.name
                whole.write(self._checkpoint, self._done.encode("ascii"))

    def _notification(self, event: dict[str, Any]) -> dict[str, Any]:
        said = {
            "Type": "Notification",
            "MessageId": str(uuid.uuid4()),
            "TopicArn": TOPIC,
            "Subject": "Amazon SES Email Event Notification",
            "Message": json.dumps(event),
            "Timestamp": stamp(),
            "SigningCertUrl": CERTIFICATE,
            "MessageAttributes": {},
        }
        record = {"EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": f"{TOPIC}:embedded"}
        return {"Records": [{**record, "Sns": self._seal.on(said)}]}


def events(mail: EmailMessage) -> list[dict[str, Any]]:
    """What SES publishes about a mail, in the order in which it happens."""
    to, tags = str(mail["To"]), str(mail["X-SES-MESSAGE-TAGS"])
    about = {
        "timestamp": mail["Date"].datetime.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "messageId": str(mail["Message-ID"]).strip("<>"),
        "destination": [to],
        "tags": {name: [value] for name, _, value in (tag.partition("=") for tag in tags.split(", "))},
    }
    outcomes = OUTCOMES.get(to.removesuffix(SIMULATOR), ("Delivery",)) if to.endswith(SIMULATOR) else ("Delivery",)
    return [{**PARTICULARS[outcome](to), "mail": about} for outcome in outcomes]


def stamp() -> str:
    """This moment as SES and SNS write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _bounce(to: str, kind: str, detail: str) -> dict[str, Any]:
    recipients = [{"emailAddress": to, "action": "failed", "status": "5.1.1"}]
    said = {"bounceType": kind, "bounceSubType": detail, "bouncedRecipients": recipients, "timestamp": stamp()}
    return {"eventType": "Bounce", "bounce": {**said, "feedbackId": str(uuid.uuid4())}}


def _delivery(to: str) -> dict[str, Any]:
    said = {"timestamp": stamp(), "recipients": [to], "smtpResponse": "250 2.6.0 Message received"}
    return {"eventType": "Delivery", "delivery": said}


def _complaint(to: str) -> dict[str, Any]:
    said = {"complainedRecipients": [{"emailAddress": to}], "timestamp": stamp(), "complaintFeedbackType": "abuse"}
    return {"eventType": "Complaint", "complaint": {**said, "feedbackId": str(uuid.uuid4())}}


PARTICULARS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "Delivery": _delivery,
    "Complaint": _complaint,
    "Bounce": lambda to: _bounce(to, "Permanent", "General"),
    "Suppressed": lambda to: _bounce(to, "Permanent", "OnAccountSuppressionList"),
    "Absence": lambda to: _bounce(to, "Transient", "General"),
}
OUTCOMES = {
    "bounce": ("Bounce",),
    "complaint": ("Delivery", "Complaint"),
    "suppressionlist": ("Suppressed",),
    "ooto": ("Delivery", "Absence"),
}
