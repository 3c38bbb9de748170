"""The parameters are asked for by every ranking, and read once a minute."""

from chalicelib.adapters.table import Table
from chalicelib.adapters.tunings import FRESH_S, TuningTable
from chalicelib.domain.case import Deed
from chalicelib.domain.tuning import tuned
from tests import embedded
from tests.builders import NOW, SECRETARIAT


def test_another_function_sees_what_was_saved_within_a_minute(table: embedded.Table) -> None:
    """It may use the ones before until then, and says so in its receipts."""
    seconds = 0.0
    here = TuningTable(Table(table.client, table.name))
    there = TuningTable(Table(table.client, table.name), timer=lambda: seconds)
    assert there.current() is None

    here.commit(tuned(None, Deed(SECRETARIAT, "parameters:saved", NOW), {"version": "a"}))

    assert there.current() is None
    assert there.latest() is not None
    seconds = FRESH_S + 1
    assert there.current() == here.current() is not None
