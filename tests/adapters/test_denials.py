"""What every store promises of what was refused."""

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.service.note_denial import note_denial
from chalicelib.service.office import Office
from tests.builders import CLERK, NEIGHBOUR, clock


def refused(office: Office, times: int = 1, who: object = CLERK) -> None:
    """A clerk looks into the console."""
    for _ in range(times):
        note_denial(office, CLERK if who is CLERK else NEIGHBOUR, why="role", route="GET /console")


def test_each_person_has_one_record_a_day(office: Office) -> None:
    """With one event for each refusal, chained from the first to the last; the newest day comes first."""
    refused(office, 3)
    refused(office, who=NEIGHBOUR)
    clock(office).move(days=1)
    refused(office)

    rows = office.denials.rows().rows

    assert [(row.id, row.version) for row in rows] == [
        ("d20261125-u-uchiko", 1),
        ("d20261124-u-uchiko", 3),
        ("d20261124-u-ozu", 1),
    ]
    for row in rows:
        assert office.denials.denials(row.id) == row
        assert first_fault(office.cases.events(row.id), head=row.head) is None


def test_the_list_has_pages(office: Office) -> None:
    """Each row once."""
    refused(office)
    refused(office, who=NEIGHBOUR)

    first = office.denials.rows(limit=1)
    second = office.denials.rows(cursor=first.cursor, limit=1)

    assert [row.who for row in (*first.rows, *second.rows)] == ["u-uchiko", "u-ozu"]


def test_the_second_writer_of_one_version_loses(office: Office) -> None:
    """Two refusals at one moment are two events, one after the other, or one."""
    refused(office)
    row = office.denials.rows().rows[0]

    with pytest.raises(LostRace):
        office.denials.save(row, office.cases.events(row.id)[0])

    assert len(office.cases.events(row.id)) == 1


def test_who_was_never_refused_has_no_record(office: Office) -> None:
    """Neither today nor any other day."""
    with pytest.raises(NotFound):
        office.denials.denials("d20261124-u-nobody")
