"""The centre prepares, the secretariat decides, the auditor reads, and nobody else comes in."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.builders import UCHIKO, a_request
from tests.service.journeys import states
from tests.web.browser import Browser
from tests.web.page import Page
from tests.web.secretariat.steps import in_review, ordered, path, three_experts

PAGES = ("/console", "/console/requests", "/console/experts", "/console/assignments")
DEEDS = ("take", "reply", "shortlist", "approve", "recall", "cancel")


def forms(text: str) -> set[str]:
    """The deeds that the page's forms send, signing out aside."""
    actions = {str(form.get("action")) for form in Page(text).all("form")} - {"/sign-out"}
    return {action.rpartition("/")[2] for action in actions}


def test_the_centre_prepares_and_does_not_approve(office: Office, centre: Browser) -> None:
    """It sees the ranking and the decision to come, and finds no button for it."""
    three_experts(office)
    reviewed, decided = in_review(office), ordered(office, "e01")

    assert forms(centre.get(path(reviewed)).text) == {"reply", "shortlist"}
    page = centre.get(path(decided))
    assert forms(page.text) == {"shortlist"}
    assert "1位" in page.text
    assert "打診する人を決める" not in page.text


def test_the_centre_cannot_approve_by_hand_either(office: Office, centre: Browser) -> None:
    """The guard knows, not the page."""
    three_experts(office)
    request = ordered(office, "e01")

    answer = centre.post(path(request, "approve"), {"expert": "e01", "version": request.version})

    assert answer.status == 404
    assert states(office, request) == ("shortlisted", [])


def test_the_auditor_sees_everything_and_has_no_forms(office: Office, auditor: Browser) -> None:
    """Every page opens, none can change anything."""
    three_experts(office)
    requests = (a_request(office), in_review(office), ordered(office, "e01"))

    for request in requests:
        assert forms(auditor.get(path(request)).text) == set()
        assert auditor.get(path(request, "events")).status == 200
    for page in PAGES:
        assert auditor.get(page).status == 200


@pytest.mark.parametrize("deed", DEEDS)
def test_the_auditor_changes_nothing(office: Office, auditor: Browser, deed: str) -> None:
    """Not by an edited form either."""
    request = a_request(office)

    answer = auditor.post(path(request, deed), {"version": 1, "reason": "試しに", "cancel_reason": "試しに"})

    assert answer.status == 404
    assert office.cases.case(request.id).request == request


def test_a_municipality_does_not_come_in(office: Office) -> None:
    """Its own request's page of the console is as good as absent."""
    request = a_request(office, of=UCHIKO)
    clerk = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)

    for page in (*PAGES, path(request), path(request, "events")):
        assert clerk.get(page).status == 404


def test_nobody_comes_in_without_signing_in(office: Office, browser: Browser) -> None:
    """The way leads to the door."""
    request = a_request(office)

    for page in (*PAGES, path(request), path(request, "events")):
        answer = browser.get(page, follow=False)
        assert (answer.status, answer.headers["location"]) == (303, "/sign-in")


def test_a_form_of_another_session_is_not_obeyed(office: Office, secretary: Browser) -> None:
    """Its words are shown to be sent again."""
    request = in_review(office)

    page = secretary.post(path(request, "reply"), {"csrf": "old", "reply": "answer", "remark": "失くさないでください"})

    assert page.status == 403
    assert "失くさないでください" in page.text
    assert states(office, request) == ("in_review", [])
