"""Mails as files: one `.eml` each, named so that their names sort by time."""

import base64
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from infra.local import whole


class Mail(TypedDict):
    """What the local mail pages show of a mail."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str
    sent_at: str


def keep(folder: Path, *, request: dict[str, Any], message_id: str) -> None:
    """Write what `SendEmail` was asked to send, with what SES adds."""
    now = datetime.now(UTC)
    mail = message_from_bytes(base64.b64decode(request["Content"]["Raw"]["Data"]), policy=SMTP)
    mail["Message-ID"] = f"<{message_id}>"
    mail["Date"] = now
    mail["X-SES-MESSAGE-TAGS"] = ", ".join(f"{tag['Name']}={tag['Value']}" for tag in request.get("EmailTags", ()))
    whole.write(folder / f"{now:%Y%m%dT%H%M%S%f}-{message_id[:8]}.eml", mail.as_bytes())


def kept(folder: Path) -> list[Mail]:
    """Every mail of the folder, newest last."""
    return [read(path) for path in sorted(folder.glob("*.eml"))]


@lru_cache(maxsize=1000)
def read(path: Path) -> Mail:
    """One mail; a file never changes once it is there."""
    mail = message_from_bytes(path.read_bytes(), policy=SMTP)
    return Mail(
        to=mail["To"] or "",
        subject=mail["Subject"] or "",
        text=part(mail, "plain"),
        html=part(mail, "html"),
        reply_to=mail["Reply-To"] or "",
        sent_at=mail["Date"].datetime.isoformat(),
    )


def part(mail: EmailMessage, kind: str) -> str:
    """The mail's body of this kind, with plain line ends, or nothing."""
    body = mail.get_body((kind,))
    return body.get_content().replace("\r\n", "\n") if body else ""
