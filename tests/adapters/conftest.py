"""One contract, three stores: in memory, on moto in this process, and on the embedded AWS."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.cases import CaseTable
from chalicelib.adapters.doors import DoorTable
from chalicelib.adapters.experts import ExpertTable
from chalicelib.adapters.letters import LetterTable
from chalicelib.adapters.rounds import RoundTable
from chalicelib.adapters.table import Table
from chalicelib.adapters.tunings import TuningTable
from chalicelib.service.office import Office
from infra.local.table import create
from tests import embedded
from tests.builders import ehime, memory_office

STORES = ("memory", "moto", pytest.param("embedded", marks=pytest.mark.embedded))


@pytest.fixture(params=STORES)
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """An office on each store in turn; clock, mint and mailer are the same."""
    if request.param == "memory":
        yield memory_office()
    elif request.param == "embedded":
        made: embedded.Table = request.getfixturevalue("table")
        yield on_table(Table(made.client, made.name))
    else:
        monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
        with mock_aws():
            client = boto3.client("dynamodb", region_name="ap-northeast-1")
            create(client, "suketto")
            yield on_table(Table(client, "suketto"))


@pytest.fixture
def embedded_office(table: embedded.Table) -> Office:
    """An office on the embedded AWS alone, for races that only a real store can decide."""
    return on_table(Table(table.client, table.name))


def on_table(table: Table) -> Office:
    """The memory office with its records in a table."""
    return replace(
        memory_office(),
        cases=CaseTable(table, prefecture=ehime().prefecture.code),
        experts=ExpertTable(table),
        rounds=RoundTable(table, prefecture=ehime().prefecture.code),
        tunings=TuningTable(table),
        letters=LetterTable(table),
        doors=DoorTable(table),
    )
