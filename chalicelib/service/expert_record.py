"""An expert's record is changed: by the expert themself, or by the secretariat; each change is one event."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.errors import OutOfSight, StaleVersion
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.letter import Letter
from chalicelib.domain.seal import seals
from chalicelib.service.office import Office


def record_for(office: Office, actor: Actor, expert_id: str, *, version: int | None = None) -> Expert:
    """The record, if the actor may change it; else NotFound. An expert may change their own alone.

    StaleVersion when it is no longer as the asker saw it; None asks for no check.
    """
    if actor.role is not Role.SECRETARIAT and (actor.role, actor.id) != (Role.EXPERT, expert_id):
        raise OutOfSight("record", expert_id)
    expert = office.experts.expert(expert_id)
    if version not in (None, expert.version):
        raise StaleVersion(expert_id)
    return expert


def kept(
    office: Office,
    actor: Actor,
    expert: Expert,
    what: str,
    *,
    facts: Mapping[str, str],
    why: str = "",
    letters: tuple[Letter, ...] = (),
) -> Expert:
    """The changed record, written with its event. Facts outlive the person's record, so they name nobody."""
    deed = Deed(actor, what, office.now(), why, facts)
    after = replace(expert, version=expert.version + 1)
    event = event_after(expert, deed, wrote=seals(after))
    after = replace(after, head=event.digest)
    office.experts.save(after, event, letters)
    return after
