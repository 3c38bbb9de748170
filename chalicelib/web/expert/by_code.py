"""The way when links die: request number and short code, typed from the mail or told on the telephone."""

from chalice.app import Response

from chalicelib.domain.errors import LinkInvalid, TooManyTries
from chalicelib.service.open_offer import open_by_code
from chalicelib.web.expert.answering import Way, answered, offer_page, outcome_page
from chalicelib.web.expert.blueprint import expert
from chalicelib.web.serve import form, page
from chalicelib.web.stamp import NAME
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/answer"
LOOK = "look"
ANSWERING = {"answer", "note"}
EMPTY = {"number": "依頼番号を入力してください", "code": "短いコードを入力してください"}
WRONG = "依頼番号か短いコードが違います。打診のメールをご確認ください"
TOO_MANY = "短い時間に何度も入力されました。1時間ほどたってからお試しいただくか、お電話でご回答ください"


@page(expert, PATH)
def ask_code(visit: Visit) -> Response:
    return visit.page("answer/code.html", form=Typed(), beside={})


@form(expert, PATH, done=None)
def open_or_answer(visit: Visit) -> Response:
    number, code = visit.typed.value("number"), visit.typed.value("code")
    empty = {name: sentence for name, sentence in EMPTY.items() if not visit.typed.value(name).strip()}
    if empty:
        return _ask_again(visit, empty)
    try:
        opened = open_by_code(visit.office, number, code, network=visit.network)
    except LinkInvalid:
        return _ask_again(visit, {"number": WRONG})
    except TooManyTries:
        return _ask_again(visit, {"number": TOO_MANY}, status=429)
    way = Way(PATH, {"number": number, "code": code})
    if not ANSWERING & set(visit.typed.given):
        return offer_page(visit, opened, way)
    if visit.typed.value(LOOK):
        # What was typed before is shown with the offer it would answer now, and decides nothing yet.
        return offer_page(visit, opened, way, form=Typed(visit.typed.given))
    return answered(visit, opened, way) or outcome_page(visit, opened, way)


def _ask_again(visit: Visit, errors: dict[str, str], *, status: int = 422) -> Response:
    beside = {name: values for name, values in visit.typed.given.items() if name not in {*EMPTY, LOOK, NAME}}
    form = Typed({name: visit.typed.values(name) for name in EMPTY}, errors)
    return visit.page("answer/code.html", status=status, form=form, errors=errors, beside=beside)
