"""Who acts next on a request, and what there is to do."""

from dataclasses import dataclass

from chalicelib.domain.calendar import closing, moment_in_words
from chalicelib.domain.request import Request

Who = tuple[str, str]
STEPS: dict[str, Who] = {
    "submitted": ("事務局・支援センター", "内容を読み、確認を始めます。"),
    "in_review": ("事務局・支援センター", "候補を市町に示すか、市町に返事をします。"),
    "returned": ("市町", "内容を補って、もう一度提出します。"),
    "shortlisted": ("市町", "候補の希望順を決めます。急ぐときは、事務局が理由を付けて先に打診できます。"),
    "offering": ("専門官", "打診に回答します。"),
    "waiting": ("事務局・支援センター", "専門官の空きが変わったら、確認を再開します。"),
    "engaged": ("専門官・市町", "支援を進め、終わったら市町が知らせます。"),
    "completed": ("市町", "実施報告と評価を提出します。"),
}
ORDERED: Who = ("事務局", "市町の希望順が届きました。打診する人を確かめて承認します。")
UNDELIVERED: Who = ("事務局・支援センター", "専門官に電話で依頼を伝え、回答を記録するか、宛先を直して送り直します。")
PROPOSED: Who = ("事務局", "次の候補を確かめて承認します。承認するまで、誰にも打診しません。")


@dataclass(frozen=True, slots=True)
class Next:
    """Who, what, and by when (empty when nothing presses)."""

    who: str
    what: str
    by: str


def next_step(request: Request) -> Next | None:
    """What comes next; None for a request that has come to its end."""
    step = STEPS.get(request.state)
    if request.state == "shortlisted" and request.preference:
        step = ORDERED
    if request.state == "offering" and request.proposals:
        step = PROPOSED
    if request.undelivered:
        step = UNDELIVERED
    by = closing(request.report_due) if request.report_due else request.answer_by
    return Next(*step, moment_in_words(by) if by else "") if step else None
