"""Pages come out escaped, complete and under the service's own prefix."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

from chalicelib.domain.profile import Contact
from chalicelib.web.rendering import environment, render
from chalicelib.web.styleguide import page as guide
from chalicelib.web.typed import Typed
from tests.web.page import Page

CONTACT = Contact(office="見本課", telephone="000-000-0000", email="office@mihon.example.jp", hours="平日")
FRAME = '{% extends "base.html" %}{% block title %}見出し{% endblock %}{% block content %}<h1>見出し</h1>{% endblock %}'


def framed(base_path: str = "", **context: object) -> str:
    """A page with nothing but its frame."""
    given: Mapping[str, object] = {"errors": {}, "nav": (), "user": None, "csrf": ""} | context
    return environment(base_path).from_string(FRAME).render(service="見本", contact=CONTACT, **given)


def drawn(source: str, **context: object) -> str:
    """What a piece of template becomes."""
    return environment("").from_string(source).render(**context)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{{ day | wareki }}", "令和8年11月27日（金）"),
        ("{{ evening | wareki }}", "令和8年11月28日（土）"),
        ("{{ evening | moment }}", "令和8年11月28日（土）1時05分"),
        ("{{ '2026-12' | month }}", "令和8年12月"),
        ("{{ 4 | half_days }}", "2日（半日4回）"),
        ("{{ 1 | half_days }}", "0.5日（半日1回）"),
        ("{{ 2400 | half_days }}", "1,200日（半日2,400回）"),
        ("{{ 1280000 | yen }}", "1,280,000円"),
        ("{{ 712 | per_mille }}", "71.2点"),
        ("{{ 1000 | per_mille }}", "100.0点"),
    ],
)
def test_quantities_are_said_as_people_say_them(words: str, expected: str) -> None:
    """Dates by era with the weekday, half-days as days, points of a hundred."""
    assert drawn(words, day=date(2026, 11, 27), evening=datetime(2026, 11, 27, 16, 5, tzinfo=UTC)) == expected


def test_what_people_typed_is_never_markup() -> None:
    """A script tag in a field comes back as text, in the box and in the summary."""
    form = Typed({"title": ['"><script>alert(1)</script>']}, {"title": "<b>だめ</b>"})

    html = drawn('{% from "macros/fields.html" import text %}{{ text(form, "title", "名前") }}', form=form)

    assert "<script>" not in html
    assert "<b>" not in html


def test_a_newline_at_the_start_of_a_long_text_survives() -> None:
    """Browsers drop the first newline of a textarea, so the macro gives them one."""
    form = Typed({"wish": ["\n二行目から"]})

    html = drawn('{% from "macros/fields.html" import textarea %}{{ textarea(form, "wish", "願い") }}', form=form)

    assert ">\n\n二行目から</textarea>" in html


def test_a_forgotten_value_is_an_error_not_a_gap() -> None:
    """The page fails in its test instead of standing there with a hole."""
    with pytest.raises(UndefinedError, match="service"):
        render("styleguide.html")


def test_every_address_lies_under_the_prefix() -> None:
    """The stage prefix stands before links, forms and static files; fragments and other sites stay as they are."""
    page = Page(guide("/api"))
    addresses = [*page.attribute("href"), *page.attribute("src"), *page.attribute("action")]

    own = [address for address in addresses if not address.startswith(("#", "?", "mailto:", "tel:"))]

    assert own
    assert all(address.startswith("/api/") for address in own)


def test_errors_are_announced_in_the_title_and_linked_to_their_fields() -> None:
    """The words of the summary are those beside the field, and each link has somewhere to go."""
    html = framed(errors={"title": "名前を入力してください"})

    assert "<title>エラー：見出し｜見本</title>" in html
    assert '<a href="#title">名前を入力してください</a>' in html
    assert "エラー" not in framed()


def test_signing_out_is_a_form_for_who_is_signed_in() -> None:
    """GET changes nothing: signing out is a POST with the CSRF value."""
    inside = framed(user={"name": "見本 一郎", "role_name": "事務局", "account": True}, csrf="value")

    assert '<form method="post" action="/sign-out">' in inside
    assert '<input type="hidden" name="csrf" value="value">' in inside
    assert "sign-out" not in framed()


def test_the_menu_says_where_one_is() -> None:
    """Exactly the current entry carries aria-current."""
    page = Page(framed(nav=[("/requests", "依頼", True), ("/experts", "専門官", False)]))

    assert [a["href"] for a in page.all("a") if a.get("aria-current") == "page"] == ["/requests"]


def test_typed_values_come_back() -> None:
    """Text, choices, days and months show again what was typed, full-width digits included."""
    page = Page(guide())

    assert page.named("filled-days")[0]["value"] == "２"
    assert [box["value"] for box in page.named("filled-fields") if "checked" in box] == ["design", "security"]
    assert [box["value"] for box in page.named("filled-kind") if "checked" in box] == ["visit"]
    assert page.named("filled-start_year")[0]["value"] == "2027"
    assert page.named("filled-half_days-2027-02")[0]["value"] == "12"
    assert not page.named("empty-name")[0]["value"]


def test_the_guide_holds_together() -> None:
    """One h1, no id twice, every label, description and fragment leads to an element, and no style of its own."""
    page = Page(guide())
    ids = list(page.attribute("id"))
    led_to = [
        *page.attribute("for"),
        *" ".join([*page.attribute("aria-describedby"), *page.attribute("aria-labelledby")]).split(),
        *(href[1:] for href in page.attribute("href") if href.startswith("#")),
    ]

    assert len(page.all("h1")) == 1
    assert sorted(ids) == sorted(set(ids))
    assert set(led_to) <= set(ids)
    assert not list(page.attribute("style"))
