"""The secretariat tunes the engine: new parameters are in force from the next ranking on, under a new version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.calendar import local_day, month_of
from chalicelib.domain.case import Deed
from chalicelib.domain.errors import InvalidContent, ReasonMissing, StaleVersion
from chalicelib.domain.identity import Actor
from chalicelib.domain.tuning import Tuning, tuned
from chalicelib.service.office import Office, settled
from matching import DEFAULT, Parameters
from matching.document import reading, writing
from matching.document.entry import Entry


def parameters_in_force(office: Office) -> Parameters:
    """What rankings are made with: as it was last saved, else the engine's first version."""
    return parameters_of(office.tunings.current())


def parameters_of(tuning: Tuning | None) -> Parameters:
    """The parameters of a tuning, the engine's first version when there is none."""
    return parameters_from(tuning.document) if tuning else DEFAULT


def parameters_from(document: Mapping[str, Any]) -> Parameters:
    """The parameters in the engine's own document of them."""
    return reading.parameters(Entry(dict(document)))


@settled
def save_parameters(office: Office, actor: Actor, *, parameters: Parameters, reason: str, version: int) -> Tuning:
    """Save new parameters, which are given a version of their own; `version` is that of the tuning they replace.

    ReasonMissing without a reason, InvalidContent when nothing differs, StaleVersion when somebody else was first.
    """
    before = office.tunings.latest()
    if version != (before.version if before else 0):
        raise StaleVersion("parameters")
    if not reason.strip():
        raise ReasonMissing("parameters")
    in_force = parameters_of(before)
    if replace(parameters, version=in_force.version) == in_force:
        raise InvalidContent({"skill": "いまの配点と同じです。変える値を入力してください"})
    named = replace(parameters, version=f"{month_of(local_day(office.now()))}.{version + 1}")
    deed = Deed(actor, "parameters:saved", office.now(), why=reason, facts={"version": named.version})
    change = tuned(before, deed, writing.plain(named))
    office.tunings.commit(change)
    return change.tuning
