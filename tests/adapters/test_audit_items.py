"""What is written of the audit trail is never written again: every call the adapters make is looked at."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.adapters.table import Table
from chalicelib.service.export_case import record_export
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.withdraw_request import cancel_request
from tests import embedded
from tests.adapters.conftest import on_table
from tests.builders import AUDITOR, SECRETARIAT, a_request, clock
from tests.service.journeys import offered, send_all
from tests.service.offices import with_everything

pytestmark = pytest.mark.embedded
WRITES = {"PutItem": "Put", "UpdateItem": "Update", "DeleteItem": "Delete"}
Call = tuple[str, dict[str, Any]]


@pytest.fixture
def calls(table: embedded.Table) -> list[Call]:
    """Every call of the table's client, as it is sent."""
    made: list[Call] = []

    def note(params: dict[str, Any], model: Any, **_: object) -> None:
        made.append((model.name, params))

    table.client.meta.events.register("before-parameter-build.dynamodb", note)
    return made


def work(office: Office) -> None:
    """What an office does, from the first request to the export of a case, refusals and deadlines included."""
    with_everything(office)
    request = a_request(office)
    recall_offer(office, SECRETARIAT, request.id, offered(office, request, "e03").id, reason="変更")
    offered(office, request, "e01")
    send_all(office)
    clock(office).move(days=30)
    keep_deadlines(office)
    record_export(office, AUDITOR, request.id, purpose="監査")
    cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")


def writes(calls: list[Call]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(verb, its parameters) of everything that writes, whether alone or in a transaction."""
    for name, params in calls:
        if name in WRITES:
            yield WRITES[name], params
        for action in params.get("TransactItems", ()):
            yield from action.items()
        assert not name.startswith("Batch"), "a batch knows no conditions"


def about_the_trail(params: dict[str, Any]) -> bool:
    """Whether what is written lies where audit events lie."""
    key = params.get("Key") or params["Item"]
    return str(key["pk"]["S"]).startswith("AUDIT#")


def test_an_audit_event_is_added_once_and_never_touched(table: embedded.Table, calls: list[Call]) -> None:
    """Only as a new item: a policy that forbids all else under AUDIT# hinders nothing."""
    work(on_table(Table(table.client, table.name)))

    trail = [(verb, params) for verb, params in writes(calls) if about_the_trail(params)]

    assert len(trail) > 30
    assert {verb for verb, _ in trail} == {"Put"}
    assert {params["ConditionExpression"] for _, params in trail} == {"attribute_not_exists(pk)"}
