"""The secret is rotated: a fresh one in force, the one that was in force before it."""

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local.secret import keep

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

BYTES = 48


def rotate(client: "SecretsManagerClient", name: str, *, file: str | None) -> None:
    """Rotate the secret in the file where there is one, else that of Secrets Manager."""
    if file:
        path = Path(file)
        keep(path, rotated(path.read_text(encoding="utf-8")))
        return
    held = client.get_secret_value(SecretId=name)["SecretString"]
    client.put_secret_value(SecretId=name, SecretString=rotated(held))


def rotated(held: str) -> str:
    """The secret's text after a rotation."""
    return json.dumps({"current": secrets.token_urlsafe(BYTES), "previous": json.loads(held)["current"]})
