"""The embedded AWS keeps what it was given, whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.aws import EmbeddedAws, EmulatorFailed
from infra.local.lock import StateInUse
from infra.local.table import create
from tests.embedded import client_for

LEFT_ALONE = """
import os, signal, sys
from pathlib import Path
from infra.local.aws import EmbeddedAws
from tests.infra.test_emulator import write
aws = EmbeddedAws(Path(sys.argv[1]))
aws.wait()
write(aws, 1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def write(aws: EmbeddedAws, count: int) -> None:
    """Create a table and put rows into it."""
    client = client_for("dynamodb", aws.endpoint)
    create(client, "kept")
    for number in range(count):
        client.put_item(TableName="kept", Item={"pk": {"S": f"{number}"}, "sk": {"S": "row"}})


def count(aws: EmbeddedAws, times: int) -> int:
    """Count on in the first row; how far it has come."""
    client = client_for("dynamodb", aws.endpoint)
    for _ in range(times):
        answer = client.update_item(
            TableName="kept",
            Key={"pk": {"S": "0"}, "sk": {"S": "row"}},
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
    return int(answer["Attributes"]["times"]["N"])


def put_once(aws: EmbeddedAws, key: str) -> None:
    """Put a row that is refused where it is there already."""
    item = {"pk": {"S": key}, "sk": {"S": "row"}}
    client = client_for("dynamodb", aws.endpoint)
    client.put_item(TableName="kept", Item=item, ConditionExpression="attribute_not_exists(pk)")


def streamed(state: Path) -> list[str]:
    """Whose rows the stream tells of, when an emulator starts anew."""
    with EmbeddedAws(state) as again:
        table = client_for("dynamodb", again.endpoint).describe_table(TableName="kept")["Table"]
        streams = client_for("dynamodbstreams", again.endpoint)
        shard = streams.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]["Shards"][0]
        iterator = streams.get_shard_iterator(
            StreamArn=table["LatestStreamArn"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )
        records = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def change_something_else(aws: EmbeddedAws) -> None:
    """Change what no journal holds, so that the whole state is saved."""
    client_for("sesv2", aws.endpoint).create_email_identity(EmailIdentity="office@example.jp")


def journal(state: Path) -> int:
    """How many bytes a start after kill -9 would have to repeat."""
    return sum(path.stat().st_size for path in (state / "journal").iterdir())


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that takes a moment."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def rows(state: Path) -> int:
    """How many rows an emulator that starts anew finds."""
    with EmbeddedAws(state) as again:
        pages = client_for("dynamodb", again.endpoint).get_paginator("scan").paginate(TableName="kept")
        return sum(page["Count"] for page in pages)


def test_what_need_not_be_kept_is_forgotten(tmp_path: Path) -> None:
    """Nothing is written but the mails, and the next one begins empty."""
    with EmbeddedAws(tmp_path, kept=False) as aws:
        write(aws, 3)

    assert not (tmp_path / "journal").exists()
    with EmbeddedAws(tmp_path) as again:
        assert client_for("dynamodb", again.endpoint).list_tables()["TableNames"] == []


def test_everything_is_there_after_a_clean_stop(tmp_path: Path) -> None:
    """Nothing is lost between the last save and the end."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 200)

    assert rows(tmp_path) == 200


def test_everything_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    """What no save has reached yet stands in the journal."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 200)
        aws.process.kill()

    assert rows(tmp_path) == 200


def test_a_journal_that_has_grown_long_is_saved_and_begun_anew(tmp_path: Path) -> None:
    """A start after kill -9 has a few seconds' changes to repeat, however long the run was, and all are there."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 1)
        client = client_for("dynamodb", aws.endpoint)
        for number in range(60):
            item = {"pk": {"S": f"{number}"}, "sk": {"S": "long"}, "words": {"S": 300_000 * "w"}}
            client.put_item(TableName="kept", Item=item)
        until(lambda: journal(tmp_path) < 5_000_000)
        aws.process.kill()

    assert rows(tmp_path) == 61


def test_nothing_is_done_twice_after_kill_9(tmp_path: Path) -> None:
    """What a save has reached does not stand in the journal any more."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 1)
        count(aws, 20)
        change_something_else(aws)
        until(lambda: journal(tmp_path) == 0)
        count(aws, 20)
        aws.process.kill()

    with EmbeddedAws(tmp_path) as again:
        assert count(again, 1) == 41


def test_nothing_is_done_twice_after_a_clean_stop(tmp_path: Path) -> None:
    """The journal ends with the run."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 1)
        count(aws, 20)

    with EmbeddedAws(tmp_path) as again:
        assert count(again, 1) == 21


def test_stream_records_outlive_the_emulator(tmp_path: Path) -> None:
    """What the stream's reader has not seen yet is still to be read after a restart."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 3)

    assert streamed(tmp_path) == ["0", "1", "2"]


def test_stream_records_outlive_a_save_that_was_broken_off(tmp_path: Path) -> None:
    """What the table's file held already would be refused when it is repeated, and nobody would hear of it."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 1)
    saved = tmp_path / "aws" / "stream_records.json"
    kept = saved.read_bytes()

    with EmbeddedAws(tmp_path) as aws:
        saved.unlink()
        saved.mkdir()
        put_once(aws, "one more")
        change_something_else(aws)
        assert aws.process.wait(timeout=60) != 0
    saved.rmdir()
    saved.write_bytes(kept)

    assert streamed(tmp_path) == ["0", "one more"]


def test_it_saves_and_goes_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    """No orphan stays behind: the next one gets the lock, which only the end of the first sets free."""
    parent = subprocess.run([sys.executable, "-c", LEFT_ALONE, str(tmp_path)], check=False)

    assert parent.returncode == -signal.SIGKILL
    assert rows(tmp_path) == 1


def test_a_state_that_cannot_be_saved_ends_it_and_loses_nothing(tmp_path: Path) -> None:
    """Such as when the disk is full: what was acknowledged stands in the journal until it is saved."""
    with EmbeddedAws(tmp_path) as aws:
        write(aws, 100)
    saved, aside = tmp_path / "aws" / "dynamodb.json", tmp_path / "aside"

    with EmbeddedAws(tmp_path) as aws:
        saved.rename(aside)
        saved.mkdir()
        client_for("dynamodb", aws.endpoint).put_item(
            TableName="kept", Item={"pk": {"S": "one more"}, "sk": {"S": "row"}}
        )
        change_something_else(aws)
        assert aws.process.wait(timeout=60) != 0
    saved.rmdir()
    aside.rename(saved)

    assert rows(tmp_path) == 101


def test_a_second_run_on_the_same_state_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two emulators would overwrite each other's files."""
    monkeypatch.setattr("infra.local.lock.PATIENCE", 0.1)

    with EmbeddedAws(tmp_path), pytest.raises(StateInUse, match=f"process {os.getpid()}"):
        EmbeddedAws(tmp_path)


def test_an_emulator_that_stops_by_itself_is_noticed(tmp_path: Path) -> None:
    """The run must not go on without its table."""
    with EmbeddedAws(tmp_path) as aws:
        aws.process.kill()
        aws.process.wait()

        with pytest.raises(EmulatorFailed, match="has stopped"):
            aws.check()
