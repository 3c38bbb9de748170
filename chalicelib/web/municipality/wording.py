"""What was typed, in words: the rows of a summary. What cannot be understood stands as it was typed."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from chalicelib.domain.calendar import in_words, month_in_words
from chalicelib.web import phrases, words
from chalicelib.web.forms import limits
from chalicelib.web.forms.choices import NO, YES
from chalicelib.web.forms.fields import rows_of
from chalicelib.web.forms.figures import day, day_parts, figure
from chalicelib.web.forms.folding import dashed, folded
from chalicelib.web.forms.months import shown_months
from chalicelib.web.municipality.draft import Draft

PROCUREMENT = {YES: "ある", NO: "ない"}
NUMBERS = {str(number): f"{number}人" for number in range(1, limits.PLACES + 1)}
SHOWN = {YES: "してもよい", NO: "しない"}


class Row(NamedTuple):
    """One line of a summary, and the control it was typed into."""

    label: str
    words: str
    control: str


def rows_for(step: str, draft: Draft) -> list[Row]:
    """The step's answers in words, in the page's order."""
    return SAID[step](draft)


def differences(step: str, one: Draft, other: Draft) -> list[tuple[str, str, str]]:
    """(label, words of one, words of the other) where two drafts of a step differ."""
    pairs = zip(rows_for(step, one), rows_for(step, other), strict=True)
    return [(mine.label, mine.words, theirs.words) for mine, theirs in pairs if mine.words != theirs.words]


def _officer(draft: Draft) -> list[Row]:
    towns = draft.surroundings.profile.municipalities
    return [
        _plain(draft, "担当者の氏名", "officer_name"),
        _plain(draft, "所属", "officer_department"),
        Row("メールアドレス", folded(draft.typed.value("officer_email")), "officer_email"),
        Row("電話番号", dashed(draft.typed.value("officer_telephone")), "officer_telephone"),
        _plain(draft, "了承した所属長", "head_of_section"),
        Row("了承を得た日", _day(draft, "agreed_on"), "agreed_on"),
        _named(draft, "共同で依頼する市町", "municipalities", {code: town.name for code, town in towns.items()}),
    ]


def _support(draft: Draft) -> list[Row]:
    categories = {term.code: term.name for term in draft.surroundings.profile.categories.values()}
    return [
        _named(draft, "支援の種類", "kind", words.KINDS),
        _plain(draft, "連携する地元事業者", "business_partner"),
        _plain(draft, "依頼の名前", "title"),
        _plain(draft, "いまの状況", "situation"),
        _plain(draft, "望ましい姿", "wish"),
        _named(draft, "いまの段階", "stage", words.STAGES),
        _named(draft, "計画の区分", "category", categories),
    ]


def _fields(draft: Draft) -> list[Row]:
    undecided = "分からない（事務局に相談）" if draft.typed.value("undecided") else ""
    wanted = [line for row in rows_of(draft.typed) if (line := _field(draft, row))]
    return [Row("必要な分野", "\n".join([*wanted, *([undecided] if undecided else [])]), "fields")]


def _field(draft: Draft, row: int) -> str:
    code, level, weight, mandatory = (
        draft.typed.value(f"fields-{row}-{part}") for part in ("code", "level", "weight", "mandatory")
    )
    if not any((code, level, weight, mandatory)):
        return ""
    fields = draft.surroundings.profile.fields
    name = fields[code].name if code in fields else code or "（分野が未選択）"
    graded = f"水準{_graded(level, words.LEVELS)}・重み{_graded(weight, words.WEIGHTS)}"
    return f"{name}　{graded}{'・必須の条件' if mandatory else ''}"


def _graded(typed: str, grades: Mapping[int, str]) -> str:
    named = {str(grade): name for grade, name in grades.items()}
    return f"{typed}（{named[typed]}）" if typed in named else typed or "未選択"


def _months(draft: Draft) -> list[Row]:
    typed = ((month, draft.typed.value(f"months-{month}")) for month in shown_months(draft.typed, draft.surroundings))
    return [
        Row("支援が必要な月", _half_days({month: value for month, value in typed if value.strip()}), "months"),
        _plain(draft, "都合の悪い日", "impossible_dates"),
        _named(draft, "支援の方法", "mode", words.MODES),
        _named(draft, "場所", "place", draft.surroundings.places),
        _plain(draft, "場所の補足", "place_note"),
        _named(draft, "必要な人数", "places", NUMBERS),
    ]


def _half_days(months: Mapping[str, str]) -> str:
    counts = {month: figure(value) for month, value in months.items()}
    lines = [
        f"{month_in_words(month)}　{months[month] if count is None else phrases.half_days(count)}"
        for month, count in counts.items()
    ]
    total = sum(count or 0 for count in counts.values())
    return "\n".join([*lines, *([f"合計　{phrases.half_days(total)}"] if lines else [])])


def _circumstances(draft: Draft) -> list[Row]:
    return [
        _named(draft, "希望する専門官", "wanted", draft.experts),
        _named(draft, "避けてほしい専門官", "unwanted", draft.experts),
        _named(draft, "近く調達の予定", "procurement_near", PROCUREMENT),
        _plain(draft, "関係しそうな事業者", "vendors"),
        _named(draft, "事例として紹介", "may_be_shown", SHOWN),
    ]


def _plain(draft: Draft, label: str, control: str) -> Row:
    return Row(label, draft.typed.value(control).strip(), control)


def _named(draft: Draft, label: str, control: str, names: Mapping[str, str]) -> Row:
    return Row(label, _joined(names.get(value, value) for value in draft.typed.values(control)), control)


def _joined(names: Iterable[str]) -> str:
    return "、".join(name for name in names if name)


def _day(draft: Draft, control: str) -> str:
    parts = day_parts(draft.typed, control)
    try:
        return in_words(day("")(parts))
    except ValueError:
        # No day at all, or one to be mended: what there is of it.
        return "／".join(value for name, value in parts.items() if name != "era" and value)


SAID: dict[str, Callable[[Draft], list[Row]]] = {
    "officer": _officer,
    "support": _support,
    "fields": _fields,
    "months": _months,
    "circumstances": _circumstances,
}
