"""One contract, all stores: in memory, on moto in this process, on the embedded AWS, and on a second engine."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.addresses import AddressTable
from chalicelib.adapters.cases import CaseTable
from chalicelib.adapters.denials import DenialTable
from chalicelib.adapters.doors import DoorTable
from chalicelib.adapters.errands import ErrandTable
from chalicelib.adapters.experts import ExpertTable
from chalicelib.adapters.letters import LetterTable
from chalicelib.adapters.rounds import RoundTable
from chalicelib.adapters.table import Table
from chalicelib.adapters.tokens import TokenTable
from chalicelib.adapters.tunings import TuningTable
from chalicelib.service.office import Office
from infra.local.table import create
from tests import embedded
from tests.builders import ehime, memory_office

EMBEDDED = pytest.param("table", marks=pytest.mark.embedded, id="embedded")
SECOND = pytest.param("second_table", id="second")
STORES = ("memory", "moto", EMBEDDED, SECOND)


@pytest.fixture(params=STORES)
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """An office on each store in turn; clock, mint and mailer are the same."""
    if request.param == "memory":
        yield memory_office()
    elif request.param == "moto":
        monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
        with mock_aws():
            client = boto3.client("dynamodb", region_name="ap-northeast-1")
            create(client, "suketto")
            yield on_table(Table(client, "suketto"))
    else:
        made: embedded.Table = request.getfixturevalue(request.param)
        yield on_table(Table(made.client, made.name))


@pytest.fixture(params=[EMBEDDED, SECOND])
def embedded_office(request: pytest.FixtureRequest) -> Office:
    """An office on each store that answers many at once in turn, for races that only such a one can decide."""
    made: embedded.Table = request.getfixturevalue(request.param)
    return on_table(Table(made.client, made.name))


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
        tokens=TokenTable(table),
        denials=DenialTable(table),
        errands=ErrandTable(table),
        addresses=AddressTable(table),
    )
