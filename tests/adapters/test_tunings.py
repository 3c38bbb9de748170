"""What every store promises of the engine's parameters."""

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.case import Deed
from chalicelib.domain.errors import LostRace
from chalicelib.domain.tuning import RECORD, tuned
from chalicelib.service.office import Office
from matching import DEFAULT, Parameters
from matching.document import writing
from tests.builders import SECRETARIAT


def saved(office: Office, *, online: int) -> None:
    """Save parameters on top of what is there."""
    document = writing.plain(Parameters(version="test", online=online))
    office.tunings.commit(tuned(office.tunings.latest(), Deed(SECRETARIAT, "parameters:saved", office.now()), document))


def test_nothing_is_saved_at_first(office: Office) -> None:
    """The engine's own parameters count then."""
    assert office.tunings.current() is None
    assert office.tunings.latest() is None


def test_what_was_saved_last_is_in_force_at_once(office: Office) -> None:
    """Every number comes back, and each save is on record."""
    saved(office, online=500)
    saved(office, online=400)

    tuning = office.tunings.current()

    assert tuning == office.tunings.latest()
    assert tuning is not None
    assert (tuning.version, tuning.document["online"]) == (2, 400)
    assert tuning.document["travel"] == writing.plain(DEFAULT)["travel"]
    assert first_fault(office.cases.events(RECORD), head=tuning.head) is None


def test_the_second_save_of_one_version_loses(office: Office) -> None:
    """Two people who saw the same parameters cannot both replace them."""
    change = tuned(None, Deed(SECRETARIAT, "parameters:saved", office.now()), {"version": "a"})
    office.tunings.commit(change)

    with pytest.raises(LostRace):
        office.tunings.commit(change)

    assert len(office.cases.events(RECORD)) == 1
