"""Somebody is invited."""

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent
from chalicelib.service.keep_users import invite_user
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.users.blueprint import PATH, users
from chalicelib.web.users.person import choices, person_typed
from chalicelib.web.visit import Visit


@page(users, f"{PATH}/new")
def ask_person(visit: Visit) -> Response:
    return _asking(visit, {})


def invited(visit: Visit, errand: Errand) -> Response:
    """The person who was invited."""
    return visit.redirect(f"{PATH}/{errand.record}?done=invite")


@form(users, PATH, done=invited)
def invite(visit: Visit) -> Response:
    try:
        user = invite_user(visit.office, visit.actor, person_typed(visit.typed))
    except InvalidContent as refusal:
        return _asking(visit, refusal.faults)
    return visit.redirect(f"{PATH}/{user.id}?done=invite")


def _asking(visit: Visit, errors: Mapping[str, str]) -> Response:
    domains = visit.office.profile.staff.mail_domains
    return visit.page(
        "users/new.html",
        status=422 if errors else 200,
        form=Typed(visit.typed.given, errors),
        errors=errors,
        domains=domains,
        **choices(visit.office.profile),
    )
