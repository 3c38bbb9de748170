"""Offices that have been at work for a while."""

from dataclasses import replace

from chalicelib.domain.identity import Role
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.complete_support import complete_support
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_users import Person, invite_user
from chalicelib.service.note_denial import note_denial
from chalicelib.service.office import Office
from chalicelib.service.report_support import report_support
from chalicelib.service.save_draft import open_draft
from chalicelib.service.tune_parameters import save_parameters
from chalicelib.service.withdraw_request import withdraw_request
from matching import DEFAULT
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, an_expert, an_outcome, clock, engage
from tests.service.journeys import engaged, opened_by_link, recorded
from tests.service.rounds import planned, waiting


def with_everything(office: Office) -> Office:
    """Three experts, parameters, requests: engaged (R08-0001), closed, planned in a round, draft, withdrawn draft;
    a bearer token, a denial, and a clerk who was invited."""
    engage(office, *(an_expert() for _ in range(3)))
    invite_user(office, SECRETARIAT, Person("例示 花子", "hanako@uchiko.example.jp", Role.MUNICIPALITY, UCHIKO))
    accept_offer(office, opened_by_link(office, a_request(office, title="𠮷野家の相談 😀"), "e01"), note="")
    supported = engaged(office, "e02")
    clock(office).move(days=21)
    session = recorded(office, supported)
    complete_support(office, CLERK, supported.id, last_session=session.account.day)
    report_support(office, CLERK, supported.id, outcome=an_outcome())
    planned(office, waiting(office))
    parameters = replace(DEFAULT, weights=replace(DEFAULT.weights, skill=60, place=20))
    save_parameters(office, SECRETARIAT, parameters=parameters, reason="試しに", version=0)
    open_draft(office, CLERK, {"title": ("下書き",)})
    withdraw_request(office, CLERK, open_draft(office, CLERK, {}).id, reason="")
    issue_token(office, role="secretariat", by=SECRETARIAT)
    note_denial(office, CLERK, why="role", route="GET /console")
    return office
