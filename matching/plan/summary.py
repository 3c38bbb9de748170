"""A plan in a few lines for the terminal, in Japanese or English."""

from collections.abc import Iterator

from matching.plan.explain.sentences import Language, unplaced_sentence
from matching.plan.form.named import NamedRound
from matching.plan.result import Plan

SHOWN = 10

LINES: dict[Language, dict[str, str]] = {
    "ja": {
        "placed": "派遣 {pairs}件、未定 {unplaced}件（依頼 {requests}件、専門官 {experts}人）",
        "total": "合計 {objective}、上限 {bound}（差 {gap:.3%}）",
        "proven": "これより良い計画がないことを確認しました",
        "fair": "最も不利な市町の充足 {worst:.1%}（可能な最大 {low:.1%}〜{high:.1%}、保証 {level:.1%}）",
        "time": "計算 {seconds:.1f}秒（{method}）",
        "more": "ほか {count}件",
    },
    "en": {
        "placed": "{pairs} placed, {unplaced} requests with empty places ({requests} requests, {experts} experts)",
        "total": "objective {objective}, bound {bound} (gap {gap:.3%})",
        "proven": "proven: no plan is better",
        "fair": "worst-off group at {worst:.1%} (best possible {low:.1%} to {high:.1%}, promised {level:.1%})",
        "time": "{seconds:.1f} s ({method})",
        "more": "and {count} more",
    },
}


def summary(plan: Plan, named: NamedRound, *, language: Language) -> Iterator[str]:
    """The lines."""
    lines = LINES[language]
    problem = named.problem
    yield lines["placed"].format(
        pairs=len(plan.pairs), unplaced=len(plan.unplaced), requests=problem.requests, experts=problem.experts
    )
    yield lines["total"].format(objective=plan.objective, bound=plan.bound, gap=plan.gap)
    if plan.proven:
        yield lines["proven"]
    if plan.fair_level > 0:
        yield lines["fair"].format(
            worst=min(plan.utility), low=plan.fair_target, high=plan.fair_bound, level=plan.fair_level
        )
    yield lines["time"].format(seconds=plan.seconds, method=plan.method)
    for empty in plan.unplaced[:SHOWN]:
        yield "  " + unplaced_sentence(empty, words=named.words(), language=language)
    if len(plan.unplaced) > SHOWN:
        yield "  " + lines["more"].format(count=len(plan.unplaced) - SHOWN)
