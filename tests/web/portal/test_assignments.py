"""What an expert has promised, and what came of it, on their own pages."""

from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.office import Office
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import SECRETARIAT, a_request, clock
from tests.service.journeys import engaged, opened_by_link, recorded
from tests.web.browser import Browser
from tests.web.support.typed import session_of


def path_of(office: Office, request_id: str) -> str:
    """The page of a request's first assignment."""
    return f"/expert/assignments/{office.cases.case(request_id).offers[0].id}"


def test_a_promise_is_shown_with_whom_to_call_and_what_to_do_next(office: Office, expert: Browser) -> None:
    """On the first page, in the list, and on its own page."""
    request = engaged(office)

    home, listed, page = (expert.get(path) for path in ("/expert", "/expert/assignments", path_of(office, request.id)))

    for shown in (home, page):
        assert "日程と進め方を決めてください" in shown.text
    assert "内子 花子" in page.text
    assert "50,000円" in listed.text
    assert "支援中" in listed.text
    assert "0893-00-0000" in page.text


def test_sessions_are_read_and_recorded_by_the_expert(office: Office, expert: Browser) -> None:
    """What the expert types stands on their page, under their name in the trail."""
    request = engaged(office)
    clock(office).move(days=21)
    expert.sign_in_expert("e01")
    path = path_of(office, request.id)

    form = expert.get(f"/requests/{request.id}/sessions/new?offer={path.rpartition('/')[2]}")
    page = expert.post(f"/requests/{request.id}/sessions", session_of(request))

    assert form.fields["offer"] == [path.rpartition("/")[2]]
    assert page.path == path
    assert "素案" in page.text
    (session,) = office.cases.support(request.id).sessions
    assert (session.recorded_by, session.role) == ("e01", "expert")


def test_a_session_recorded_by_the_town_is_corrected_by_the_expert(office: Office, expert: Browser) -> None:
    """Both accounts stay."""
    request = engaged(office)
    clock(office).move(days=21)
    expert.sign_in_expert("e01")
    session = recorded(office, request)

    form = expert.get(f"/requests/{request.id}/sessions/new?corrects={session.id}")
    fields = {name: values[-1] for name, values in form.fields.items() if values and name != "csrf"}
    page = expert.post(f"/requests/{request.id}/sessions", {**fields, "done": "直しました。", "reason": "誤字のため"})

    assert page.path == path_of(office, request.id)
    assert "直しました。" in page.text
    assert "訂正される前の記録（1件）" in page.text


def test_a_colleagues_sessions_on_the_same_case_stay_with_the_colleague(
    office: Office, expert: Browser, colleague: Browser
) -> None:
    """Of a request with two places each expert sees, records and corrects their own."""
    request = a_request(office, months={"2026-12": 2}, places=2)
    for expert_id in ("e01", "e02"):
        accept_offer(office, opened_by_link(office, request, expert_id))
    clock(office).move(days=21)
    colleague.sign_in_expert("e02")
    session = recorded(office, request)
    mine, theirs = (offer.id for offer in office.cases.case(request.id).offers)

    assert session.offer_id == mine
    assert session.account.done not in colleague.get(f"/expert/assignments/{theirs}").text
    assert colleague.get(f"/expert/assignments/{mine}").status == 404
    assert colleague.get(f"/requests/{request.id}/sessions/new?corrects={session.id}").status == 404
    assert colleague.post(f"/requests/{request.id}/sessions", {**session_of(request), "offer": mine}).status == 404
    assert colleague.get(f"/requests/{request.id}/sessions/new").fields["offer"] == [theirs]


def test_an_expert_neither_ends_nor_reports_a_support(office: Office, expert: Browser) -> None:
    """That is the municipality's to say; the page of all sessions with the report is not the expert's."""
    request = engaged(office)

    for page in ("sessions", "complete", "report"):
        assert expert.get(f"/requests/{request.id}/{page}").status == 404
    for deed in ("complete", "report"):
        assert expert.post(f"/requests/{request.id}/{deed}", {}).status == 404


def test_a_cancelled_assignment_says_so_and_names_nobody_any_more(office: Office, expert: Browser) -> None:
    """Its half-days are free again."""
    request = engaged(office)
    path = path_of(office, request.id)
    cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")

    assert "取消し" in expert.get("/expert/assignments").text
    assert expert.get(path).status == 404
    assert "この派遣は取り消されました" in expert.get(path.replace("assignments", "offers")).text
    assert "支援中の派遣はありません" in expert.get("/expert").text


def test_what_to_do_next_follows_the_months_and_what_was_agreed_last(office: Office, expert: Browser) -> None:
    """Before them, within them, after them; and what the last session left to do."""
    request = engaged(office)
    path = path_of(office, request.id)
    clock(office).move(days=21)
    expert.sign_in_expert("e01")
    assert "活動したら、日時と内容を記録してください" in expert.get("/expert").text
    recorded(office, request, next_step="評価項目の案を町で作る。")
    assert "次に行うこと：評価項目の案を町で作る。" in expert.get(path).text
    clock(office).move(days=25)
    expert.sign_in_expert("e01")

    assert "支援の期間が終わりました" in expert.get("/expert").text
