"""Items that are asked for together, in one call."""

from typing import Any

import pytest

from chalicelib.adapters import table as tables
from chalicelib.adapters.items import plain, wire
from chalicelib.adapters.table import Table
from chalicelib.domain.errors import NotFound, Unavailable
from tests import embedded

FIRST, SECOND = {"pk": "USERS", "sk": "u1"}, {"pk": "SESSION#s1", "sk": "SESSION"}


class Busy:
    """A DynamoDB that answers only a part of what it is asked, `often` times, and the whole then."""

    def __init__(self, often: int) -> None:
        self.often, self.asked = often, 0

    def batch_get_item(self, RequestItems: Any) -> Any:  # noqa: N803
        """Some of it."""
        self.asked += 1
        left = RequestItems if self.asked <= self.often else {}
        found = [wire(key) for key in (FIRST, SECOND)][: 1 if left else 2]
        return {"Responses": {"busy": found}, "UnprocessedKeys": left}


@pytest.mark.embedded
def test_items_come_in_the_order_of_their_keys(table: embedded.Table) -> None:
    """Whatever order the store answers in."""
    both = Table(table.client, table.name)
    for key in (FIRST, SECOND):
        both.put(wire({**key, "kept": True}))

    for keys in ((FIRST, SECOND), (SECOND, FIRST)):
        assert [plain(item)["pk"] for item in both.get_all(*keys)] == [key["pk"] for key in keys]


@pytest.mark.embedded
def test_one_that_is_missing_is_not_found(table: embedded.Table) -> None:
    """As when it had been asked for alone."""
    one = Table(table.client, table.name)
    one.put(wire(FIRST))

    with pytest.raises(NotFound, match="session"):
        one.get_all(FIRST, SECOND)


def test_an_answer_that_was_cut_short_is_no_missing_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy store is asked again, and then known as busy: nobody is signed out by it."""
    monkeypatch.setattr(tables, "PAUSES_S", (0.0, 0.0))
    client: Any = Busy(often=2)

    assert len(Table(client, "busy").get_all(FIRST, SECOND)) == 2
    with pytest.raises(Unavailable):
        Table(Busy(often=3), "busy").get_all(FIRST, SECOND)  # type: ignore[arg-type]
