"""An office with two experts and three towns' requests, and the people who work on its rounds."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from tests.builders import AINAN, OZU
from tests.service.rounds import two_experts, waiting
from tests.web.browser import Answer, Browser

ROUND = "/console/rounds/R08-M001"


@pytest.fixture
def requests(office: Office) -> list[Request]:
    """Three requests; the experts have time for two."""
    two_experts(office)
    return [waiting(office), waiting(office, of=OZU, title="𠮷野の相談 <script>"), waiting(office, of=AINAN)]


@pytest.fixture
def secretariat(office: Office) -> Browser:
    """Somebody who decides."""
    return Browser(office).sign_in(Role.SECRETARIAT)


@pytest.fixture
def planned(office: Office, requests: list[Request], secretariat: Browser) -> Answer:
    """The page of a round that is planned."""
    secretariat.post("/console/rounds", {"requests": [request.id for request in requests], "floor": "90"})
    plan_round(office, "R08-M001")
    return secretariat.get(ROUND)
