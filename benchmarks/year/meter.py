"""The calls of a DynamoDB client, and the capacity units they take on AWS, by the place in the table that they touch.

Units are computed from what was sent and what came back, by the rules of docs/storage.md. A write is counted by the
larger of the item before and after; an index entry by what it was and what it becomes.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.meter import bytes_of, units

Params = dict[str, Any]
INDEX = "index "


@dataclass
class Meter:
    """`calls` by operation; `read` and `written` are capacity units by place, such as `AUDIT` or `index LETTERS`."""

    prefecture: str
    calls: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    largest: dict[str, int] = field(default_factory=dict)
    _sizes: dict[tuple[str, str], int] = field(default_factory=dict)
    _queues: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def watch(self, client: Any) -> None:
        """Listen to a client that one thread uses."""
        client.meta.events.register("provide-client-params.dynamodb", self._note)
        client.meta.events.register("after-call.dynamodb", self._count)

    def place(self, pk: str) -> str:
        """The kind of partition; the prefecture's own lists by themselves."""
        room, _, name = pk.partition("#")
        if room == "WATCHER":
            return f"{room} {'of the prefecture' if name == self.prefecture else 'of a town or expert'}"
        return room

    def queue(self, name: str) -> str:
        """The kind of queue in the index."""
        code, _, which = name.partition("#")
        if not which:
            return f"{INDEX}{code}"
        return f"{INDEX}{which} {'of the prefecture' if code == self.prefecture else 'of a town'}"

    def _note(self, params: Params, **_: Any) -> None:
        self._sent = params

    def _count(self, model: Any, parsed: Params, http_response: Any, **_: Any) -> None:
        self.calls[model.name] += 1
        sent = self._sent
        if http_response.status_code != 200:
            self.calls[f"{model.name} refused"] += 1
        elif model.name == "GetItem":
            self._get(sent["Key"], parsed.get("Item", {}))
        elif model.name == "BatchGetItem":
            (asked,), (answered,) = sent["RequestItems"].values(), parsed["Responses"].values()
            items = {_key(item): item for item in answered}
            for key in asked["Keys"]:
                self._get(key, items.get(_key(key), {}))
        elif model.name == "Query":
            self._query(sent, parsed)
        elif model.name == "TransactWriteItems":
            for action in sent["TransactItems"]:
                self._act(action)
        elif model.name == "PutItem":
            self._put(sent["Item"], times=1)
        elif model.name == "UpdateItem":
            self._update(sent["Key"], times=1)
        elif model.name == "DeleteItem":
            self._delete(sent["Key"], times=1)

    def _get(self, key: Params, item: Params) -> None:
        self.read[self.place(key["pk"]["S"])] += max(1, units(bytes_of(item), each=4))

    def _query(self, sent: Params, parsed: Params) -> None:
        taken = max(1, units(sum(self._sizes.get(_key(item)) or bytes_of(item) for item in parsed["Items"]), each=4))
        values = sent["ExpressionAttributeValues"]
        if "IndexName" in sent:
            self.read[self.queue(values[":queue"]["S"])] += taken / 2  # type: ignore[assignment]
        else:
            self.read[self.place(values[":pk"]["S"])] += taken

    def _act(self, action: Mapping[str, Params]) -> None:
        ((verb, parts),) = action.items()
        if verb == "Put":
            self._put(parts["Item"], times=2)
        elif verb == "Update":
            self._update(parts["Key"], times=2)
        elif verb == "Delete":
            self._delete(parts["Key"], times=2)

    def _put(self, item: Params, *, times: int) -> None:
        key, size = _key(item), bytes_of(item)
        place = self.place(key[0])
        self.written[place] += times * max(1, units(max(size, self._sizes.get(key, 0)), each=1))
        self._sizes[key] = size
        self.largest[place] = max(size, self.largest.get(place, 0))
        self._index(key, item, size)

    def _update(self, key: Params, *, times: int) -> None:
        known = self._sizes.get(_key(key), 0)
        self.written[self.place(key["pk"]["S"])] += times * max(1, units(known, each=1))

    def _delete(self, key: Params, *, times: int) -> None:
        size = self._sizes.pop(_key(key), 0)
        self.written[self.place(key["pk"]["S"])] += times * max(1, units(size, each=1))
        self._index(_key(key), {}, size)

    def _index(self, key: tuple[str, str], item: Params, size: int) -> None:
        """Two writes when an entry moves, one when it comes, goes or changes where it is."""
        before = self._queues.pop(key, None)
        after = (item["queue"]["S"], item["due"]["S"]) if "queue" in item and "due" in item else None
        if after:
            self._queues[key] = after
        for queue in {before, after} - {None}:
            self.written[self.queue(queue[0] if queue else "")] += max(1, units(size, each=1))


def _key(item: Params) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
