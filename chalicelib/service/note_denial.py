"""Somebody is refused: that goes on record, without what they typed, and not without end."""

from contextlib import suppress

from chalicelib.domain.calendar import local_day
from chalicelib.domain.case import Deed
from chalicelib.domain.denials import Denials, denials_id
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.identity import Actor
from chalicelib.service.office import Office

# The same person at the same moment, by several calls: after these the event is let go, the refusal stands.
TRIES = 3


def note_denial(office: Office, actor: Actor, *, why: str, route: str, record: str = "") -> None:
    """Add one event to this person's denials of the day; `why` is `role`, `record` or `scope`.

    `route` is the pattern of the address, never the address; `record` the id of what they may not know of.
    """
    facts = {"route": route, **({"record": record} if record else {})}
    deed = Deed(actor.on_the_way(), f"denied:{why}", office.now(), facts=facts)
    for _ in range(TRIES):
        before = _of_today(office, actor)
        if before.full:
            return
        with suppress(LostRace):
            office.denials.save(*before.after(deed))
            return


def _of_today(office: Office, actor: Actor) -> Denials:
    day = local_day(office.now())
    try:
        return office.denials.denials(denials_id(day, actor.id))
    except NotFound:
        return Denials(denials_id(day, actor.id), day, actor.id, actor.role.value)
