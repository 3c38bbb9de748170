"""Whoever is refused is told no more than that there is nothing here; the record is told who, when and where."""

from contextlib import suppress

from chalicelib.domain.errors import Forbidden, OutOfSight, Unavailable
from chalicelib.domain.identity import Actor
from chalicelib.service.note_denial import note_denial
from chalicelib.service.office import Office


def tell(office: Office, actor: Actor, rule: str, error: Exception) -> None:
    """Put a refusal on record, if it is one of rights; a store that is silent keeps nobody from being refused."""
    with suppress(Unavailable):
        if isinstance(error, OutOfSight):
            note_denial(office, actor, why=error.why, route=rule, record=error.record)
        elif isinstance(error, Forbidden):
            note_denial(office, actor, why="record", route=rule)
