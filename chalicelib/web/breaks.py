"""Where and how a trail is broken, in words for people."""

from chalicelib.domain.audit import Break, Fault

BREAKS = {
    Break.GAP: "{sequence}番目の記録がありません。",
    Break.UNLINKED: "{sequence}番目の記録が、その前の記録につながっていません。",
    Break.ALTERED: "{sequence}番目の記録が書き換えられています。",
    Break.CUT: "{sequence}番目からあとの記録がありません。",
    Break.AFTER_HEAD: "{sequence}番目の記録は、最後とされる記録のあとに足されたものです。",
    Break.HEAD: "最後とされる記録が、{sequence}番目の記録と一致しません。",
    Break.NO_HEAD: "最後の記録（{sequence}番目）がどれか、わからなくなっています。",
    Break.NO_RECORD: "{sequence}件の記録がありますが、本体がありません。",
    Break.CHANGED: "{part}が、{sequence}番目の記録で書かれたものと違います。",
    Break.GONE: "{sequence}番目の記録で書かれた{part}がありません。",
    Break.UNTOLD: "{part}に、書かれたという記録がありません。",
    Break.UNREADABLE: "保存された内容が壊れていて、読めません（{part}）。",
    Break.NUMBER: "この番号の依頼がありません。",
}
PARTS = {
    "request": "依頼の内容",
    "offer": "打診の内容",
    "assignment": "派遣の内容",
    "receipt": "候補の計算の控え",
    "supportsession": "活動記録",
    "report": "実施報告",
    "expert": "専門官の登録内容",
    "round": "月次の割当の内容",
    "roundplan": "割当案",
    "tuning": "配点",
    "apitoken": "連携用トークンの内容",
    "denials": "断られた操作の件数",
    "user": "利用者の登録内容",
}


def broken(fault: Fault) -> str:
    """One sentence in Japanese, with the name of the part where one is concerned."""
    kind, _, name = fault.part.partition(":")
    part = PARTS.get(kind, kind) + (f"「{name}」" if name and name != fault.record else "")
    return BREAKS[fault.how].format(sequence=fault.sequence, part=part)
