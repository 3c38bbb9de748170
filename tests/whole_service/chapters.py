"""Where a story can begin: what comes late in the life of a request would be told too rarely otherwise."""

from collections.abc import Callable

from hypothesis import strategies as st

from chalicelib.domain.calendar import local_day
from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.request import Request
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.begin_round import begin_round
from chalicelib.service.complete_support import complete_support
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.note_answer import note_answer
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.send_letters import send_due_letters
from chalicelib.service.submit_request import file_request
from chalicelib.service.take_request import take_request
from tests.builders import CENTRE, CLERK, SECRETARIAT, UCHIKO, clock, content

Chapter = Callable[[Office], None]


def just_offered(office: Office) -> None:
    """An expert was just asked for the first of two places; another request was just submitted."""
    _offered(office, places=2)
    _asked(office, places=2)


def reminded(office: Office) -> None:
    """The expert asked has not answered, and the deadline is near."""
    request = _offered(office, places=2)
    (offer,) = office.cases.case(request.id).offers
    clock(office).moment = offer.due or office.now()
    keep_deadlines(office)
    _asked(office, places=2)


def undelivered(office: Office) -> None:
    """The mail of the offer came back; it lies with the secretariat."""
    request = _offered(office, places=2)
    (letter,) = (letter for letter in office.letters.about(request.id) if letter.notice == "offer")
    record_delivery(office, Delivery(request.id, letter.id, Outcome.BOUNCED, office.now(), "bounced", lasting=True))


def engaged(office: Office) -> None:
    """The expert has said yes on the telephone; another request was just submitted."""
    request = _offered(office, places=1)
    (offer,) = office.cases.case(request.id).offers
    note_answer(office, CENTRE, request.id, offer.id, answer="accept", note="")
    _asked(office, places=1)


def over(office: Office) -> None:
    """The support of the first request has ended, and its report is due."""
    engaged(office)
    first = office.cases.rows(UCHIKO).rows[-1]
    complete_support(office, CLERK, first.id, last_session=local_day(office.now()))


def planned(office: Office) -> None:
    """Two requests are planned together, and nobody has looked at the plan yet."""
    ids = [take_request(office, SECRETARIAT, _asked(office, places=1).id).id for _ in range(2)]
    plan_round(office, begin_round(office, SECRETARIAT, request_ids=ids).id)


def _asked(office: Office, *, places: int) -> Request:
    asked = content(places=places, months={"2026-12": 4, "2027-01": 4})
    return file_request(office, CLERK, content=asked, municipalities=(UCHIKO,))


def _offered(office: Office, *, places: int) -> Request:
    request = _asked(office, places=places)
    offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="急ぎのため")
    send_due_letters(office)
    return request


chapters: st.SearchStrategy[Chapter] = st.sampled_from([just_offered, reminded, undelivered, engaged, over, planned])
