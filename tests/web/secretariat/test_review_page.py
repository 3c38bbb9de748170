"""The review page shows what was asked, who fits and why, and what it costs whom."""

import re
from dataclasses import replace

from chalicelib.domain.expert import MonthBook
from chalicelib.service.office import Office
from tests.builders import AINAN, MONTHS, OZU, PROCUREMENT, a_request, an_expert, engage
from tests.web.browser import Browser
from tests.web.page import Page
from tests.web.secretariat.steps import (
    VENDOR,
    countered,
    declined,
    engaged,
    in_review,
    ordered,
    path,
    shortlisted,
    three_experts,
)


def card(text: str, expert_id: str) -> str:
    """The part of the page that is this candidate's card."""
    found = re.search(rf'<article[^>]*aria-labelledby="candidate-{expert_id}".*?</article>', text, re.DOTALL)
    return found[0] if found else ""


def test_each_candidate_comes_with_score_parts_and_sentences(office: Office, secretary: Browser) -> None:
    """The points of the four parts are those of a hundred, and every part says why."""
    three_experts(office)

    first = card(secretary.get(path(in_review(office))).text, "e01")

    assert "1位" in first
    assert "見本 一郎" in first
    assert "松山市から" in first
    assert "92.0点" in first
    for points in ("70.0 / 70", "15.0 / 15", "7.0 / 10", "0.0 / 5"):
        assert points in first
    assert "レベル4（必要3）" in first
    assert "この市町を担当したことはない" in first


def test_the_cost_stands_beside_the_choice_with_every_payers_part(office: Office, secretary: Browser) -> None:
    """Eight half-days at 25,000 yen, the prefecture paying half, two municipalities the rest."""
    three_experts(office)

    first = card(secretary.get(path(in_review(office, also=(AINAN,)))).text, "e01")

    assert "<strong>200,000円</strong>（愛媛県 100,000円、内子町 50,000円、愛南町 50,000円）" in first


def test_a_month_without_enough_half_days_is_marked(office: Office, secretary: Browser) -> None:
    """The strip shows free beside needed, and the card warns before the expert has to decline."""
    engage(office, an_expert(months={month: MonthBook(8, 6) for month in MONTHS}))

    first = card(secretary.get(path(in_review(office))).text, "e01")

    assert "空き 2" in first
    assert "必要 4" in first
    assert "不足 2" in first
    assert "空きが足りない月があります" in first


def test_everybody_excluded_is_listed_with_all_reasons(office: Office, secretary: Browser) -> None:
    """Not only the first reason."""
    three_experts(office)
    engage(office, an_expert("雛形 みどり", id="e09", active_from="2027-04", months={}))

    text = secretary.get(path(in_review(office, vendors=(VENDOR,)))).text

    assert "除外した人（2人）" in text
    assert f"利害関係がある（{VENDOR}（取引先））" in text
    absent = text.split("雛形 みどり</th>")[1].split("</tr>")[0]
    assert "任期（" in absent
    assert "空いている半日がない" in absent


def test_the_map_names_who_asks_and_where_candidates_are_based(office: Office, secretary: Browser) -> None:
    """The picture says nothing that the words beside it do not."""
    three_experts(office)

    text = secretary.get(path(in_review(office))).text

    assert "依頼：内子町" in text
    assert "候補の拠点：松山市（2人）、大洲市（1人）" in text


def test_the_municipalitys_first_choice_is_the_one_to_approve(office: Office, secretary: Browser) -> None:
    """The wish of the municipality goes before the score, and is shown on the card."""
    three_experts(office)

    text = secretary.get(path(ordered(office, "e02", "e01"))).text

    assert "市町の第1希望" in card(text, "e02")
    assert "例示 花子さんに打診する</button>" in card(text, "e02")
    assert "市町の第2希望" in card(text, "e01")
    assert "理由を付けて見本 一郎さんを選ぶ" in card(text, "e01")


def test_before_the_municipalitys_order_nobody_is_approved_without_a_reason(office: Office, secretary: Browser) -> None:
    """Skipping the order is possible, and the form asks why."""
    three_experts(office)

    text = secretary.get(path(shortlisted(office))).text

    assert "さんに打診する</button>" not in text
    assert "市町の希望順を待たずに打診する理由" in text


def test_a_decline_is_shown_with_its_words_and_the_next_candidate(office: Office, secretary: Browser) -> None:
    """State, deadline with era, weekday and hour, mail and note of the first offer; the next waits for approval."""
    three_experts(office)

    text = secretary.get(path(declined(office, "e01", "年度末は都合が合いません。"))).text

    assert "年度末は都合が合いません。" in text
    assert "令和8年11月27日（金）17時15分" in text
    assert "メールのリンク" in text
    assert "送信済み" in text
    assert "辞退" in card(text, "e01")
    assert "承認待ち" in card(text, "e02")
    assert "例示 花子さんに打診する</button>" in card(text, "e02")


def test_a_counter_offer_shows_its_own_terms_and_price(office: Office, secretary: Browser) -> None:
    """Four half-days from January instead of eight from December: half the price."""
    three_experts(office)

    text = secretary.get(path(countered(office, "e01", {"2027-01": 4}, "1月からであれば。"))).text

    assert "見本 一郎さんから条件の提案があります" in text
    assert "1月からであれば。" in text
    assert "<strong>100,000円</strong>（愛媛県 50,000円、内子町 50,000円）" in text
    assert "この条件で見本 一郎さんに打診する</button>" in text


def test_after_the_decision_no_ranking_is_made_any_more(office: Office, secretary: Browser) -> None:
    """What counts then is what was agreed."""
    three_experts(office)

    text = secretary.get(path(engaged(office, "e01"))).text

    assert "候補の順位" not in text
    assert "よろしくお願いします。" in text
    assert "承諾" in text


def test_twenty_experts_leave_the_page_readable(office: Office, secretary: Browser) -> None:
    """Five cards stand open; the others keep their details folded."""
    engage(office, *(replace(an_expert(f"見本 {place}郎"), id=f"e{place:02d}") for place in range(1, 21)))

    text = secretary.get(path(in_review(office))).text

    assert text.count('<article class="card') == 20
    assert text.count("点数の内訳・空き・費用") == 15


def test_without_experts_the_page_says_so(office: Office, secretary: Browser) -> None:
    """An empty pool is no error."""
    page = secretary.get(path(in_review(office)))

    assert page.status == 200
    assert "条件に合う専門官がいません。" in page.text


def test_a_request_without_fields_says_why_nobody_scores_for_skill(office: Office, secretary: Browser) -> None:
    """分からない is an answer, and the centre is told what it means."""
    three_experts(office)

    text = secretary.get(path(in_review(office, fields=()))).text

    assert "分からない（支援センターが一緒に考えます）" in text
    assert "専門性の点は全員0点です。" in text


def test_what_a_municipality_typed_is_shown_and_never_obeyed(office: Office, secretary: Browser) -> None:
    """Scripts, emoji and letters beyond the first plane are text like any other."""
    request = in_review(office, situation="<script>alert(1)</script>\n二行目😀", wish="𠮷野家の隣", vendors=("<b>",))

    text = secretary.get(path(request)).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n二行目😀" in text
    assert "𠮷野家の隣" in text


def test_no_two_elements_share_an_id(office: Office, secretary: Browser) -> None:
    """Labels, hints and the error summary find their field, however many forms the page holds."""
    three_experts(office)

    page = Page(secretary.get(path(declined(office, "e01", "", vendors=(VENDOR,), of=OZU, places=2))).text)

    ids = list(page.attribute("id"))
    assert len(ids) == len(set(ids))


def test_the_page_costs_three_reads_beside_the_session(office: Office, secretary: Browser) -> None:
    """Case, experts and letters are read once each, however many experts there are."""
    three_experts(office)
    request = shortlisted(office)
    read: list[str] = []
    watched = {"cases": ("case", "events", "receipt"), "experts": ("experts", "expert"), "letters": ("about",)}
    for store, names in watched.items():
        for name in names:
            _count(getattr(office, store), name, read)

    secretary.get(path(request))

    assert sorted(read) == ["about", "case", "experts"]


def _count(store: object, name: str, read: list[str]) -> None:
    reading = getattr(store, name)

    def counted(*args: object, **kwargs: object) -> object:
        read.append(name)
        return reading(*args, **kwargs)

    setattr(store, name, counted)


def test_an_unknown_request_is_not_found(secretary: Browser) -> None:
    """Whatever was typed into the address."""
    assert secretary.get("/console/requests/r0000").status == 404


def test_an_address_can_choose_a_candidate_beforehand(office: Office, secretary: Browser) -> None:
    """The link on a card leads to the form with that person chosen; opening it changes nothing."""
    three_experts(office)
    request = ordered(office, "e01")

    page = secretary.get(path(request) + "?expert=e02")

    assert page.fields["expert"] == ["e01", "e02"]
    assert office.cases.case(request.id).request == request


def test_a_submitted_request_can_be_taken_and_nothing_else_yet(office: Office, secretary: Browser) -> None:
    """No ranking before somebody has read the request."""
    three_experts(office)

    text = secretary.get(path(a_request(office))).text

    assert "確認を始める</button>" in text
    assert "候補の順位" not in text
    assert PROCUREMENT not in text
