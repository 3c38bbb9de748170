"""Where the secret lies: in Secrets Manager or in a file, current and previous, rotated by command."""

import json
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.secrets import ManagedSecret, SecretFile, secrets_of
from chalicelib.adapters.vault import SecretUnusable, Vault
from chalicelib.domain.errors import Unavailable
from infra.admin.rotation import rotate
from infra.local.aws import EmbeddedAws
from infra.local.secret import kept_secret
from tests import embedded as aws

HELD = json.dumps({"current": "c" * 40, "previous": "p" * 40})


def test_current_counts_before_previous() -> None:
    """And previous may be none yet."""
    assert [secret.key("a") for secret in secrets_of(HELD)] == [
        secret.key("a") for one in ("c", "p") for secret in secrets_of(json.dumps({"current": one * 40}))
    ]
    assert len(secrets_of(json.dumps({"current": "c" * 40, "previous": ""}))) == 1


@pytest.mark.parametrize("held", ["", "c" * 40, "[]", "{}", '{"current": ""}', '{"current": "swordfish"}', "null"])
def test_what_is_no_secret_is_refused_without_repeating_it(held: str) -> None:
    """It may be somebody's secret all the same."""
    with pytest.raises(SecretUnusable) as refusal:
        secrets_of(held)
    assert "swordfish" not in str(refusal.value)
    assert "c" * 40 not in str(refusal.value)


def test_the_embedded_run_makes_its_own_and_keeps_it(tmp_path: Path) -> None:
    """Out of reach of other users of the machine, also after a rotation."""
    kept_secret(tmp_path)
    path = tmp_path / "secret.json"
    before = path.read_text(encoding="utf-8")
    kept_secret(tmp_path)
    assert path.read_text(encoding="utf-8") == before
    made = Vault(SecretFile(path)).digest("code")

    rotate(boto3.client("secretsmanager", region_name="ap-northeast-1"), "", file=str(path))

    assert made == Vault(SecretFile(path)).digests("code")[1]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.embedded
def test_secrets_manager_gives_it_and_a_rotation_keeps_the_one_before(embedded: EmbeddedAws) -> None:
    """As the template makes it: with no previous one."""
    client = aws.client_for("secretsmanager", embedded.endpoint)
    client.create_secret(Name="suketto-test", SecretString=json.dumps({"current": "c" * 64, "previous": ""}))
    source = ManagedSecret(client, "suketto-test")
    (first,) = source()

    rotate(client, "suketto-test", file=None)

    assert [secret.name for secret in source()][1:] == [first.name]
    rotate(client, "suketto-test", file=None)
    assert first.name not in [secret.name for secret in source()]


def test_a_silent_secrets_manager_is_a_silent_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that it may be tried again."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with mock_aws(), pytest.raises(Unavailable):
        ManagedSecret(boto3.client("secretsmanager", region_name="ap-northeast-1"), "absent")()
