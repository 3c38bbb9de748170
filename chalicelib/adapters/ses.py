"""Mail through Amazon SES, one attempt a call: whether to try again is the outbox's decision, never the SDK's."""

from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

from chalicelib.domain.errors import MailBusy, MailError, MailRefused, MailUncertain
from chalicelib.domain.letter import Letter, Wording
from chalicelib.domain.profile import Post

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

# boto3's own retries would send the same mail again after a lost answer.
ONCE = Config(connect_timeout=2, read_timeout=6, retries={"total_max_attempts": 1})
FINAL = {"MessageRejected", "BadRequestException", "NotFoundException", "MailFromDomainNotVerifiedException"}
BUSY = {"TooManyRequestsException", "LimitExceededException", "SendingPausedException", "ThrottlingException"}


def sesv2() -> "SESV2Client":
    """A client that never retries by itself."""
    return boto3.client("sesv2", config=ONCE)


class SesMailer:
    """`ports.Mailer`; `events` names the configuration set that publishes what becomes of mails, empty for none."""

    def __init__(self, client: "SESV2Client", post: Post, *, events: str = "") -> None:
        self.client, self.post = client, post
        self._events: Any = {"ConfigurationSetName": events} if events else {}
        self._rate = 0

    def send(self, letter: Letter, wording: Wording) -> str:
        message = compose(self.post, to=letter.to, wording=wording)
        try:
            answer = self.client.send_email(
                FromEmailAddress=self.post.sender,
                Destination={"ToAddresses": [letter.to]},
                ReplyToAddresses=[self.post.reply_to],
                Content={"Raw": {"Data": message.as_bytes()}},
                EmailTags=[{"Name": "letter", "Value": letter.id}, {"Name": "about", "Value": letter.about}],
                **self._events,
            )
        except (ClientError, BotoCoreError) as failure:
            raise _meaning(failure) from failure
        return answer["MessageId"]

    def rate(self) -> int:
        self._rate = self._rate or self._asked_rate()
        return self._rate

    def _asked_rate(self) -> int:
        """The account's, once a process; an account that does not tell is in the sandbox at worst: one a second."""
        try:
            return max(1, int(self.client.get_account()["SendQuota"]["MaxSendRate"]))
        except (ClientError, BotoCoreError, KeyError):
            return 1


def compose(post: Post, *, to: str, wording: Wording) -> EmailMessage:
    """The mail itself: text, with minimal HTML beside it where the letter has some."""
    message = EmailMessage()
    message["From"] = f"{_name(post.sender_name)} <{post.sender}>"
    message["To"] = to
    message["Reply-To"] = post.reply_to
    message["Subject"] = wording.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(wording.text, cte="base64")
    if wording.html:
        message.add_alternative(wording.html, subtype="html", cte="base64")
    return message


def _name(name: str) -> str:
    return '"' + name.replace("\\", "").replace('"', "") + '"'


def _meaning(failure: ClientError | BotoCoreError) -> MailError:
    """Whether the mail certainly did not leave; every other failure leaves that open."""
    if isinstance(failure, ClientError):
        code = failure.response["Error"]["Code"]
        if code in FINAL:
            return MailRefused(code)
        if code in BUSY:
            return MailBusy(code)
    if isinstance(failure, EndpointConnectionError | ConnectTimeoutError):
        return MailBusy(type(failure).__name__)
    return MailUncertain(type(failure).__name__)
