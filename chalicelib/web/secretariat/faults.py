"""What a refusal means on the review page: which field to mend, or what has changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.errors import CapExceeded, Ineligible, InvalidContent, ReasonMissing, Rejected
from chalicelib.web.forms.limits import TEXT
from chalicelib.web.phrases import half_days
from chalicelib.web.problems import problem_of
from chalicelib.web.typed import Typed

REASONS = {
    "skip": ("reason", "市町の希望順を待たずに打診する理由を入力してください"),
    "another": ("reason", "次の候補と別の人を選ぶ理由を入力してください"),
    "override": ("reason", "除外の理由や上限があっても選ぶ理由を入力してください"),
    "return": ("remark", "市町に確認したいことを入力してください"),
    "answer": ("remark", "相談への回答を入力してください"),
    "refer": ("remark", "紹介する制度と、その理由を入力してください"),
    "cancel": ("cancel_reason", "依頼を取り消す理由を入力してください"),
}
CAPS = {"project": "1件の依頼", "municipality_year": "1つの市町の年度"}
# Words that must not be lost when the page has moved on and their field is gone.
FREE_TEXT = {
    "reason": "理由",
    "remark": "市町への返事",
    "answer_note": "専門官のことば",
    "recall_reason": "打診を取り消す理由",
    "cancel_reason": "依頼を取り消す理由",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Errors by field; or, where nobody typed wrongly, a title and what to do. `unsent` is what was typed in vain."""

    status: int
    errors: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    advice: str = ""
    unsent: tuple[tuple[str, str], ...] = ()


def fault_of(refusal: Rejected, typed: Typed) -> Fault:
    """The fault that a use case's refusal is."""
    match refusal:
        case ReasonMissing():
            name, message = REASONS[str(refusal)]
            return Fault(422, {name: message})
        case Ineligible():
            return Fault(422, {"expert": f"この人には打診できません：{'、'.join(refusal.reasons)}"})
        case CapExceeded():
            return Fault(422, {"override": _cap(refusal)})
        case InvalidContent():
            return Fault(422, refusal.faults)
    problem = problem_of(refusal)
    unsent = tuple((label, typed.value(name)) for name, label in FREE_TEXT.items() if typed.value(name).strip())
    return Fault(problem.status, title=problem.title, advice=problem.advice, unsent=unsent)


def too_long(typed: Typed) -> dict[str, str]:
    """The fields with more than a letter or a record can hold."""
    return {
        name: f"{label}は{TEXT:,}文字までで入力してください（いまは{len(typed.value(name)):,}文字です）"
        for name, label in FREE_TEXT.items()
        if len(typed.value(name)) > TEXT
    }


def _cap(refusal: CapExceeded) -> str:
    whose, limit, wanted = CAPS[refusal.cap], half_days(refusal.limit), half_days(refusal.wanted)
    return f"{whose}の上限は{limit}ですが、{wanted}になります。超えてよいときは、確認の欄を選び、理由を入力してください"
