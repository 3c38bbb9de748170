"""Every record of a table verified: its own trail, and that every number that was given leads to a request."""

from collections.abc import Iterator

from chalicelib.domain.audit import Break, Fault
from chalicelib.domain.calendar import request_number
from chalicelib.service.office import Office
from chalicelib.service.verify_record import Verdict, verify_record
from infra.audit.inventory import Inventory


def verdicts(office: Office, whole: Inventory) -> Iterator[Verdict]:
    """One record after another, in order of their ids."""
    for record, kind in sorted(whole.everything.items()):
        yield verify_record(office, kind, record)


def lost_numbers(whole: Inventory) -> list[Fault]:
    """Numbers whose request is gone with its whole trail, which no other check could miss."""
    given = (request_number(year, count) for year, last in whole.given.items() for count in range(1, last + 1))
    return [Fault(number, 0, Break.NUMBER) for number in given if number not in whole.numbers]
