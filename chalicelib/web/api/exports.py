"""A whole case over the API, as the console hands it out."""

import base64
import hashlib

from chalicelib.domain.errand import Errand
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.given import ExportGiven
from chalicelib.web.api.said import ExportSaid
from chalicelib.web.export import Download, taken, taken_again


def exported(call: Call, errand: Errand, request_id: str) -> ExportSaid:
    """The case as it stands; the export is on record already."""
    return _said(taken_again(call.office, call.actor, request_id))


@endpoint("POST", "/v1/requests/{request_id}/export", again=exported, body=ExportGiven, answer=ExportSaid)
def export(call: Call, request_id: str) -> ExportSaid:
    """Take a whole case out as a ZIP; that goes on record."""
    return _said(taken(call.office, call.actor, request_id, purpose=call.body.purpose))


def _said(file: Download) -> ExportSaid:
    digest = hashlib.sha256(file.content).hexdigest()
    return ExportSaid(name=file.name, sha256=digest, content=base64.b64encode(file.content).decode())
