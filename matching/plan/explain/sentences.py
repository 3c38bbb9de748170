"""The explanations in sentences, Japanese and English, from their facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from matching.plan.explain.changes import Admission, MoreHalfDays
from matching.plan.explain.counterfactual import Counterfactual
from matching.plan.explain.relaxations import Rule
from matching.plan.explain.scarcity import Scarcity
from matching.plan.explain.why_not import WhyNot
from matching.plan.problem import Pair
from matching.plan.result import Unplaced

Language = Literal["ja", "en"]

UNPLACED = {
    "ja": {
        "nobody_eligible": "条件に合う専門官がいません",
        "nobody_has_the_half_days": "条件に合う専門官に、必要な月の空きがありません",
        "others_need_them_more": "条件に合う専門官は、ほかの依頼に充てる方が全体の効果が大きくなります",
    },
    "en": {
        "nobody_eligible": "no expert is eligible",
        "nobody_has_the_half_days": "no eligible expert has the half-days in the months needed",
        "others_need_them_more": "the eligible experts achieve more with other requests",
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """What experts, requests, months and rules are called; their number or code where no name is given."""

    experts: Mapping[int, str] = field(default_factory=dict)
    requests: Mapping[int, str] = field(default_factory=dict)
    months: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def expert(self, index: int) -> str:
        """The expert's name or number."""
        return self.experts.get(index, str(index))

    def request(self, index: int) -> str:
        """The request's name or number."""
        return self.requests.get(index, str(index))

    def month(self, index: int) -> str:
        """The month's name or number."""
        return self.months[index] if index < len(self.months) else str(index + 1)

    def pairs(self, pairs: Sequence[Pair], language: Language) -> str:
        """A list of pairs: who for what."""
        arrow, comma = ("→", "、") if language == "ja" else (" for ", ", ")
        return comma.join(f"{self.expert(expert)}{arrow}{self.request(request)}" for expert, request in pairs)


def why_not_sentence(answer: WhyNot, *, words: Words, language: Language) -> str:
    """Why the pair is not in the plan."""
    expert, request = words.expert(answer.pair[0]), words.request(answer.pair[1])
    if answer.kind == "too_few_half_days":
        return _shortage_sentence(answer, words=words, language=language)
    if answer.kind in ("worse_in_total", "as_good"):
        return _loss_sentence(answer, words=words, language=language)
    ja = {
        "planned": f"{expert}は{request}に充てられています。",
        "not_eligible": f"{expert}は{request}の条件に合いません。",
        "against_pins": f"{expert}を{request}に充てると、すでに確定した派遣と両立しません。",
    }
    en = {
        "planned": f"{expert} is planned for {request}.",
        "not_eligible": f"{expert} is not eligible for {request}.",
        "against_pins": f"{expert} for {request} cannot be combined with what is already agreed.",
    }
    return (ja if language == "ja" else en)[answer.kind]


def counterfactual_sentence(found: Counterfactual, *, words: Words, language: Language) -> str:
    """What would bring the pair in."""
    expert, request = words.expert(found.pair[0]), words.request(found.pair[1])
    change = rule_phrase(found.change, words=words, language=language)
    if language == "ja":
        return f"{change}、{expert}が{request}に充てられます（計画し直して確かめました）。"
    return f"{expert} would serve {request} {change} (verified by planning again)."


def rule_phrase(rule: object, *, words: Words, language: Language) -> str:
    """A change as a condition."""
    if isinstance(rule, MoreHalfDays):
        expert, month = words.expert(rule.expert), words.month(rule.month)
        if language == "ja":
            return f"{expert}の空きが{month}に半日{rule.half_days}回分増えれば"
        return f"if {expert} had {rule.half_days} more half-days in {month}"
    if isinstance(rule, Admission):
        name = words.fields.get(rule.rule, rule.rule)
        expert, request = words.expert(rule.expert), words.request(rule.request)
        return f"{name}を変えれば" if language == "ja" else f"if {name} were waived ({expert}, {request})"
    raise TypeError(f"no words for {type(rule).__name__}")


def relaxation_sentence(rules: Sequence[Rule], *, words: Words, language: Language) -> str:
    """What would have to give so that every place can be filled."""
    phrases = [rule_phrase(rule, words=words, language=language) for rule in rules]
    if language == "ja":
        return "、かつ".join(phrases) + "、すべての依頼に専門官を充てられます。"
    return "Every place could be filled " + " and ".join(phrases) + "."


def unplaced_sentence(empty: Unplaced, *, words: Words, language: Language) -> str:
    """Why places of a request stay empty."""
    request, reason = words.request(empty.request), UNPLACED[language][empty.reason]
    if language == "ja":
        return f"{request}：{empty.places}人分が未定です。{reason}。"
    return f"{request}: {empty.places} unfilled; {reason}."


def scarcity_sentence(entry: Scarcity, *, words: Words, language: Language) -> str:
    """How scarce a field is in a month."""
    name, month = words.fields.get(entry.field, entry.field), words.month(entry.month)
    if language == "ja":
        return (
            f"{month}の{name}：空き半日{entry.available}回のうち{entry.used}回を使用、不足は半日{entry.unmet}回。"
            f"あと半日1回の効果は約{entry.price:g}点。"
        )
    return (
        f"{name} in {month}: {entry.used} of {entry.available} half-days used, {entry.unmet} unmet; "
        f"one more half-day is worth about {entry.price:g} points."
    )


def _shortage_sentence(answer: WhyNot, *, words: Words, language: Language) -> str:
    expert = words.expert(answer.pair[0])
    if language == "ja":
        months = "、".join(f"{words.month(s.month)}（必要{s.needed}回、空き{s.free}回）" for s in answer.shortages)
        return f"{expert}は半日の空きが足りません：{months}。"
    months = ", ".join(f"{words.month(s.month)} (needs {s.needed}, has {s.free})" for s in answer.shortages)
    return f"{expert} has too few half-days: {months}."


def _loss_sentence(answer: WhyNot, *, words: Words, language: Language) -> str:
    expert, request = words.expert(answer.pair[0]), words.request(answer.pair[1])
    gone = words.pairs(answer.displaced, language)
    if language == "ja":
        loss = f"全体の点数が{answer.loss}点下がります" if answer.loss else "全体の点数は変わりません"
        return f"{expert}を{request}に充てると、{loss}" + (f"（外れる派遣：{gone}）。" if gone else "。")
    loss = f"lower the total by {answer.loss}" if answer.loss else "leave the total as it is"
    return f"Choosing {expert} for {request} would {loss}" + (f" and displace {gone}." if gone else ".")
