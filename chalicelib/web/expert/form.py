"""The answer's form: what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.calendar import local_day, month_in_words, month_of, months_from
from chalicelib.domain.offer import Offer
from chalicelib.web import words
from chalicelib.web.forms.figures import figure
from chalicelib.web.forms.limits import HALF_DAYS_A_MONTH, TEXT
from chalicelib.web.typed import Typed

UNCHOSEN = "回答を選んでください"
# Whoever writes other months and then picks 引き受ける means something, but not what the offer asks.
CHANGED = "月や回数を変えるときは「条件が合えば引き受ける」を選んでください"
LATER = 3


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was meant; `errors` by the name of the control at fault."""

    answer: str
    note: str
    months: Mapping[str, int]
    errors: Mapping[str, str] = field(default_factory=dict)


def months_offered(offer: Offer, now: datetime) -> Sequence[str]:
    """From the first month that can still be helped in to some months after the last one asked."""
    first = max(min(offer.months), month_of(local_day(now)))
    *_, last = months_from(max(first, *offer.months), LATER + 1)
    return [month for month in months_from(first, 36) if month <= last]


def prefilled(offer: Offer) -> Typed:
    """No answer chosen; the months as they were asked."""
    return Typed({f"months-{month}": (str(count),) for month, count in offer.months.items()})


def read(typed: Typed, offer: Offer, now: datetime) -> Given:
    """The answer that was typed."""
    answer, note = typed.value("answer"), typed.value("note").strip()
    written = {month: typed.value(f"months-{month}").strip() for month in months_offered(offer, now)}
    months = {month: figure(text or "0") for month, text in written.items() if f"months-{month}" in typed.given}
    right = {month: count for month, count in months.items() if count is not None and count <= HALF_DAYS_A_MONTH}
    errors = _errors(answer, note)
    if answer == "counter":
        errors |= {f"months-{month}": _fault(month) for month in months if month not in right}
    if answer == "accept" and any(right.get(month) != offer.months.get(month, 0) for month in months):
        errors["answer"] = CHANGED
    return Given(answer, note, right, errors)


def _errors(answer: str, note: str) -> dict[str, str]:
    errors = {}
    if answer not in words.ANSWERS:
        errors["answer"] = UNCHOSEN
    if len(note) > TEXT:
        errors["note"] = f"メッセージは{TEXT:,}文字までで入力してください（いま{len(note):,}文字です）"
    return errors


def _fault(month: str) -> str:
    return f"{month_in_words(month)}は0から{HALF_DAYS_A_MONTH}までの整数で入力してください"
