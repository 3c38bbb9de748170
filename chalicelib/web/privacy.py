"""What is kept about people: whose, why, how long, and who sees it; one row for each sort of record in the store.

The page of personal data is made of this table, and a test holds it against the keys of the store: a new kind of record
without a row is found. `kinds` are the names of those keys.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.profile import Profile

Words = Callable[[Profile], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One sort of records; `how_long` follows the prefecture's profile."""

    what: str
    about: str
    why: str
    how_long: Words
    seen_by: str
    kinds: frozenset[str]


def _years(years: int) -> str:
    return f"終わった年度の翌年度から{years}年度。その後、事務局が廃棄の手続きをします"


def _always(words: str) -> Words:
    return lambda profile: words


KEPT = (
    Kept(
        "依頼の内容と経過（担当者の氏名・所属・電話・メール、所属長の職名、打診と回答、派遣、活動記録、実施報告）",
        "市町担当者・専門官",
        "依頼を受け付け、専門官を選び、支援を行い、その経緯を説明するため",
        lambda profile: f"{_years(profile.retention.case)}。提出していない下書きは、市町のものとして残ります",
        "依頼した市町、引き受けた専門官（自分の分）、事務局、支援センター、監査",
        frozenset({"request", "offer", "offered", "support_session", "report", "row", "assignment"}),
    ),
    Kept(
        "候補の計算の記録（番号・分野と水準・空き・移動時間・得点。氏名と連絡先は含みません）",
        "専門官",
        "選んだ理由を、後からでも同じ計算で説明するため",
        lambda profile: _years(profile.retention.case),
        "事務局、支援センター、監査",
        frozenset({"receipt", "plan", "trial"}),
    ),
    Kept(
        "お送りした通知（宛先、文面、配達の結果）",
        "市町担当者・専門官・事務局",
        "確実にお知らせし、届かないときに電話でご連絡するため",
        _always("依頼の通知は、依頼と同じ。サインインのコードは1日、本人への通知は400日"),
        "事務局、支援センター、監査",
        frozenset({"letter"}),
    ),
    Kept(
        "専門官の登録内容（氏名、連絡先、分野と水準、空き、利害関係、単価、自己紹介、訂正の請求）",
        "専門官",
        "公正に候補を選び、連絡と支払いをするため",
        lambda profile: f"任用の{_years(profile.retention.expert)}",
        "本人、事務局、支援センター、監査。氏名は、候補を示した市町も",
        frozenset({"expert"}),
    ),
    Kept(
        "利用者の登録（氏名、所属、メール、役割）と認証アプリの鍵（暗号化して保存）",
        "市町担当者・事務局・支援センター・監査",
        "本人だけがサインインし、権限の範囲で操作できるようにするため",
        _always("利用している間。利用を止めた後も、操作の記録の番号がだれのものかを確かめるために残します"),
        "本人、事務局",
        frozenset({"user", "email", "factor"}),
    ),
    Kept(
        "サインインの状態（ブラウザーの種類、日時）と、以前に使ったブラウザーの印",
        "サインインする方",
        "なりすましを防ぎ、知らないサインインに気づけるようにするため",
        _always("サインインの状態は最長12時間、コードは10分、ブラウザーの印は400日で、自動で消えます"),
        "本人",
        frozenset({"session", "sessions", "attempt", "browser"}),
    ),
    Kept(
        "回答リンクと短いコード（要約値だけを保存し、元の値は保存しません）",
        "専門官",
        "打診の相手だけが回答できるようにするため",
        _always("打診の期限が過ぎるか回答があると、使えなくなります。要約値からは、だれのものか分かりません"),
        "だれも見ることはできません",
        frozenset({"link", "code"}),
    ),
    Kept(
        "操作の記録（日時、役割、利用者の番号、何をしたか、理由）",
        "操作した方",
        "公文書として経緯を残し、書き換えがないことを確かめるため",
        _always("消しません。だれが行ったかは番号で記録します。入力された理由は、そのまま残ります"),
        "事務局、支援センター、監査",
        frozenset({"event", "denials"}),
    ),
    Kept(
        "届かなかった宛先（要約値）、送信回数、二重送信を防ぐ印",
        "メールの宛先・接続元",
        "迷惑な送信と、総当たりの試みを防ぐため",
        _always("回数と印は数時間から1日、宛先は30日で、自動で消えます"),
        "だれも見ることはできません",
        frozenset({"barred", "count", "errand"}),
    ),
    Kept(
        "機械で連携するためのトークン（要約値、名前、作成した方の番号）",
        "作成した方",
        "許可した機械だけが接続できるようにするため",
        _always("期限が過ぎるか取り消すと、使えなくなります。いつだれが作ったかは残ります"),
        "事務局、監査",
        frozenset({"token", "token_digest"}),
    ),
    Kept(
        "番号、月次の割当、配点（個人に関する情報は含みません）",
        "なし",
        "番号を重ねず、計算の条件を残すため",
        _always("消しません"),
        "事務局、支援センター、監査",
        frozenset({"number", "sequence", "round_", "round_row", "progress", "tuning"}),
    ),
)
