"""Where the service's own secret lies: in Secrets Manager, or in a file of the embedded run.

Either holds `{"current": "...", "previous": "..."}`; `previous` is empty until the first rotation.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.vault import Secret, Secrets, SecretUnusable
from chalicelib.domain.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

SHORT = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})


def secrets_manager() -> "SecretsManagerClient":
    """A client; the SDK's environment says where it connects to."""
    return boto3.client("secretsmanager", config=SHORT)


class ManagedSecret:
    """A source of secrets: a secret of Secrets Manager, by its name or ARN."""

    def __init__(self, client: "SecretsManagerClient", name: str) -> None:
        self.client, self.name = client, name

    def __call__(self) -> Secrets:
        try:
            return secrets_of(self.client.get_secret_value(SecretId=self.name)["SecretString"])
        except (ClientError, BotoCoreError) as failure:
            raise Unavailable(f"secret: {type(failure).__name__}") from None


class SecretFile:
    """A source of secrets: a file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self) -> Secrets:
        return secrets_of(self.path.read_text(encoding="utf-8"))


def secrets_of(text: str) -> Secrets:
    """The secrets in the order in which they count; SecretUnusable, which does not repeat what it read."""
    try:
        held: dict[str, Any] = json.loads(text)
        found = [held["current"], *([held["previous"]] if held.get("previous") else [])]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SecretUnusable("the secret is not of the form {current, previous}") from None
    return tuple(Secret(str(one)) for one in found)
