"""Every record of a case as JSON: in the form its seal was made of, so that anybody can make the seal again."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.seal import Sealable, said
from chalicelib.service.export_case import CaseFile


def records(file: CaseFile) -> dict[str, str]:
    """Each kind's JSON by name."""
    report = [file.support.report] if file.support.report else []
    kinds: dict[str, Sequence[Sealable]] = {
        "request": [file.case.request],
        "offers": file.case.offers,
        "assignments": file.assignments,
        "receipts": file.receipts,
        "sessions": file.support.sessions,
        "report": report,
        "letters": file.letters,
    }
    texts = {name: _text([said(record) for record in found]) for name, found in kinds.items()}
    return {**texts, "events": _text([_event(event) for event in file.events])}


def _event(event: AuditEvent) -> dict[str, Any]:
    return asdict(event) | {"at": event.at.isoformat(), "facts": dict(event.facts), "wrote": dict(event.wrote)}


def _text(values: list[dict[str, Any]]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
