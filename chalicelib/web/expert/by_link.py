"""The answer link: GET shows, however often a mail scanner looks; only a POST with a choice made by hand answers."""

import re

from chalice.app import Response

from chalicelib.domain.errors import LinkInvalid
from chalicelib.service.open_offer import OpenedOffer, open_by_token
from chalicelib.web.expert.answering import Way, answered, offer_page
from chalicelib.web.expert.blueprint import expert
from chalicelib.web.serve import form, page
from chalicelib.web.visit import Visit

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@page(expert, "/answer/{token}")
def show(visit: Visit, token: str) -> Response:
    return offer_page(visit, _opened(visit, token), Way(visit.path))


@form(expert, "/answer/{token}", done=None)
def answer(visit: Visit, token: str) -> Response:
    return answered(visit, _opened(visit, token), Way(visit.path)) or visit.redirect(visit.path)


def _opened(visit: Visit, token: str) -> OpenedOffer:
    if not TOKEN.fullmatch(token):
        raise LinkInvalid("link")
    return open_by_token(visit.office, token)
