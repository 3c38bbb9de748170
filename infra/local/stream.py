"""Reads the table's stream as Lambda's event source mapping does, which ministack's own does not do faithfully."""

import logging
from typing import TYPE_CHECKING, Any

from infra.local.checkpoint import Checkpoint
from infra.local.invocation import Function, context, stream_event

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

BATCH = 25
TRIES = 5
log = logging.getLogger(__name__)


def sequence(record: Any) -> int:
    """The record's place in the stream."""
    return int(record["dynamodb"]["SequenceNumber"])


class StreamReader:
    """Hands new records to a function in order, again from the first that failed, and remembers how far it came.

    A record that fails `TRIES` times is left to the sweep: it must not keep the others waiting for ever.
    """

    def __init__(
        self, client: "DynamoDBStreamsClient", *, stream: str, name: str, function: Function, checkpoint: Checkpoint
    ) -> None:
        self._client, self._stream, self._checkpoint = client, stream, checkpoint
        self._name, self._function = name, function
        self._iterator = self._beginning()
        self._waiting: list[Any] = []
        self._tries = 0

    def poll(self) -> None:
        """Deliver everything that is there now, or up to the first failure."""
        while self._waiting or self._fetch():
            if self._waiting and not self._deliver():
                return

    def _beginning(self) -> str:
        shards = self._client.describe_stream(StreamArn=self._stream)["StreamDescription"]["Shards"]
        oldest = self._client.get_shard_iterator(
            StreamArn=self._stream, ShardId=shards[0]["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )
        return oldest["ShardIterator"]

    def _fetch(self) -> bool:
        """Whether the stream goes on. It is read from its oldest record; what the checkpoint covers is passed over."""
        try:
            page = self._client.get_records(ShardIterator=self._iterator, Limit=BATCH)
        except self._client.exceptions.ExpiredIteratorException:
            self._iterator = self._beginning()
            return False
        self._iterator = page["NextShardIterator"]
        self._waiting = [record for record in page["Records"] if sequence(record) > self._checkpoint.after]
        return bool(page["Records"])

    def _deliver(self) -> bool:
        """Whether all that waited is done."""
        done = self._succeeded()
        if done == len(self._waiting):
            self._tries = 0
        else:
            self._tries = 1 if done else self._tries + 1
        if self._tries == TRIES:
            log.warning("A stream record failed %d times; it is left to the sweep.", TRIES)
            done, self._tries = done + 1, 0
        if done:
            self._checkpoint.advance(sequence(self._waiting[done - 1]))
        self._waiting = self._waiting[done:]
        return not self._waiting

    def _succeeded(self) -> int:
        """How many of the waiting records, from the first on, need not come again."""
        try:
            answer = self._function(stream_event(self._waiting, self._stream), context(self._name))
        except Exception:
            log.exception("The stream's function %s failed.", self._name)
            return 0
        failed = {failure["itemIdentifier"] for failure in (answer or {}).get("batchItemFailures", ())}
        numbers = [record["dynamodb"]["SequenceNumber"] for record in self._waiting]
        return next((place for place, number in enumerate(numbers) if number in failed), len(numbers))
