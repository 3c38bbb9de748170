"""Mails as files: one `.eml` each, named so that their names sort by time."""

import base64
import email.utils
import os
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

POLICY = policy.SMTPUTF8


class Mail(TypedDict):
    """What the local mail pages show of a mail."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str
    sent_at: str


def keep(folder: Path, *, request: dict[str, Any], message_id: str) -> None:
    """Write what `SendEmail` was asked to send; the file appears whole or not at all."""
    now = datetime.now(UTC)
    mail = composed(request) if "Simple" in request["Content"] else given(request)
    mail["Message-ID"] = f"<{message_id}>"
    mail["X-Sent-At"] = now.isoformat(timespec="milliseconds")
    path = folder / f"{now:%Y%m%dT%H%M%S%f}-{message_id[:8]}.eml"
    draft = path.with_suffix(".draft")
    draft.write_bytes(mail.as_bytes())
    os.replace(draft, path)


def given(request: dict[str, Any]) -> EmailMessage:
    """A mail that the sender wrote out itself."""
    mail = message_from_bytes(base64.b64decode(request["Content"]["Raw"]["Data"]), policy=POLICY)
    del mail["Message-ID"]
    return mail


def composed(request: dict[str, Any]) -> EmailMessage:
    """A mail that SES puts together from its parts."""
    simple, to = request["Content"]["Simple"], request["Destination"]
    mail = EmailMessage(policy=POLICY)
    mail["From"] = request["FromEmailAddress"]
    mail["To"] = ", ".join(to.get("ToAddresses", ()))
    mail["Subject"] = simple["Subject"]["Data"]
    mail["Date"] = email.utils.localtime()
    if replies := request.get("ReplyToAddresses"):
        mail["Reply-To"] = ", ".join(replies)
    for header in (*simple.get("Headers", ()), *tags(request)):
        mail[header["Name"]] = header["Value"]
    mail.set_content(simple["Body"]["Text"]["Data"], cte="8bit")
    if html := simple["Body"].get("Html"):
        mail.add_alternative(html["Data"], subtype="html", cte="8bit")
    return mail


def tags(request: dict[str, Any]) -> list[dict[str, str]]:
    """The tags as the header that SES itself reads."""
    pairs = ", ".join(f"{tag['Name']}={tag['Value']}" for tag in request.get("EmailTags", ()))
    return [{"Name": "X-SES-MESSAGE-TAGS", "Value": pairs}] if pairs else []


def kept(folder: Path) -> list[Mail]:
    """Every mail of the folder, newest last."""
    return [read(path) for path in sorted(folder.glob("*.eml"))]


@lru_cache(maxsize=1000)
def read(path: Path) -> Mail:
    """One mail; a file never changes once it is there."""
    mail = message_from_bytes(path.read_bytes(), policy=POLICY)
    return Mail(
        to=mail["To"] or "",
        subject=mail["Subject"] or "",
        text=part(mail, "plain"),
        html=part(mail, "html"),
        reply_to=mail["Reply-To"] or "",
        sent_at=mail["X-Sent-At"],
    )


def part(mail: EmailMessage, kind: str) -> str:
    """The mail's body of this kind, with plain line ends, or nothing."""
    body = mail.get_body((kind,))
    return body.get_content().replace("\r\n", "\n") if body else ""
