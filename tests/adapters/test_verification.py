"""What was stored verifies on every store, and what is done to the stored items behind its back is found."""

from typing import Any

import pytest

from chalicelib.adapters.items import plain, wire
from chalicelib.adapters.table import Table
from chalicelib.domain.audit import Break
from chalicelib.service.office import Office
from chalicelib.service.verify_all import verify_stretch
from chalicelib.service.verify_record import verify_record
from tests import embedded
from tests.adapters.conftest import on_table
from tests.service.offices import with_everything


def test_every_kind_of_record_verifies_after_its_way_through_the_store(office: Office) -> None:
    """Seals are set on what is written and compared with what is read back."""
    stretch = verify_stretch(with_everything(office), limit=100)

    assert stretch.cursor is None
    assert len(stretch.verdicts) == 13
    assert [str(verdict.fault) for verdict in stretch.verdicts if verdict.fault] == []


TAMPERINGS: list[tuple[str, str, dict[str, Any], Break]] = [
    ("CASE#{id}", "REQUEST", {"remark": "書き足し"}, Break.CHANGED),
    ("CASE#{id}", "REQUEST", {"head": "0" * 64}, Break.NO_HEAD),
    ("CASE#{id}", "REQUEST", {"municipalities": "none"}, Break.UNREADABLE),
    ("CASE#{id}", "OFFER#{id}.01", {"half_day_yen": 50_000}, Break.CHANGED),
    ("WATCHER#380008", "ASSIGNMENT#{id}.01", {"half_day_yen": 50_000}, Break.CHANGED),
    ("AUDIT#{id}", "00000002", {"at": "2026-11-23T00:00:00Z"}, Break.ALTERED),
    ("AUDIT#{id}", "00000002", {"wrote": {}}, Break.ALTERED),
    ("AUDIT#{id}", "00000002", {"sequence": 3}, Break.GAP),
]


@pytest.mark.embedded
@pytest.mark.parametrize(("pk", "sk", "changes", "how"), TAMPERINGS)
def test_a_stored_item_that_was_tampered_with_is_found(
    table: embedded.Table, pk: str, sk: str, changes: dict[str, Any], how: Break
) -> None:
    """Whatever attribute of whatever item somebody with access to the table has changed."""
    office = with_everything(on_table(Table(table.client, table.name)))
    record = office.cases.request_id("R08-0001")
    key = wire({"pk": pk.format(id=record), "sk": sk.format(id=record)})
    stored = plain(table.client.get_item(TableName=table.name, Key=key)["Item"])
    table.client.put_item(TableName=table.name, Item=wire(stored | changes))

    fault = verify_record(office, "request", record).fault

    assert fault is not None
    assert fault.how is how
