"""All requests in one list that can be narrowed by its address."""

from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.builders import AINAN, CLERK, OZU, SECRETARIAT, UCHIKO, a_request
from tests.web.browser import Browser
from tests.web.secretariat.steps import in_review, path


def test_the_list_is_narrowed_by_state(office: Office, secretary: Browser) -> None:
    """The chosen state stays chosen."""
    new, reviewed = a_request(office), in_review(office)

    page = secretary.get("/console/requests?state=in_review")

    assert path(reviewed) in page.text
    assert path(new) not in page.text
    assert page.fields["state"] == ["in_review"]


def test_all_open_requests_are_a_choice_of_their_own(office: Office, secretary: Browser) -> None:
    """What has ended is left out."""
    ended = a_request(office)
    cancel_request(office, SECRETARIAT, ended.id, reason="重複のため")
    open_one = in_review(office)

    text = secretary.get("/console/requests?state=open").text

    assert path(open_one) in text
    assert path(ended) not in text


def test_a_joint_request_is_found_under_each_of_its_municipalities(office: Office, secretary: Browser) -> None:
    """Whoever takes part can be asked about it."""
    joint, other = a_request(office, of=OZU, also=(AINAN,)), a_request(office, of=UCHIKO)

    text = secretary.get(f"/console/requests?municipality={AINAN}").text

    assert path(joint) in text
    assert "大洲市・愛南町" in text
    assert path(other) not in text


def test_the_search_forgives_width_and_case(office: Office, secretary: Browser) -> None:
    """A number typed in full-width letters finds its request."""
    found = a_request(office, title="RPAの導入")
    other = a_request(office, title="窓口の改善")

    for typed in ("Ｒ０８-０００１", "r08-0001", "rpa", "ＲＰＡ"):
        text = secretary.get(f"/console/requests?q={typed}").text
        assert path(found) in text
        assert path(other) not in text


def test_a_municipalitys_drafts_stay_its_own(office: Office, secretary: Browser) -> None:
    """Even when the list is narrowed to that municipality, and when the draft was given up."""
    draft, given_up = open_draft(office, CLERK, {}), open_draft(office, CLERK, {})
    withdraw_request(office, CLERK, given_up.id)

    for hidden in (draft, given_up):
        for state in ("", "withdrawn"):
            assert path(hidden) not in secretary.get(f"/console/requests?municipality={UCHIKO}&state={state}").text
        assert secretary.get(path(hidden)).status == 404


def test_the_next_page_keeps_what_was_chosen(office: Office, secretary: Browser) -> None:
    """Fifty on a page, the rest behind a link, nothing twice."""
    for _ in range(51):
        a_request(office)

    first = secretary.get("/console/requests?state=submitted")
    address = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = secretary.get(address)

    assert address.startswith("/console/requests?state=submitted&cursor=")
    assert first.text.count("R08-00") == 50
    assert second.text.count("R08-00") == 1
    assert "最初のページ" in second.text


def test_what_no_list_offers_narrows_nothing(office: Office, secretary: Browser) -> None:
    """An address somebody edited shows everything, and no error."""
    request = a_request(office)

    page = secretary.get("/console/requests?state=%F0%A0%AE%B7&municipality=999999")

    assert page.status == 200
    assert path(request) in page.text


def test_a_search_without_result_says_how_to_go_on(secretary: Browser) -> None:
    """The empty list leads back to all requests."""
    assert "条件を消して、すべての依頼を見る" in secretary.get("/console/requests?q=ありません").text
