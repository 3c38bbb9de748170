"""A table looked through as a whole: how many records and events, and every fault."""

from dataclasses import dataclass

from chalicelib import bootstrap
from chalicelib.adapters.table import dynamodb
from chalicelib.domain.audit import Fault
from chalicelib.settings import from_environment
from infra.audit.inventory import inventory
from infra.audit.verifying import lost_numbers, verdicts


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found."""

    records: int
    events: int
    faults: tuple[Fault, ...]


def checkup() -> Checkup:
    """Verify the table of this process's environment."""
    given = from_environment()
    whole = inventory(dynamodb(), given.table)
    found = list(verdicts(bootstrap.joined(given), whole))
    faults = [verdict.fault for verdict in found if verdict.fault] + lost_numbers(whole)
    return Checkup(len(found), sum(len(verdict.events) for verdict in found), tuple(faults))
