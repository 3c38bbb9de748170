"""What became of an offer, in words for the expert who was asked: one's own answer is no error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.calendar import moment_in_words
from chalicelib.domain.case import Case
from chalicelib.domain.offer import Offer, OfferRow
from chalicelib.domain.request import Officer
from chalicelib.service.letters import municipality_names
from chalicelib.service.office import Office
from chalicelib.web import phrases, words

ANSWERS = {"accepted": "accept", "done": "accept", "countered": "counter", "declined": "decline"}
TITLES = {
    "accepted": "お引き受けいただき、ありがとうございます",
    "done": "この支援は終了しました",
    "countered": "条件付きのご回答を受け付けました",
    "declined": "見送りのご回答を受け付けました",
    "expired": "回答期限を過ぎています",
    "recalled": "この打診は取り消されました",
    "cancelled": "この派遣は取り消されました",
}
NEXT = {
    "accepted": (
        "派遣が決まりました。依頼元にもお知らせします。",
        "下の担当者に連絡し、日程と進め方を決めてください。",
        "都合が変わったときは、お早めに事務局へお電話ください。",
    ),
    "done": ("ご支援いただき、ありがとうございました。",),
    "countered": (
        "事務局が、いただいた条件を依頼元と相談します。まだ決定ではありません。",
        "条件が合えば、改めて打診のメールをお送りします。ほかの専門官に決まったときも、お知らせします。",
    ),
    "declined": (
        "事務局が、次の候補を検討します。",
        "見送ったことで、これからの打診で不利になることはありません。",
    ),
    "expired": (
        "ご回答のないまま期限を過ぎたため、このページからは回答できません。",
        "お引き受けいただける場合は、事務局へお電話ください。まだ間に合うことがあります。",
    ),
    "recalled": (
        "依頼の取下げや、担当の決定などにより、回答の必要がなくなりました。",
        "ご検討をいただき、ありがとうございました。",
    ),
    "cancelled": (
        "事情により、支援の必要がなくなりました。予定していた半日は、空きに戻っています。",
        "ご準備をいただいていたところ、申し訳ありません。",
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`answer` and `when` are empty when the expert never answered; `officer` is shown to who will go there."""

    title: str
    kind: str
    number: str
    subject: str
    municipality: str
    answer: str
    when: str
    note: str
    months: str
    next: tuple[str, ...]
    officer: Officer | None

    @classmethod
    def of(cls, office: Office, case: Case, offer: Offer) -> "Outcome":
        """The outcome of an offer that cannot be answered any more."""
        state = standing(offer, office.now()) or offer.state
        request = case.request
        return cls(
            title=TITLES[state],
            kind="done" if state in ANSWERS else "info",
            number=request.number or "",
            subject=request.title,
            municipality=municipality_names(office, request.municipalities),
            answer=words.ANSWERS[ANSWERS[state]] if state in ANSWERS else "",
            when=moment_in_words(offer.answered_at) if offer.answered_at else "",
            note=offer.answer_note,
            months=phrases.month_lines(spoken_of(case, offer)),
            next=NEXT[state],
            officer=request.asked.officer if state == "accepted" else None,
        )


def standing(offer: Offer | OfferRow, now: datetime) -> str | None:
    """The state that ends an offer; None while it can be answered."""
    if not offer.live:
        return offer.state
    return "expired" if offer.deadline and now > offer.deadline else None


def spoken_of(case: Case, offer: Offer) -> Mapping[str, int]:
    """The months that were asked, or those of the proposal that the expert's conditions became."""
    later = (other for other in case.offers if other.expert_id == offer.expert_id and other.id > offer.id)
    return next(later, offer).months if offer.state == "countered" else offer.months
