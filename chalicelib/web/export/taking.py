"""Taking a case out: packed once to see that it fits, put on record, and packed with that record."""

from typing import NamedTuple

from chalicelib.domain.identity import Actor
from chalicelib.service.export_case import case_file, record_export
from chalicelib.service.office import Office
from chalicelib.web.export.packing import packed
from chalicelib.web.facts import facts, names

Rows = list[tuple[str, str]]


class Download(NamedTuple):
    """A file with its name, which is ASCII."""

    name: str
    content: bytes


def taken(office: Office, actor: Actor, request_id: str, *, purpose: str) -> Download:
    """The case's ZIP, with the event of this very export in it. ReasonMissing, TooLarge."""
    taken_again(office, actor, request_id)
    record_export(office, actor, request_id, purpose=purpose)
    return taken_again(office, actor, request_id)


def taken_again(office: Office, actor: Actor, request_id: str) -> Download:
    """The case's ZIP as it stands; nothing is put on record."""
    file = case_file(office, actor, request_id)
    request = file.case.request
    told: Rows = []
    if request.content:
        words = [("現在の状況", request.content.situation), ("望む結果", request.content.wish)]
        told = [("件名", request.title), *words, *facts(office, request, file.experts)]
    content = packed(office.profile, file, towns=names(office.profile, request.municipalities), facts=told)
    return Download(f"{request.number or request.id}.zip", content)
