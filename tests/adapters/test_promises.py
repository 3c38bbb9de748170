"""All that is promised holds on every store: at each step to a report, after a cancellation, when a town leaves."""

from chalicelib.domain.calendar import local_day
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.submit_request import submit_request
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import CLERK, OZU, SECRETARIAT, UCHIKO, a_request, an_expert, an_outcome, engage
from tests.invariants import check_everything, listed_cases
from tests.service.journeys import opened_by_link


def holds(office: Office) -> None:
    """Half-days, places, chains, numbers, and what the lists show."""
    check_everything(office, listed_cases(office))


def test_every_promise_holds_after_every_step(office: Office) -> None:
    """Two towns ask together; one expert helps, the other was to help and is free again."""
    engage(office, an_expert(), an_expert("見本 二郎"))
    helped, cancelled = a_request(office, also=(OZU,)), a_request(office, also=(OZU,))
    holds(office)

    for request, expert_id in ((helped, "e01"), (cancelled, "e02")):
        opened = opened_by_link(office, request, expert_id)
        holds(office)
        accept_offer(office, opened)
        holds(office)
    cancel_request(office, SECRETARIAT, cancelled.id, reason="予算の都合")
    holds(office)
    complete_support(office, CLERK, helped.id, last_session=local_day(office.now()))
    holds(office)
    report_support(office, CLERK, helped.id, outcome=an_outcome())
    holds(office)


def test_a_town_that_leaves_a_request_no_longer_lists_it(office: Office) -> None:
    """Sent back, it is asked again by one of two towns; the other has a request of its own to list."""
    request = a_request(office, also=(OZU,))
    a_request(office, of=OZU)
    take_request(office, SECRETARIAT, request.id)
    reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="町ごとにお出しください")

    submit_request(office, CLERK, request.id, content=request.asked, municipalities=(UCHIKO,))

    holds(office)
