"""An expert's own data as a ZIP: a page to read and print, and every record as it is kept."""

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.calendar import local
from chalicelib.domain.errors import TooLarge
from chalicelib.domain.profile import Profile
from chalicelib.domain.seal import Sealable, said
from chalicelib.service.own_data import OwnCase, OwnData
from chalicelib.web import words
from chalicelib.web.export.packing import LARGEST, MANIFEST
from chalicelib.web.notice_words import NOTICES
from chalicelib.web.rendering import render

NAME = "my-data.zip"


def packed_own(profile: Profile, data: OwnData, at: datetime) -> bytes:
    """The ZIP as of this moment; TooLarge."""
    content = io.BytesIO()
    texts = {name: text.encode() for name, text in sorted(_texts(profile, data, at).items())}
    manifest = "".join(f"{hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in texts.items())
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in {**texts, MANIFEST: manifest.encode()}.items():
            entry = zipfile.ZipInfo(name, local(at).timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text)
    if len(content.getvalue()) > LARGEST:
        raise TooLarge(data.expert.id)
    return content.getvalue()


def _texts(profile: Profile, data: OwnData, at: datetime) -> dict[str, str]:
    context = {"data": data, "profile": profile, "words": words, "notices": NOTICES, "at": at, "names": profile.words()}
    cases = [_case(own) for own in data.cases]
    letters = [letter for own in data.cases for letter in own.letters]
    return {
        "README.txt": render("export/own_data.txt", **context),
        "data.html": render("export/own_data.html", **context),
        "json/expert.json": _json([{**said(data.expert), "months": _months(data)}]),
        "json/events.json": _json([_event(event) for event in data.events]),
        "json/cases.json": _json(cases),
        "json/letters.json": _json([said(letter) for letter in (*data.letters, *letters)]),
    }


def _case(own: OwnCase) -> dict[str, Any]:
    request = own.case.request
    kinds: dict[str, Sequence[Sealable]] = {
        "offers": own.offers,
        "assignments": own.assignments,
        "sessions": own.sessions,
    }
    expert_id = own.offers[0].expert_id
    return {
        "request": {"number": request.number, "title": request.title, "municipalities": request.municipalities},
        **{name: [said(record) for record in found] for name, found in kinds.items()},
        "rankings": [_ranking(receipt.document, expert_id) for receipt in own.receipts],
        "events": [_event(event) for event in own.deeds],
    }


def _ranking(document: Any, expert_id: str) -> dict[str, Any]:
    """What a ranking was made from and came to for this expert; of the others it says nothing."""
    ranking = document["ranking"]
    return {
        "parameters": document["parameters"],
        "need": document["need"],
        "candidate": [found for found in document["candidates"] if found["id"] == expert_id],
        "ranked": [found for found in ranking["ranked"] if found["expert"] == expert_id],
        "excluded": [found for found in ranking["excluded"] if found["expert"] == expert_id],
        "shown": document["shown"].get(expert_id, []),
    }


def _months(data: OwnData) -> dict[str, Any]:
    return {month: asdict(book) for month, book in sorted(data.expert.months.items())}


def _event(event: AuditEvent) -> dict[str, Any]:
    return asdict(event) | {"at": event.at.isoformat(), "facts": dict(event.facts), "wrote": dict(event.wrote)}


def _json(values: list[dict[str, Any]]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
