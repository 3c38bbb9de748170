"""The addresses that letters come from; SES sends from none that is not verified."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


def verify(client: "SESV2Client", address: str) -> None:
    """Make the address a verified sender of the embedded SES."""
    try:
        client.create_email_identity(EmailIdentity=address)
    except client.exceptions.AlreadyExistsException:
        return
