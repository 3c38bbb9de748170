"""The expert's first page: what waits for an answer, what is under way, and how free the coming months are."""

from datetime import UTC, datetime

from chalice.app import Response

from chalicelib.domain.calendar import local_day, month_of, months_from
from chalicelib.web.portal.assignments import running_of
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.portal.offers import entries
from chalicelib.web.secretariat.cards import free_half_days
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit

AHEAD = 12
# Far more than one expert can hold at a time; the lists hold everything.
MOST = 50
# Its mail has not left.
NO_CLOCK_YET = datetime.max.replace(tzinfo=UTC)


@page(portal, "/expert")
def show_home(visit: Visit) -> Response:
    office, expert = visit.office, visit.office.experts.expert(visit.actor.id)
    months = list(months_from(month_of(local_day(office.now())), AHEAD))
    live = [offer for offer in office.cases.offers(expert.id, limit=MOST).rows if offer.live]
    waiting = [entry for entry in entries(office, live) if entry.waits]
    return visit.page(
        "expert/home.html",
        expert=expert,
        waiting=sorted(waiting, key=lambda entry: entry.offer.deadline or NO_CLOCK_YET),
        running=running_of(office, office.cases.assignments(expert.id, limit=MOST).rows),
        free=free_half_days(expert, months),
        booked=expert.engaged(months),
    )
