"""A case is taken out as a ZIP: whoever does it says what for, and that goes on record."""

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.web.export import Download, taken, taken_again
from chalicelib.web.headers import PRIVATE, safe
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.trail import trail_page
from chalicelib.web.serve import form
from chalicelib.web.visit import Visit

LONGEST = 200


def again(visit: Visit, errand: Errand, request_id: str) -> Response:
    """The ZIP once more: the export is on record already."""
    return _download(visit, taken_again(visit.office, visit.actor, request_id))


@form(secretariat, "/console/requests/{request_id}/export", done=again)
def export(visit: Visit, request_id: str) -> Response:
    purpose = visit.typed.value("purpose").strip()
    if not 0 < len(purpose) <= LONGEST:
        return trail_page(visit, request_id, errors={"purpose": f"使いみちを{LONGEST}文字までで入力してください"})
    return _download(visit, taken(visit.office, visit.actor, request_id, purpose=purpose))


def _download(visit: Visit, file: Download) -> Response:
    disposition = safe(f'attachment; filename="{file.name}"')
    headers = {"Content-Type": "application/zip", "Content-Disposition": disposition, **PRIVATE}
    return visit.answer(file.content, status=200, headers=headers)
