"""What has to happen next to a request, in words."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.calendar import closing, moment_in_words
from chalicelib.domain.case import Case
from chalicelib.web import words

WHAT = {
    "draft": "入力を終えたら、確認して提出してください。",
    "submitted": "事務局が内容を確認します。確認が始まると、この画面でお知らせします。",
    "in_review": "事務局が内容を確認し、合う専門官を探しています。",
    "returned": "事務局からの質問を読み、内容を補って、もう一度提出してください。",
    "shortlisted": "候補の専門官をご覧になり、希望の順番をお知らせください。",
    "offering": "専門官の回答を待っています。辞退や期限切れのときは、事務局が次の候補に打診します。",
    "waiting": "いまは合う専門官がいません。事務局が引き続き探し、見つかればお知らせします。",
    "engaged": "専門官が決まりました。活動の記録を付け、支援が終わったらお知らせください。",
    "completed": "支援が終わりました。実施報告と評価を提出してください。",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who acts next, what they do, and by when (empty when nothing is set)."""

    who: str
    what: str
    by: str


def next_step(case: Case) -> NextStep | None:
    """The next step; None when nothing more is expected of anybody."""
    request = case.request
    if request.state not in WHAT:
        return None
    if request.state == "shortlisted" and request.preference:
        return NextStep("事務局（決定）", "希望の順番を受け取りました。事務局が打診する専門官を決めます。", "")
    by = _deadline(case)
    return NextStep(words.NEXT_ACTORS[request.state], WHAT[request.state], moment_in_words(by) if by else "")


def _deadline(case: Case) -> datetime | None:
    """Until when the next step is awaited; None when nothing is set."""
    if case.request.state == "completed" and case.request.report_due:
        return closing(case.request.report_due)
    return min((offer.deadline for offer in case.live_offers if offer.deadline), default=None)
