"""What each error means to a person: a page in Japanese that says what happened and what to do now."""

from dataclasses import dataclass

from chalicelib.domain import errors
from chalicelib.web.visit import FormTooLarge


@dataclass(frozen=True, slots=True)
class Problem:
    """`slug` names the kind for machines; `title` and `advice` are for people, `onward` where they go from here."""

    status: int
    slug: str
    title: str
    advice: str
    onward: tuple[str, str] = ("/", "最初のページへ")


NOT_FOUND = Problem(
    404, "not-found", "ページが見つかりません", "アドレスをお確かめください。依頼は「依頼の一覧」から探せます。"
)
WRONG_METHOD = Problem(
    405, "method-not-allowed", "この操作はできません", "画面を開き直し、ボタンからもう一度お試しください。"
)
WRONG_TYPE = Problem(
    415, "wrong-type", "この形式のデータは受け付けません", "このサービスの画面から送るか、APIではJSONで送ってください。"
)
CROSS_SITE = Problem(
    403, "cross-site", "ほかのサイトからの送信は受け付けません", "このサービスの画面から、もう一度操作してください。"
)
BROKEN = Problem(
    500,
    "internal",
    "処理できませんでした",
    "申し訳ありません。しばらくしてからもう一度お試しください。続くときは、下の番号を添えて事務局へご連絡ください。",
)

# The first class that fits, so that the more particular stand first.
PROBLEMS: tuple[tuple[type[Exception], Problem], ...] = (
    (errors.NotFound, NOT_FOUND),
    (
        errors.Forbidden,
        Problem(403, "forbidden", "この操作はできません", "権限が必要な操作です。担当の方か事務局へご相談ください。"),
    ),
    (
        errors.UnknownCode,
        Problem(422, "unknown-code", "選択肢にない値が送られました", "画面を開き直し、一覧から選んでください。"),
    ),
    (
        errors.InvalidContent,
        Problem(422, "invalid-content", "入力を見直してください", "入力の内容をご確認ください。"),
    ),
    (
        errors.ReasonMissing,
        Problem(422, "reason-missing", "理由を入力してください", "前の画面に戻り、理由を入力してください。"),
    ),
    (
        errors.IllegalMove,
        Problem(
            409,
            "illegal-move",
            "いまの状態ではこの操作はできません",
            "ほかの方が先に進めたようです。最新の状態をご確認ください。",
        ),
    ),
    (
        errors.StaleVersion,
        Problem(
            409, "stale-version", "ほかの方が先に更新しました", "最新の内容を確認してから、もう一度操作してください。"
        ),
    ),
    (
        errors.Ineligible,
        Problem(409, "ineligible", "この専門官には打診できません", "除外の理由をご確認ください。"),
    ),
    (
        errors.CapExceeded,
        Problem(409, "cap-exceeded", "上限を超えます", "上限を超えて承認するには、理由を付けて指定してください。"),
    ),
    (
        errors.NoFreeHalfDays,
        Problem(
            409,
            "no-free-half-days",
            "空いている半日が足りなくなりました",
            "先にほかの依頼が決まり、必要な半日が足りません。条件を付けた回答か、見送りを選んでください。",
        ),
    ),
    (
        errors.PlaceTaken,
        Problem(409, "place-taken", "募集している人数に達しています", "最新の状態をご確認ください。"),
    ),
    (
        errors.TooLarge,
        Problem(
            413,
            "case-too-large",
            "この依頼は大きすぎて、一度に書き出せません",
            "何も記録していません。管理者へ、表全体の書き出しをご依頼ください。",
        ),
    ),
    (
        errors.LinkInvalid,
        Problem(
            404,
            "link-invalid",
            "この回答リンクは使えません",
            "メールのアドレスが途中で切れていないかお確かめください。依頼番号と短いコードか、お電話でも回答できます。",
            ("/answer", "依頼番号と短いコードで回答する"),
        ),
    ),
    (
        errors.AnswerTooLate,
        Problem(
            409,
            "answer-too-late",
            "この打診には回答できません",
            "回答済みか、取り消されたか、期限が過ぎています。",
        ),
    ),
    (
        errors.TooManyTries,
        Problem(
            429,
            "too-many-tries",
            "短い時間に何度も送信されました",
            "1時間ほどたってから、もう一度お試しください。お急ぎのときは、お電話でご連絡ください。",
        ),
    ),
    (
        errors.TooManyCalls,
        Problem(
            429,
            "too-many-calls",
            "短い時間に何度も呼び出されました",
            "Retry-After の秒数だけ待ってから、もう一度送ってください。",
        ),
    ),
    (
        errors.SignInFailed,
        Problem(422, "sign-in-failed", "コードが違います", "メールの8けたの数字をご確認ください。"),
    ),
    (
        errors.Unavailable,
        Problem(
            503,
            "unavailable",
            "いま、つながりにくくなっています",
            "処理されたかどうかを確認できませんでした。30秒ほど待ってから、同じ内容を同じ Idempotency-Key で"
            "もう一度送ってください。二重に処理されることはありません。",
        ),
    ),
    (
        FormTooLarge,
        Problem(413, "too-large", "入力が長すぎます", "前の画面に戻り、文章を短くしてからもう一度お試しください。"),
    ),
)


def problem_of(error: Exception) -> Problem:
    """The problem an error is; BROKEN for one nobody expected."""
    return next((problem for kind, problem in PROBLEMS if isinstance(error, kind)), BROKEN)
