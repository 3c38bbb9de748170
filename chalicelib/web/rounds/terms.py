"""What a round's states, steps and findings are called in Japanese."""

STATES = {
    "queued": "計算待ち",
    "planning": "計算中",
    "planned": "計画あり",
    "failed": "計算できません",
    "closed": "終了",
}
KINDS = {"queued": "info", "planning": "info", "planned": "warn", "failed": "stop", "closed": "plain"}
STEPS = {
    "greedy": "最初の案ができました",
    "search": "よりよい案を探しています",
    "fairness": "いちばん不利な市町を、どこまで引き上げられるか調べています",
    "prices": "どの計画も超えられない上限を調べています",
}
OTHER_STEP = "よりよい案を探しています"
METHODS = {"exact": "すべての組み合わせを調べる厳密な方法", "greedy": "得点の高い順に決める方法"}
OTHER_METHOD = "上限と案を交互に近づける方法"
BECAUSE = {
    "nobody_eligible": "条件に合う専門官がいません。",
    "nobody_has_the_half_days": "条件に合う専門官の空きが、必要な月に足りません。",
    "others_need_them_more": "条件に合う専門官はいますが、全体の得点と公平さのため、ほかの依頼を優先しました。",
    "moved_on": "もう割り当てを待っていません（打診中、取下げなど）。",
}
DONE = {
    "adjust": "条件を変えて、もう一度計算します。",
    "approve": "承認しました。専門官に打診のメールを送ります。回答期限は、メールを送った時から数えます。",
    "close": "この割当を終わりました。",
}


def percent(share: float, *, digits: int = 1) -> str:
    """`82.5%` for 0.825."""
    return f"{100 * share:.{digits}f}%"


def points(difference: int) -> str:
    """`+12.3点` or `−4.0点` for a difference of scores per mille; `±0点` when there is none."""
    return f"{'+' if difference > 0 else '−'}{abs(difference) / 10:,.1f}点" if difference else "±0点"


def percent_points(difference: float) -> str:
    """`+2.5ポイント` for a difference of shares of 0.025; what rounds to nothing is `±0ポイント`."""
    rounded = round(100 * difference, 1)
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}ポイント" if rounded else "±0ポイント"
