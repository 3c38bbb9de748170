"""The style guide: every component in every state on one page, about a prefecture that does not exist."""

from datetime import UTC, datetime

from chalicelib.domain.calendar import months_from
from chalicelib.domain.municipality import Municipality
from chalicelib.domain.profile import Contact
from chalicelib.web.rendering import render
from chalicelib.web.typed import Typed

CONTACT = Contact(
    office="見本県 例示部 仮名課",
    telephone="000-000-0000",
    email="office@mihon.example.jp",
    hours="平日 8時30分〜17時15分",
)
TITLE = "窓口予約システムの調達仕様書づくり"
LONG = "途中で折り返すことを確かめるための、とても長い文章です。" * 4 + "https://long.example.jp/" + "abcdefghij" * 9
TILES = (
    ("北見本市", 0, 3),
    ("例示市", 1, 2),
    ("見本市", 1, 3),
    ("架空町", 1, 4),
    ("仮名市", 1, 5),
    ("港例示町", 2, 1),
    ("試作市", 2, 2),
    ("雛形村", 2, 3),
    ("山間架空高原町", 2, 4),
    ("南見本町", 3, 2),
)
MONTHS = list(months_from("2026-12", 12))
FREE = dict(zip(MONTHS, (6, 3, 0, 8, 12, 20, 4, 2, 1, 5, 9, 16), strict=True))
NEEDED = {"2026-12": 2, "2027-01": 4, "2027-02": 4, "2027-03": 4}
FAULTS = {
    "name": "依頼の名前は30文字までで入力してください",
    "mail": "メールアドレスは「@」を含めて入力してください",
    "days": "1か月あたりの日数は0.5から20までの数字で入力してください",
    "wish": "困っていることを入力してください",
    "area": "分野を選んでください",
    "kind": "支援の方法を選んでください",
    "fields": "必要な分野を1つ以上選んでください",
    "agreed": "所属長の了承を確認してください",
    "start": "開始日は正しい日付で入力してください",
    "half_days": "支援が必要な月を1つ以上入力してください",
    "half_days-2027-01": "0から60までの数字で入力してください",
}


def page(base_path: str = "") -> str:
    """The whole style guide as HTML."""
    wrong = _typed("wrong", "五日", FAULTS)
    places = [_place(*tile) for tile in TILES]
    return render(
        "styleguide.html",
        base_path=base_path,
        service="見本県 デジタル人材シェア",
        contact=CONTACT,
        nav=[("/styleguide", "部品の一覧", True), ("#fields", "入力", False), ("#review", "候補の確認", False)],
        user={"name": "見本 一郎", "role_name": "事務局", "account": True},
        errors=wrong.errors,
        states=[
            ("empty", "何も入力していないとき", Typed()),
            ("filled", "入力したとき", _typed("filled", TITLE)),
            ("wrong", "誤りがあるとき", wrong),
            ("long", "文章が長いとき", _typed("long", LONG)),
        ],
        title=TITLE,
        long=LONG,
        months=MONTHS,
        free=FREE,
        needed=NEEDED,
        places=places,
        moment=datetime(2026, 11, 27, 8, 15, tzinfo=UTC),
    )


def _typed(state: str, words: str, faults: dict[str, str] | None = None) -> Typed:
    """Every field filled; names begin with the state, so that ids stay unique on the page."""
    given = {
        "name": [words],
        "mail": ["mihon@town.example.jp"],
        "code": ["１２３４５６７８"],
        "days": ["２"],
        "wish": [words],
        "area": ["design"],
        "kind": ["visit"],
        "fields": ["design", "security"],
        "start_era": ["ad"],
        "start_year": ["2027"],
        "start_month": ["4"],
        "start_day": ["1"],
        "half_days-2027-01": ["4"],
        "half_days-2027-02": ["12"],
    }
    errors = {f"{state}-{name}": fault for name, fault in (faults or {}).items()}
    return Typed({f"{state}-{name}": values for name, values in given.items()}, errors)


def _place(name: str, row: int, column: int) -> Municipality:
    return Municipality(
        code=f"99{row:02d}{column:02d}",
        name=name,
        kana="みほん",
        romaji="Mihon",
        kind="town",
        area="見本",
        population=10_000,
        latitude=0.0,
        longitude=0.0,
        row=row,
        column=column,
    )
