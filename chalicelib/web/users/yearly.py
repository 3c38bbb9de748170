"""The turn of the fiscal year: who has not been asked yet whether they still work there."""

from chalice.app import Response

from chalicelib.service.keep_users import ROLES, this_year
from chalicelib.web.serve import page
from chalicelib.web.users.blueprint import PATH, users
from chalicelib.web.users.listing import grouped, keeps
from chalicelib.web.users.showing import DONE
from chalicelib.web.visit import Visit


@page(users, f"{PATH}/yearly")
def show_yearly(visit: Visit) -> Response:
    office, year = visit.office, this_year(visit.office)
    people = [user for user in office.doors.users() if user.role in ROLES and user.active]
    late = [user for user in people if user.confirmed < year]
    return visit.page(
        "users/yearly.html",
        year=year,
        groups=grouped(office.profile, late),
        confirmed=len(people) - len(late),
        keeps=keeps(visit),
        done=DONE.get(visit.asked("done"), ""),
    )
