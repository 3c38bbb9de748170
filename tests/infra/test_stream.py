"""The stream's reader: every record once when all goes well, again when not, and on from its checkpoint."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.local.checkpoint import Checkpoint
from infra.local.stream import BATCH, TRIES, StreamReader
from tests.embedded import Table, client_for

Seen = list[list[str]]
Answer = Callable[[dict[str, Any]], Any]


def keys(event: dict[str, Any]) -> list[str]:
    """The partition keys of an event's records."""
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]


def failing_at(event: dict[str, Any], key: str) -> dict[str, Any]:
    """A partial batch response that names the record of this key, if it is there."""
    failed = [record for record in event["Records"] if record["dynamodb"]["Keys"]["pk"]["S"] == key]
    return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]} for record in failed]}


def put(table: Table, *names: str) -> None:
    """Write rows, each of which makes a stream record."""
    for name in names:
        table.client.put_item(TableName=table.name, Item={"pk": {"S": name}, "sk": {"S": "row"}})


@pytest.fixture
def read(table: Table, embedded_aws: str, tmp_path: Path) -> Callable[[Answer], tuple[StreamReader, Seen]]:
    """Make a reader with the test's checkpoint, and a list of what its function is given."""

    def reader(answer: Answer) -> tuple[StreamReader, Seen]:
        seen: Seen = []

        def function(event: dict[str, Any], _context: object) -> Any:
            seen.append(keys(event))
            return answer(event)

        stream = table.client.describe_table(TableName=table.name)["Table"]["LatestStreamArn"]
        client = client_for("dynamodbstreams", embedded_aws)
        checkpoint = Checkpoint(tmp_path / "at")
        return StreamReader(client, stream=stream, name="answer", function=function, checkpoint=checkpoint), seen

    return reader


Read = Callable[[Answer], tuple[StreamReader, Seen]]


def test_records_come_in_order_and_once(read: Read, table: Table) -> None:
    """A second look brings only what is new."""
    reader, seen = read(lambda event: None)

    put(table, "a", "b")
    reader.poll()
    put(table, "c")
    reader.poll()

    assert seen == [["a", "b"], ["c"]]


def test_records_have_the_shape_that_lambda_gets(read: Read, table: Table) -> None:
    """Plain JSON, times as numbers, the stream's name in each record."""
    events: list[dict[str, Any]] = []
    reader, _ = read(events.append)

    put(table, "a")
    reader.poll()

    (record,) = events[0]["Records"]
    assert record["eventName"] == "INSERT"
    assert f"table/{table.name}/stream/" in record["eventSourceARN"]
    assert isinstance(record["dynamodb"]["ApproximateCreationDateTime"], float)
    assert record["dynamodb"]["NewImage"] == {"pk": {"S": "a"}, "sk": {"S": "row"}}


def test_a_batch_that_failed_in_part_comes_again_from_its_first_failure(read: Read, table: Table) -> None:
    """What came before the failure is done."""
    reader, seen = read(lambda event: failing_at(event, "b") if len(seen) == 1 else None)

    put(table, "a", "b", "c")
    reader.poll()
    reader.poll()

    assert seen == [["a", "b", "c"], ["b", "c"]]


def test_a_function_that_breaks_gets_the_whole_batch_again(
    read: Read, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception answers for no record."""

    def breaks_once(_event: dict[str, Any]) -> None:
        if len(seen) == 1:
            raise RuntimeError("first time")

    reader, seen = read(breaks_once)

    put(table, "a", "b")
    reader.poll()
    reader.poll()

    assert seen == [["a", "b"], ["a", "b"]]
    assert "first time" in caplog.text


def test_a_record_that_always_fails_is_passed_over_at_last(
    read: Read, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    """The letters behind it must not wait for ever."""
    reader, seen = read(lambda event: failing_at(event, "a"))

    put(table, "a", "b")
    for _ in range(TRIES + 1):
        reader.poll()

    assert seen == [["a", "b"]] * TRIES + [["b"]]
    assert "left to the sweep" in caplog.text


def test_tries_are_counted_for_each_record_anew(read: Read, table: Table, caplog: pytest.LogCaptureFixture) -> None:
    """A record is not given up for what happened to one before it."""
    reader, seen = read(lambda event: failing_at(event, "a" if len(seen) < TRIES else "b"))

    put(table, "a")
    for _ in range(TRIES):
        reader.poll()
    put(table, "b")
    for _ in range(TRIES - 1):
        reader.poll()

    assert seen == [["a"]] * TRIES + [["b"]] * (TRIES - 1)
    assert "left to the sweep" not in caplog.text


def test_a_new_reader_goes_on_where_the_last_one_stopped(read: Read, table: Table) -> None:
    """Nothing is lost and nothing comes twice over an orderly restart."""
    first, _ = read(lambda event: None)
    put(table, "a", "b")
    first.poll()

    put(table, "c")
    second, seen = read(lambda event: None)
    second.poll()

    assert seen == [["c"]]


def test_a_reader_killed_in_the_middle_repeats_one_batch_at_most(read: Read, table: Table) -> None:
    """The checkpoint is written after every batch, not at the end."""

    def killed_in_the_second(_event: dict[str, Any]) -> None:
        if len(seen_before) == 2:
            raise KeyboardInterrupt

    names = [f"{number:03d}" for number in range(BATCH * 2 + 3)]
    put(table, *names)
    first, seen_before = read(killed_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        first.poll()

    second, seen_after = read(lambda event: None)
    second.poll()

    assert [name for batch in seen_before for name in batch] == names[: BATCH * 2]
    assert [name for batch in seen_after for name in batch] == names[BATCH:]


def test_a_checkpoint_of_records_that_are_gone_hides_nothing_new(read: Read, table: Table, tmp_path: Path) -> None:
    """A restored backup is older than the checkpoint; what is written next is still read."""
    gone = f"{int(time.time() * 1000)}{0:010d}"
    Checkpoint(tmp_path / "at").advance(int(gone))

    put(table, "next")
    reader, seen = read(lambda event: None)
    reader.poll()

    assert seen == [["next"]]
