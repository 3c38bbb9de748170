"""What the operator does by command: the first secretary, a lost authenticator, another secret; all of it on record."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import bootstrap
from chalicelib.adapters.patience import Patience
from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from infra.admin.__main__ import main
from infra.local.aws import client_environment
from tests import embedded
from tests.authenticator import with_authenticator
from tests.builders import a_user

pytestmark = pytest.mark.embedded
INVITE = ["invite", "--email", "hajime@ehime.example.jp", "--name", "初期 一"]


@pytest.fixture
def office(
    table: embedded.Table, embedded_aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The office of the environment's table, whose secret lies in Secrets Manager."""
    client = embedded.client_for("secretsmanager", embedded_aws)
    name = f"secret-of-{table.name}"
    client.create_secret(Name=name, SecretString=json.dumps({"current": "c" * 64, "previous": ""}))
    given = {"SUKETTO_TABLE": table.name, "SUKETTO_BASE_URL": "http://127.0.0.1:8000", "SUKETTO_SECRET": name}
    for variable, value in {**client_environment(embedded_aws), **given}.items():
        monkeypatch.setenv(variable, value)
    # Whoever was served before in this process has no say in how long the command may take.
    monkeypatch.setattr(bootstrap, "patience", Patience())
    for known in (bootstrap.environment, bootstrap.office):
        known.cache_clear()
    yield bootstrap.office()
    for known in (bootstrap.environment, bootstrap.office):
        known.cache_clear()


def test_the_first_secretary_is_let_in_by_command(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """They are told by mail; that the operator did it is on record."""
    assert main(INVITE) == 0

    user = office.doors.user_by_email("hajime@ehime.example.jp")
    events = office.cases.events(user.id)
    assert (user.name, user.role, user.active) == ("初期 一", Role.SECRETARIAT, True)
    assert re.match(rf"{user.id}: hajime@ehime.example.jp may sign in", capsys.readouterr().out)
    assert [(event.what, event.who, event.role) for event in events] == [("user:invited", "operator", "system")]
    assert first_fault(events, head=user.head) is None
    assert [letter.notice for letter in office.letters.about(user.id)] == ["user_invited"]


def test_who_cannot_be_let_in_is_said(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """A second time, or from outside the prefecture's domains."""
    main(INVITE)

    assert main(INVITE) == 1
    assert main(["invite", "--email", "somebody@elsewhere.example.com", "--name", "誰か"]) == 1
    assert "ほかの方が使っています" in capsys.readouterr().err
    assert len(office.doors.users()) == 1


def test_a_lost_authenticator_is_taken_off_by_command(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """For the last secretary, whom no colleague can help."""
    user = a_user(Role.SECRETARIAT)
    office.doors.save_user(user)
    with_authenticator(office, user)

    assert main(["reset-factor", "--email", user.email, "--reason", "紛失"]) == 0

    with pytest.raises(NotFound):
        office.doors.factor(user.id)
    assert main(["reset-factor", "--email", "nobody@office.example.jp", "--reason", "紛失"]) == 1
    assert "nobody signs in with" in capsys.readouterr().err


def test_another_secret_is_put_in_force_and_authenticators_move_to_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Digests made before count on; no authenticator needs the old one any more; nothing of it is printed."""
    user = a_user(Role.SECRETARIAT)
    office.doors.save_user(user)
    with_authenticator(office, user)
    before, sealed = office.vault.digest("code"), office.doors.factor(user.id).sealed

    assert main(["rotate"]) == 0
    bootstrap.office.cache_clear()
    assert main(["reseal"]) == 0

    after = bootstrap.office()
    assert (after.vault.digest("code") == before, before in after.vault.digests("code")) == (False, True)
    assert after.doors.factor(user.id).sealed.partition(".")[0] != sealed.partition(".")[0]
    assert "c" * 64 not in capsys.readouterr().out
