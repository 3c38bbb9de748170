"""Beginning a round: what is offered to choose from, and what happens to a choice."""

from chalicelib.domain.identity import Role
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from tests.builders import a_request
from tests.service.journeys import offered
from tests.web.browser import Browser
from tests.web.page import Page
from tests.web.rounds.conftest import ROUND

NEW = "/console/rounds/new"


def test_all_that_wait_are_ticked(office: Office, requests: list[Request], secretariat: Browser) -> None:
    """A submitted request and one whose offer is out are not among them; the floor is ninety per cent."""
    a_request(office)
    offered(office, a_request(office), "e01")

    page = secretariat.get(NEW)

    assert page.fields["requests"] == [request.id for request in requests]
    assert page.fields["floor"] == ["90"]
    assert "𠮷野の相談 &lt;script&gt;" in page.text


def test_however_many_wait_for_something_else_none_is_missing(
    office: Office, requests: list[Request], secretariat: Browser
) -> None:
    """A hundred and sixty requests that nobody has read yet do not push those that can be planned off the page."""
    for _ in range(160):
        a_request(office)

    assert secretariat.get(NEW).fields["requests"] == [request.id for request in requests]


def test_a_choice_begins_a_round_that_says_it_is_being_planned(requests: list[Request], secretariat: Browser) -> None:
    """The number is in the address; the page comes again by itself where there are no scripts."""
    page = secretariat.post("/console/rounds", {"requests": [requests[0].id], "floor": "８５％"})

    assert page.path == ROUND
    assert "計算しています" in page.text
    assert Page(page.text).all("noscript")
    assert {"http-equiv": "refresh", "content": "2"} in Page(page.text).all("meta")
    assert f'href="{ROUND}"' in page.text


def test_no_choice_is_a_fault_at_its_field(requests: list[Request], secretariat: Browser) -> None:
    """What was typed stays, and no round begins."""
    page = secretariat.post("/console/rounds", {"floor": "70"})

    assert page.status == 422
    assert "割り当てる依頼を選んでください" in page.text
    assert page.fields["floor"] == ["70"]
    assert 'href="#requests"' in page.text
    assert "R08-M001" not in secretariat.get("/console/rounds").text


def test_a_floor_that_is_no_percentage_is_a_fault(requests: list[Request], secretariat: Browser) -> None:
    """Words, more than all, and a hundred thousand characters."""
    for typed in ("たくさん", "101", "-1", "9" * 100_000, ""):
        page = secretariat.post("/console/rounds", {"requests": [requests[0].id], "floor": typed})

        assert page.status == 422
        assert "公平さの下限は" in page.text


def test_a_request_that_moved_on_is_named(office: Office, requests: list[Request], secretariat: Browser) -> None:
    """Somebody offered it while the form was open."""
    offered(office, requests[0], "e01")

    page = secretariat.post("/console/rounds", {"requests": [request.id for request in requests], "floor": "90"})

    assert page.status == 422
    assert f"割り当てを待っていない依頼があります：{requests[0].number}" in page.text


def test_an_unknown_request_is_not_found(requests: list[Request], secretariat: Browser) -> None:
    """An id that no form of ours holds."""
    assert secretariat.post("/console/rounds", {"requests": ["r-unknown"], "floor": "90"}).status == 404


def test_an_empty_list_and_an_empty_choice_say_the_next_step(office: Office, secretariat: Browser) -> None:
    """Nothing waits yet."""
    assert "割当はまだありません" in secretariat.get("/console/rounds").text
    assert "割り当てを待っている依頼はありません" in secretariat.get(NEW).text


def test_the_list_leads_to_every_round(requests: list[Request], secretariat: Browser) -> None:
    """Newest first, each with its state."""
    for _ in range(2):
        secretariat.post("/console/rounds", {"requests": [requests[0].id], "floor": "90"})

    page = secretariat.get("/console/rounds")

    assert page.text.index("R08-M002") < page.text.index("R08-M001")
    assert f'href="{ROUND}"' in page.text
    assert "計算待ち" in page.text


def test_the_auditor_looks_and_does_not_begin(office: Office, requests: list[Request]) -> None:
    """No button in the list, no form, and a sent one is turned away."""
    auditor = Browser(office).sign_in(Role.AUDITOR)

    assert "新しい割当を始める" not in auditor.get("/console/rounds").text
    assert auditor.get(NEW).status == 404
    assert auditor.post("/console/rounds", {"requests": [requests[0].id], "floor": "90"}).status == 404
    assert office.rounds.rows().rows == []


def test_a_town_knows_of_no_rounds(office: Office) -> None:
    """Rounds are the prefecture's."""
    town = Browser(office).sign_in(Role.MUNICIPALITY, municipality="384224")

    assert town.get("/console/rounds").status == 404
