"""An offer on a page, and its answer: the same whether it was opened by link or by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalice.app import Response

from chalicelib.domain.errors import AnswerTooLate, InvalidContent, NoFreeHalfDays
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.web.expert.facts import OfferFacts
from chalicelib.web.expert.form import Given, months_offered, prefilled, read
from chalicelib.web.expert.outcome import ANSWERS, Outcome, spoken_of, standing
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

FULL = "引き受けるには空きが足りません。「条件が合えば引き受ける」か「今回は見送る」を選んでください"


@dataclass(frozen=True, slots=True)
class Way:
    """How the expert came: where the form is sent, what it carries along as proof, and where it leads back to."""

    action: str
    carried: Mapping[str, str] = field(default_factory=dict)
    back: str = ""


def offer_page(
    visit: Visit, opened: OpenedOffer, way: Way, *, form: Typed | None = None, status: int = 200
) -> Response:
    """The offer with its form; or what became of it, when it cannot be answered any more."""
    if standing(opened.offer, visit.office.now()) is not None:
        return outcome_page(visit, opened, way, status=409 if form else 200)
    months = months_offered(opened.offer, visit.office.now())
    form = form or prefilled(opened.offer)
    return visit.page(
        "answer/offer.html",
        status=status,
        facts=OfferFacts.of(visit.office, opened),
        months=months,
        way=way,
        form=form,
        errors=form.errors,
    )


def outcome_page(visit: Visit, opened: OpenedOffer, way: Way, *, status: int = 200) -> Response:
    """What was answered, or why nothing can be answered now."""
    case = visit.office.cases.case(opened.case.request.id)
    outcome = Outcome.of(visit.office, case, case.offer(opened.offer.id))
    return visit.page("answer/outcome.html", status=status, outcome=outcome, way=way)


def answered(visit: Visit, opened: OpenedOffer, way: Way) -> Response | None:
    """None when the answer stands; else the page that says what is missing or what came before."""
    given = read(visit.typed, opened.offer, visit.office.now())
    if given.errors:
        return _corrected(visit, opened, way, given.errors)
    try:
        _answer(visit, opened, given)
    except InvalidContent as invalid:
        return _corrected(visit, opened, way, invalid.faults)
    except NoFreeHalfDays:
        form = Typed({**visit.typed.given, "answer": ()}, {"answer": FULL})
        return offer_page(visit, opened, way, form=form, status=409)
    except AnswerTooLate:
        return None if _came_before(visit, opened, given) else outcome_page(visit, opened, way, status=409)
    return None


def _came_before(visit: Visit, opened: OpenedOffer, given: Given) -> bool:
    """Whether this is the very answer that stands."""
    case = visit.office.cases.case(opened.case.request.id)
    offer = case.offer(opened.offer.id)
    same = (ANSWERS.get(offer.state), offer.answer_note) == (given.answer, given.note)
    months = {month: count for month, count in given.months.items() if count}
    return same and (given.answer != "counter" or months == dict(spoken_of(case, offer)))


def _corrected(visit: Visit, opened: OpenedOffer, way: Way, errors: Mapping[str, str]) -> Response:
    return offer_page(visit, opened, way, form=Typed(visit.typed.given, errors), status=422)


def _answer(visit: Visit, opened: OpenedOffer, given: Given) -> None:
    if given.answer == "accept":
        accept_offer(visit.office, opened, note=given.note)
    elif given.answer == "decline":
        decline_offer(visit.office, opened, note=given.note)
    else:
        counter_offer(visit.office, opened, months=given.months, note=given.note)
