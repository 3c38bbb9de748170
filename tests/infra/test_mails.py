"""Mails are kept as they were sent, and outlive the emulator that sent them."""

import base64
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.aws import EmbeddedAws
from infra.local.eml import kept
from infra.local.sender import verify
from tests.embedded import client_for

SENDER = "suketto@example.jp"


def mail() -> EmailMessage:
    """A mail as the service writes it."""
    written = EmailMessage()
    written["From"], written["To"], written["Reply-To"] = SENDER, "uchiko@example.jp", "office@example.jp"
    written["Subject"] = "【要回答・11/27まで】支援の依頼 R08-0042（内子町）"
    written.set_content("𠮷田様\n\nhttps://suketto.example.jp/answer/abc\n", cte="base64")
    written.add_alternative("<p>𠮷田様</p>", subtype="html", cte="base64")
    return written


def request_to_send(sender: str = SENDER) -> dict[str, Any]:
    """What SES is asked."""
    return {
        "FromEmailAddress": sender,
        "Destination": {"ToAddresses": ["uchiko@example.jp"]},
        "Content": {"Raw": {"Data": mail().as_bytes()}},
        "EmailTags": [{"Name": "letter", "Value": "l-1"}],
    }


def as_it_arrives() -> dict[str, Any]:
    """The same over the wire, where bytes are base64."""
    raw = base64.b64encode(mail().as_bytes()).decode("ascii")
    return {**request_to_send(), "Content": {"Raw": {"Data": raw}}}


def test_a_mail_is_kept_whole_before_its_sender_hears_that_it_left(tmp_path: Path) -> None:
    """Subject, text, HTML, reply address and tags: nothing of what was sent is dropped."""
    with EmbeddedAws(tmp_path) as aws:
        ses = client_for("sesv2", aws.endpoint)
        verify(ses, SENDER)

        message_id = ses.send_email(**request_to_send())["MessageId"]

        (found,) = kept(aws.mails)
    assert found["to"] == "uchiko@example.jp"
    assert found["subject"] == mail()["Subject"]
    assert found["text"] == "𠮷田様\n\nhttps://suketto.example.jp/answer/abc\n"
    assert found["html"] == "<p>𠮷田様</p>\n"
    assert found["reply_to"] == "office@example.jp"
    (file,) = aws.mails.iterdir()
    assert f"Message-ID: <{message_id}>" in file.read_text()
    assert "X-SES-MESSAGE-TAGS: letter=l-1" in file.read_text()


def test_mails_stand_in_the_order_they_were_sent_over_a_restart(tmp_path: Path) -> None:
    """The newest stands last, also when another emulator sent it."""
    for _ in range(2):
        with EmbeddedAws(tmp_path) as aws:
            ses = client_for("sesv2", aws.endpoint)
            verify(ses, SENDER)
            ses.send_email(**request_to_send())

    first, second = kept(tmp_path / "mail")

    assert first["sent_at"] <= second["sent_at"]


def test_a_mail_that_ses_refuses_is_not_kept(embedded: EmbeddedAws) -> None:
    """An address that was never verified sends nothing."""
    ses, before = client_for("sesv2", embedded.endpoint), kept(embedded.mails)

    with pytest.raises(ClientError, match="not verified"):
        ses.send_email(**request_to_send("stranger@example.jp"))

    assert kept(embedded.mails) == before
