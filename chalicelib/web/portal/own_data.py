"""What is kept about an expert: to be taken away, and to be corrected."""

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, StaleVersion
from chalicelib.service.correct_record import ask_correction
from chalicelib.service.own_data import own_data, record_own_export
from chalicelib.web.export.own_data import NAME, packed_own
from chalicelib.web.forms.limits import TEXT
from chalicelib.web.headers import PRIVATE
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.portal.own_record import own_record, record_page
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH, CORRECTIONS = "/expert/data", "/expert/corrections"


@page(portal, PATH)
def show_data(visit: Visit) -> Response:
    return _page(visit, Typed())


def again(visit: Visit, errand: Errand) -> Response:
    """The ZIP once more: the export is on record already."""
    return _download(visit)


@form(portal, PATH, done=again)
def take_data(visit: Visit) -> Response:
    record_own_export(visit.office, visit.actor)
    return _download(visit)


def told(visit: Visit, errand: Errand) -> Response:
    """All requests as they stand."""
    return visit.redirect(PATH)


@form(portal, CORRECTIONS, done=told)
def ask(visit: Visit) -> Response:
    text = visit.typed.value("correction")
    if len(text) > TEXT:
        wrong = {"correction": f"訂正してほしい内容は{TEXT:,}文字までで入力してください"}
        return _page(visit, Typed(visit.typed.given, wrong))
    try:
        ask_correction(visit.office, visit.actor, visit.actor.id, text=text, version=seen_in(visit.typed))
    except InvalidContent as invalid:
        return _page(visit, Typed(visit.typed.given, invalid.faults))
    except StaleVersion:
        return _page(visit, visit.typed, stale=True)
    return visit.redirect(PATH)


def _page(visit: Visit, typed: Typed, *, stale: bool = False) -> Response:
    return record_page(visit, "data", own_record(visit), typed, stale=stale)


def _download(visit: Visit) -> Response:
    content = packed_own(visit.office.profile, own_data(visit.office, visit.actor), visit.office.now())
    disposition = f'attachment; filename="{NAME}"'
    headers = {"Content-Type": "application/zip", "Content-Disposition": disposition, **PRIVATE}
    return visit.answer(content, status=200, headers=headers)
