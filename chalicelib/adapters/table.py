"""The DynamoDB table: reads by key, bounded queries, and transactions whose refusals are told apart."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from chalicelib.adapters import cursor as cursors
from chalicelib.adapters.items import Item, plain, wire
from chalicelib.adapters.keys import Key
from chalicelib.adapters.patience import BUSY_REASONS, ONE_CALL, Patience, reached
from chalicelib.domain.errors import LostRace, NotFound, Repeated, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

RACED = {"ConditionalCheckFailed", "TransactionConflict"}
PAUSES_S = (0.1, 0.3)


def dynamodb(patience: Patience | None = None) -> "DynamoDBClient":
    """A client that watches the time of an answer, if one is due; the SDK's environment says where it connects to."""
    client = boto3.client("dynamodb", config=ONE_CALL)
    if patience:
        patience.watch(client)
    return client


class ConditionsFailed(LostRace):
    """A transaction was refused; `places` are the positions of its actions whose own condition failed."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(", ".join(reasons))
        self.places = [place for place, reason in enumerate(reasons) if reason == "ConditionalCheckFailed"]
        self.conflict = "TransactionConflict" in reasons


# No limit to speak of: what is cut short without a word is as good as lost.
EVERY = 10_000


class Table:
    """One table by name."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self.client, self.name = client, name

    @reached
    def get(self, key: Key) -> Item:
        """One item, read consistently; NotFound."""
        answer = self.client.get_item(TableName=self.name, Key=wire(key), ConsistentRead=True)
        if "Item" not in answer:
            raise NotFound(key["pk"].split("#")[0].lower())
        return answer["Item"]

    @reached
    def find_all(self, *keys: Key) -> Sequence[Item | None]:
        """Items in the order of their keys, read consistently in one call; None for what is missing."""
        found = {(item["pk"]["S"], item["sk"]["S"]): item for item in self._read_all(keys)}
        return [found.get((key["pk"], key["sk"])) for key in keys]

    def get_all(self, *keys: Key) -> Sequence[Item]:
        """The same, all of them; NotFound when one is missing."""
        found = self.find_all(*keys)
        missing = [key for key, item in zip(keys, found, strict=True) if item is None]
        if missing:
            raise NotFound(missing[0]["pk"].split("#")[0].lower())
        return [item for item in found if item]

    def partition(self, pk: str, *, prefix: str = "", after: str = "", limit: int = EVERY) -> Sequence[Item]:
        """Up to `limit` items of a partition in order, those whose sort key begins with `prefix` or comes `after`."""
        condition, values = "pk = :pk", {":pk": pk}
        if prefix:
            condition, values = f"{condition} AND begins_with(sk, :sk)", {**values, ":sk": prefix}
        elif after:
            condition, values = f"{condition} AND sk > :sk", {**values, ":sk": after}
        found: list[Item] = []
        start = None
        # DynamoDB ends an answer at 1 MB, however few items that are.
        while True:
            answer = self._query(condition, values, limit=limit - len(found), start=start, consistent=True)
            found += answer["Items"]
            start = plain(answer.get("LastEvaluatedKey", {}))
            if not start or len(found) >= limit:
                return found

    def newest(self, pk: str, prefix: str, *, cursor: str | None, limit: int) -> tuple[Sequence[Item], str | None]:
        """A page of a partition, newest first, and the cursor of the next."""
        listing = f"{pk} {prefix}"
        start = {"pk": pk, "sk": cursors.opened(cursor, listing, prefix)} if cursor else None
        values = {":pk": pk, ":sk": prefix}
        answer = self._query(
            "pk = :pk AND begins_with(sk, :sk)", values, limit=limit, start=start, newest=True, consistent=True
        )
        return answer["Items"], _cursor(answer, "sk", listing)

    def queued(
        self, queue: str, prefix: str, *, pk: str, sk: str, cursor: str | None, limit: int
    ) -> tuple[Sequence[Item], str | None]:
        """A page of the queue index, newest first; its items lie in partition `pk` under `sk` and what ends `due`."""
        start, listing = None, f"{queue} {prefix}"
        if cursor:
            due = cursors.opened(cursor, listing, prefix)
            start = {"queue": queue, "due": due, "pk": pk, "sk": sk + due.rpartition("#")[2]}
        condition, values = "queue = :queue", {":queue": queue}
        if prefix:
            condition, values = f"{condition} AND begins_with(due, :due)", {**values, ":due": prefix}
        answer = self._query(condition, values, index="queue", limit=limit, start=start, newest=True)
        return answer["Items"], _cursor(answer, "due", listing)

    def due(self, queue: str, until: str, *, limit: int) -> Sequence[Item]:
        """What the queue index holds up to a moment, longest due first."""
        values = {":queue": queue, ":until": until}
        found: Sequence[Item] = self._query("queue = :queue AND due <= :until", values, index="queue", limit=limit)[
            "Items"
        ]
        return found

    def all_due(self, queue: str, until: str, *, page: int = 25) -> Iterator[Item]:
        """The same to its end, page by page: what cannot be done does not keep anybody from what lies behind it."""
        values, start = {":queue": queue, ":until": until}, None
        while True:
            answer = self._query("queue = :queue AND due <= :until", values, index="queue", limit=page, start=start)
            yield from answer["Items"]
            start = plain(answer.get("LastEvaluatedKey", {}))
            if not start:
                return

    @reached
    def put(
        self,
        item: Item,
        condition: str | None = None,
        values: Mapping[str, Any] | None = None,
        *,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Write one item; LostRace when its condition fails."""
        if condition is None:
            self.client.put_item(TableName=self.name, Item=item)
            return
        # A transaction, because the SDK names each: when an answer is lost and it asks again, it is not refused for
        # what it has just done itself.
        more: dict[str, Any] = {"ExpressionAttributeValues": wire(values)} if values else {}
        if names:
            more["ExpressionAttributeNames"] = names
        self.transact([{"Put": {"Item": item, "ConditionExpression": condition, **more}}])

    @reached
    def update(
        self,
        key: Key,
        expression: str,
        values: Mapping[str, Any],
        *,
        names: Mapping[str, str] | None = None,
        condition: str | None = None,
    ) -> dict[str, Any]:
        """Change one item; its attributes afterwards. LostRace when the condition fails."""
        more: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if names:
            more["ExpressionAttributeNames"] = names
        try:
            answer = self.client.update_item(
                TableName=self.name,
                Key=wire(key),
                UpdateExpression=expression,
                ExpressionAttributeValues=wire(values),
                ReturnValues="ALL_NEW",
                **more,
            )
        except ClientError as refusal:
            raise _raced(refusal) from None
        return plain(answer["Attributes"])

    @reached
    def delete(self, key: Key) -> bool:
        """Remove one item; False when there was none."""
        answer = self.client.delete_item(TableName=self.name, Key=wire(key), ReturnValues="ALL_OLD")
        return bool(answer.get("Attributes"))

    @reached
    def transact(self, actions: Sequence[Mapping[str, Any]], *, errand: Mapping[str, Any] | None = None) -> None:
        """Do all of the actions or none; ConditionsFailed says which were refused.

        `errand` marks what they do as done, and belongs to them: Repeated when it is marked already.
        """
        every = [*actions, errand] if errand else actions
        named: list[Any] = [
            {verb: {"TableName": self.name, **parts} for verb, parts in action.items()} for action in every
        ]
        try:
            self._write_all(named)
        except self.client.exceptions.TransactionCanceledException as refusal:
            if not RACED & set(reasons := _reasons(refusal)):
                raise
            refused = ConditionsFailed(reasons)
            raise (Repeated("errand") if len(actions) in refused.places else refused) from None

    def _write_all(self, named: Sequence[Any]) -> None:
        """The SDK tries again by itself when a single item is throttled, but not when a transaction is."""
        for pause in PAUSES_S:
            try:
                self.client.transact_write_items(TransactItems=named)
                return
            except self.client.exceptions.TransactionCanceledException as refusal:
                if not BUSY_REASONS & set(_reasons(refusal)):
                    raise
            time.sleep(pause)
        self.client.transact_write_items(TransactItems=named)

    def _read_all(self, keys: Sequence[Key]) -> Sequence[Item]:
        """The SDK takes an answer that a busy store cut short for a whole one."""
        asked: Any = {self.name: {"Keys": [wire(key) for key in keys], "ConsistentRead": True}}
        for pause in (0.0, *PAUSES_S):
            time.sleep(pause)
            answer = self.client.batch_get_item(RequestItems=asked)
            if not answer.get("UnprocessedKeys"):
                return answer["Responses"][self.name]
        raise Unavailable("UnprocessedKeys")

    @reached
    def _query(
        self,
        condition: str,
        values: Mapping[str, str],
        *,
        limit: int,
        index: str | None = None,
        start: Mapping[str, str] | None = None,
        newest: bool = False,
        consistent: bool = False,
    ) -> Any:
        more: dict[str, Any] = {"IndexName": index} if index else {"ConsistentRead": consistent}
        if start:
            more["ExclusiveStartKey"] = wire(start)
        return self.client.query(
            TableName=self.name,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=wire(values),
            ScanIndexForward=not newest,
            Limit=limit,
            **more,
        )


def put(item: Item, condition: str | None = None, **values: Any) -> dict[str, Any]:
    """A Put for a transaction."""
    return {"Put": {"Item": item, **_conditions(condition, values)}}


def _conditions(condition: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
    if not condition:
        return {}
    more = {"ExpressionAttributeValues": wire({f":{name}": value for name, value in values.items()})} if values else {}
    return {"ConditionExpression": condition, **more}


def _reasons(refusal: ClientError) -> list[str]:
    """Why a transaction was cancelled, one word for each of its actions."""
    said: Any = refusal.response
    return [reason.get("Code", "None") for reason in said.get("CancellationReasons", [])]


def _raced(refusal: ClientError) -> Exception:
    code = refusal.response["Error"]["Code"]
    return LostRace(code) if code in ("ConditionalCheckFailedException", "TransactionConflictException") else refusal


def _cursor(answer: Mapping[str, Any], attribute: str, listing: str) -> str | None:
    last = answer.get("LastEvaluatedKey")
    return cursors.sealed(last[attribute]["S"], listing) if last else None
