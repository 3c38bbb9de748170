"""The command verifies what no list leads to as well, and its exit status says whether all is whole."""

import re
from pathlib import Path

import pytest

from chalicelib import bootstrap
from chalicelib.adapters import keys
from chalicelib.adapters.items import Item, wire
from chalicelib.adapters.patience import Patience
from chalicelib.adapters.table import Table
from chalicelib.service.office import Office
from infra.audit.__main__ import main
from infra.local.aws import client_environment
from infra.scan import items
from tests import embedded
from tests.adapters.conftest import on_table
from tests.service.offices import with_everything

pytestmark = pytest.mark.embedded


@pytest.fixture
def office(table: embedded.Table, embedded_aws: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office at work, whose table is the environment's."""
    given = {"SUKETTO_TABLE": table.name, "SUKETTO_BASE_URL": "http://127.0.0.1:8000"}
    for name, value in {**client_environment(embedded_aws), **given}.items():
        monkeypatch.setenv(name, value)
    # Whoever was served before in this process has no say in how long the command may take.
    monkeypatch.setattr(bootstrap, "patience", Patience())
    return with_everything(on_table(Table(table.client, table.name)))


def remove(table: embedded.Table, *, containing: str) -> None:
    """Every item whose partition is about this."""
    for item in items(table.client, table.name):
        if containing in item["pk"]["S"]:
            table.client.delete_item(TableName=table.name, Key=_key(item))


def _key(item: Item) -> Item:
    return {"pk": item["pk"], "sk": item["sk"]}


def test_a_whole_table_is_said_to_be_whole(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """With the number of records and events, so that nobody takes an empty table for a whole one."""
    assert main(["verify"]) == 0
    assert re.fullmatch(r"13 records with [1-9]\d* events verified, 0 broken\.\n", capsys.readouterr().out)


def test_a_record_that_is_gone_but_for_its_chain_is_found(
    office: Office, table: embedded.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    """No list leads to it any more."""
    record = office.cases.request_id("R08-0001")
    remove(table, containing=f"CASE#{record}")

    assert main(["verify"]) == 1
    assert f"first broken: {record}: the record of event 6 is gone" in capsys.readouterr().out


def test_a_case_that_is_gone_without_a_trace_leaves_its_number(
    office: Office, table: embedded.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers have no gap, so a gap is a case that somebody took away."""
    remove(table, containing=office.cases.request_id("R08-0002"))

    assert main(["verify"]) == 1
    assert "first broken: R08-0002: no request carries this number, which was given" in capsys.readouterr().out


def test_the_first_broken_record_comes_first(
    office: Office, table: embedded.Table, capsys: pytest.CaptureFixture[str]
) -> None:
    """And all others after it."""
    for expert_id in ("e02", "e01"):
        table.client.update_item(
            TableName=table.name,
            Key=wire(keys.expert(expert_id)),
            UpdateExpression="SET half_day_yen = :one",
            ExpressionAttributeValues=wire({":one": 1}),
        )

    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    assert "first broken: e01: expert:e01 is not as event 1 wrote it" in said
    assert "also broken: e02: expert:e02 is not as event 1 wrote it" in said


def test_a_folder_without_state_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not that all is whole."""
    assert main(["verify", "--state", str(tmp_path)]) == 2
    assert "There is no state in" in capsys.readouterr().err
