"""The list of assignments: who helps whom, when, and what each pays."""

from chalicelib.service.office import Office
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import AINAN, OZU, SECRETARIAT
from tests.web.browser import Browser
from tests.web.secretariat.steps import engaged, path, three_experts


def test_an_assignment_is_shown_with_every_payers_share(office: Office, auditor: Browser) -> None:
    """200,000 yen: the prefecture half, two municipalities a quarter each."""
    three_experts(office)
    request = engaged(office, "e01", also=(AINAN,))

    text = auditor.get("/console/assignments").text

    assert path(request) in text
    assert "内子町・愛南町" in text
    assert "愛媛県 100,000円\n内子町 50,000円\n愛南町 50,000円" in text
    assert "合計（取消しを除く）：<strong>200,000円</strong>" in text


def test_the_list_is_narrowed_by_municipality_expert_and_month(office: Office, auditor: Browser) -> None:
    """Alone and together."""
    three_experts(office)
    december = engaged(office, "e01", months={"2026-12": 2})
    january = engaged(office, "e02", of=OZU, months={"2027-01": 2})

    found = {
        query: [request for request in (december, january) if path(request) in _list(auditor, query)]
        for query in (f"municipality={OZU}", "expert=e01", "month=2027-01", f"expert=e01&municipality={OZU}")
    }

    assert list(found.values()) == [[january], [december], [january], []]


def test_a_cancelled_assignment_is_marked_and_not_counted(office: Office, auditor: Browser) -> None:
    """It stays on record, but costs nothing."""
    three_experts(office)
    request = engaged(office, "e01")
    cancel_request(office, SECRETARIAT, request.id, reason="事業の中止のため")

    text = auditor.get("/console/assignments").text

    assert path(request) in text
    assert "取消し" in text
    assert "合計（取消しを除く）：<strong>0円</strong>" in text


def test_empty_lists_say_why(auditor: Browser) -> None:
    """Nothing there yet, and nothing that fits, are different things."""
    assert "派遣はまだありません。" in _list(auditor, "")
    assert "条件を消して、すべての派遣を見る" in _list(auditor, f"municipality={OZU}")


def test_the_next_page_keeps_the_filters(office: Office, auditor: Browser) -> None:
    """Fifty on a page."""
    three_experts(office)
    for _ in range(51):
        request = engaged(office, "e02", of=OZU, months={"2027-02": 1})
        cancel_request(office, SECRETARIAT, request.id, reason="試し")

    first = _list(auditor, f"municipality={OZU}")
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")

    assert f"municipality={OZU}&cursor=" in address
    assert first.count("/console/requests/r") == 50
    assert auditor.get(address).text.count("/console/requests/r") == 1


def test_a_month_nobody_can_choose_narrows_nothing(office: Office, auditor: Browser) -> None:
    """An edited address is no error."""
    three_experts(office)
    request = engaged(office, "e01")

    assert path(request) in _list(auditor, "month=2027-13&expert=%3Cscript%3E")


def _list(browser: Browser, query: str) -> str:
    page = browser.get(f"/console/assignments?{query}")
    assert page.status == 200
    return page.text
