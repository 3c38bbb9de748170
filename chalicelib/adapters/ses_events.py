"""What SES publishes through SNS about a mail, in our own words.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.adapters.sns import Certificates, require_genuine
from chalicelib.domain.delivery import Delivery, Outcome

Said = Mapping[str, Any]
Meaning = tuple[Outcome, str, bool]
# Not tried again: SES itself keeps a list of addresses that mail to them failed for.
LISTED = {"Suppressed", "OnAccountSuppressionList"}


class SesPostmaster:
    """`ports.Postmaster`; `topic` is the ARN of the only topic that is listened to, empty for any."""

    def __init__(self, certificates: Certificates, *, topic: str = "") -> None:
        self._certificates, self._topic = certificates, topic

    def read(self, notification: Said) -> Delivery | None:
        require_genuine(notification, self._certificates, topic=self._topic)
        try:
            event = json.loads(notification["Message"])
        except ValueError:
            # SES says in plain words that it has found the topic.
            return None
        return _delivery(event) if isinstance(event, dict) else None


def _delivery(event: Said) -> Delivery | None:
    kind, mail = str(event.get("eventType")), event.get("mail", {})
    tags = mail.get("tags", {})
    if kind not in MEANINGS or not {"letter", "about"} <= tags.keys():
        return None
    name, meaning = MEANINGS[kind]
    said = event.get(name, {})
    outcome, trouble, lasting = meaning(said)
    return Delivery(
        about=tags["about"][0],
        letter_id=tags["letter"][0],
        outcome=outcome,
        at=datetime.fromisoformat(said.get("timestamp") or mail["timestamp"]),
        trouble=trouble,
        lasting=lasting,
    )


def _bounced(said: Said) -> Meaning:
    """Only a permanent bounce is an end; an absence notice counts as transient, though its mail has arrived."""
    if said["bounceType"] != "Permanent":
        return Outcome.DELAYED, "", False
    return Outcome.BOUNCED, "suppressed" if said.get("bounceSubType") in LISTED else "bounced", True


def _complained(said: Said) -> Meaning:
    """A complaint of long ago keeps a mail from leaving: then nobody has read this one."""
    listed = said.get("complaintSubType") in LISTED
    return (Outcome.BOUNCED, "suppressed", True) if listed else (Outcome.COMPLAINED, "complained", True)


def _always(outcome: Outcome, trouble: str = "") -> Callable[[Said], Meaning]:
    return lambda said: (outcome, trouble, False)


# By SES's name of the event: under which name its particulars stand, and what it means.
MEANINGS: Mapping[str, tuple[str, Callable[[Said], Meaning]]] = {
    "Delivery": ("delivery", _always(Outcome.DELIVERED)),
    "DeliveryDelay": ("deliveryDelay", _always(Outcome.DELAYED)),
    "Bounce": ("bounce", _bounced),
    "Complaint": ("complaint", _complained),
    "Reject": ("reject", _always(Outcome.BOUNCED, "refused")),
    "Rendering Failure": ("failure", _always(Outcome.BOUNCED, "refused")),
}
