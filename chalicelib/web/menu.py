"""What each role finds in the menu."""

from chalicelib.domain.identity import Role, User

TOWN = (("/requests", "依頼の一覧"), ("/help", "使い方"))
PREFECTURE = (
    ("/console", "受付箱"),
    ("/console/requests", "依頼の一覧"),
    ("/console/rounds", "月次の割当"),
    ("/console/assignments", "派遣の一覧"),
    ("/console/experts", "専門官"),
    ("/help", "使い方"),
)
AUDITS = (
    *PREFECTURE[:-1],
    ("/console/users", "利用者"),
    ("/console/tokens", "連携用トークン"),
    ("/console/audit", "記録の確認"),
    PREFECTURE[-1],
)
EXPERT = (
    ("/expert", "マイページ"),
    ("/expert/offers", "打診"),
    ("/expert/assignments", "派遣"),
    ("/expert/capacity", "空きと休暇"),
    ("/expert/profile", "登録内容"),
    ("/expert/interests", "利害関係"),
    ("/expert/data", "自分の情報"),
    ("/help", "使い方"),
)
NOBODY = (("/sign-in", "サインイン"), ("/answer", "打診への回答"), ("/help", "使い方"))
ENTRIES = {
    Role.MUNICIPALITY: TOWN,
    Role.EXPERT: EXPERT,
    Role.SECRETARIAT: AUDITS,
    Role.CENTRE: PREFECTURE,
    Role.AUDITOR: AUDITS,
}

# Pages that belong to an entry without lying below it.
BELONGING = {
    "/console/replay": "/console/rounds",
    "/console/denials": "/console/audit",
    "/console/disposals": "/console/audit",
    "/expert/fields": "/expert/profile",
}


def menu(user: User | None, path: str) -> list[tuple[str, str, bool]]:
    """(address, label, whether it is where we are)."""
    entries = NOBODY if user is None else ENTRIES[user.role]
    path = BELONGING.get(path, path)
    here = max((address for address, _ in entries if f"{path}/".startswith(f"{address}/")), key=len, default="")
    return [(address, label, address == here) for address, label in entries]
