"""Disposal (廃棄): what was kept long enough loses all that it says about people and in anybody's own words.

Numbers, kinds, states, months, scores and dates stay, and so does the whole chain of events: the event of the disposal
seals every part anew, as it is afterwards. So a disposed case verifies as what it is, and not as a broken one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from chalicelib.domain.calendar import fiscal_year, local_day
from chalicelib.domain.expert import Expert
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.report import Report
from chalicelib.domain.request import Content, Officer, Request, RequestRow
from chalicelib.domain.session import SupportSession

GONE = "（廃棄済み）"
DEEDS = ("request:disposed", "expert:disposed")
ENDED = ("answered", "referred", "closed", "withdrawn", "cancelled")
NOBODY = Officer(GONE, "", "", "")


def reached_term(ended_in: int, years: int, this_year: int) -> bool:
    """Whether what ended in a fiscal year, and is kept for so many from the next one on, may go in this one."""
    return ended_in + years < this_year


def ended_in(row: RequestRow | Request) -> int:
    """The fiscal year of the last thing that happened to an ended request."""
    return fiscal_year(local_day(row.updated_at))


def without_words(request: Request) -> Request:
    """The request without its officer and everything that was typed in words."""
    content = _content(request.content) if request.content else None
    return replace(request, content=content, typed={}, remark="", chase_at=None)


def offers_without_words(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Offers without reasons and messages."""
    return tuple(replace(offer, reason="", answer_note="") for offer in offers)


def assignments_without_words(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Assignments without the request's title."""
    return tuple(replace(assignment, title=GONE) for assignment in assignments)


def session_without_words(session: SupportSession) -> SupportSession:
    """Day, hours and mode of a session, and nothing that was told of it."""
    account = replace(session.account, place="", attendees="", done="", advice="", next_step="")
    return replace(session, account=account, reason="")


def report_without_words(report: Report) -> Report:
    """The rating and whether more is wished."""
    return replace(report, outcome=replace(report.outcome, achieved="", opinion="", summary=""))


def receipt_without_words(receipt: Receipt) -> Receipt:
    """A receipt without the interests it names; it still ranks as it did."""
    named = {interest for candidate in receipt.document["candidates"] for interest in candidate["conflicts"]}
    return replace(receipt, document=_without(receipt.document, sorted(named, key=len, reverse=True)))


def nobody(expert: Expert) -> Expert:
    """An expert of whom only id, base, levels, months and dates are left."""
    return replace(expert, name=GONE, kana="", email="", telephone="", about="", interests=(), corrections=())


def _content(content: Content) -> Content:
    return replace(
        content,
        officer=NOBODY,
        title=GONE,
        situation="",
        wish="",
        head_of_section="",
        business_partner="",
        place_note="",
        impossible_dates="",
        vendors=(),
    )


def _without(value: Any, named: Sequence[str]) -> Any:
    """A part of a document in which nothing is named any more, the longest names first."""
    if isinstance(value, str):
        return reduce(lambda text, name: text.replace(name, GONE), named, value)
    if isinstance(value, Mapping):
        return {name: _without(inner, named) for name, inner in value.items()}
    return [_without(inner, named) for inner in value] if isinstance(value, Sequence) else value
