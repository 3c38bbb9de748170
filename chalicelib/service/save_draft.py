"""A municipality begins a request and saves it as typed, as often as it likes."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.case import Deed, opened
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Request
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for

Typed = Mapping[str, tuple[str, ...]]


def blank_request(office: Office, municipalities: tuple[str, ...], typed: Typed) -> Request:
    """A draft that is not stored yet."""
    now = office.now()
    return Request(
        id=office.identifier("r"),
        state="draft",
        version=0,
        head="",
        municipalities=municipalities,
        created_at=now,
        updated_at=now,
        typed=typed,
    )


@settled
def open_draft(office: Office, actor: Actor, typed: Typed) -> Request:
    """Begin a request; only a municipality's own people can."""
    if actor.municipality is None:
        raise Forbidden("only a municipality begins a draft")
    change = opened(blank_request(office, (actor.municipality,), typed), Deed(actor, "request:drafted", office.now()))
    office.cases.commit(change)
    return change.request


@settled
def save_draft(office: Office, actor: Actor, request_id: str, *, typed: Typed, version: int | None) -> Request:
    """Keep what was typed beside what was typed before; StaleVersion when a colleague saved meanwhile."""
    case = case_for(office, actor, request_id)
    case.require(version)
    request = advance(case.request, "save")
    request = replace(request, typed={**request.typed, **typed})
    if request == case.request:
        return case.request
    change = case.changed(Deed(actor, "request:saved", office.now()), request)
    office.cases.commit(change)
    return change.request
