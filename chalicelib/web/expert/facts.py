"""An offer as its page shows it: what is asked, how far it is, what is free, what is paid, and why this expert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.calendar import local_day
from chalicelib.domain.offer import Offer, OfferRow
from chalicelib.domain.request import Content, Mode
from chalicelib.service.letters import municipality_names
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.web import phrases, words

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """`rows` are term and value; `free` and `asked` are half-days by month."""

    expert: str
    municipality: str
    deadline: str
    days_left: str
    rows: Sequence[Row]
    free: Mapping[str, int]
    asked: Mapping[str, int]
    reasons: Sequence[str]

    @classmethod
    def of(cls, office: Office, opened: OpenedOffer) -> "OfferFacts":
        """The facts as they stand now."""
        offer, expert = opened.offer, opened.expert
        receipt = office.cases.receipt(offer.request_id, offer.receipt_id)
        asked = dict(sorted(offer.months.items()))
        return cls(
            expert=expert.name,
            municipality=municipality_names(office, opened.case.request.municipalities),
            deadline=phrases.instant(offer.deadline) if offer.deadline else "",
            days_left=days_left(office, offer),
            rows=rows_of(office, opened),
            free={month: expert.months[month].free if month in expert.months else 0 for month in asked},
            asked=asked,
            reasons=receipt.document["shown"].get(expert.id, ()),
        )


def rows_of(office: Office, opened: OpenedOffer) -> list[Row]:
    """What is asked, and on which terms."""
    return [*_what(office, opened), *_how(office, opened)]


def _what(office: Office, opened: OpenedOffer) -> list[Row]:
    request = opened.case.request
    asked = request.asked
    return [
        ("依頼番号", request.number or ""),
        ("依頼元", f"{municipality_names(office, request.municipalities)}　{asked.officer.department}"),
        ("件名", asked.title),
        ("種類", words.KINDS[asked.kind]),
        ("いまの段階", words.STAGES[asked.stage]),
        ("求める分野", _fields(office, asked)),
        ("いまの状況", asked.situation),
        ("期待する結果", asked.wish),
    ]


def _how(office: Office, opened: OpenedOffer) -> list[Row]:
    offer, asked = opened.offer, opened.case.request.asked
    total = offer.half_days
    rows = [
        ("時期と回数", phrases.month_lines(offer.months)),
        ("支援の方法", words.MODES[asked.mode]),
        ("場所", "\n".join(filter(None, (office.profile.words()[asked.place], asked.place_note)))),
        ("移動時間", _way(office, opened)),
        ("都合の悪い日", asked.impossible_dates or "なし"),
        ("単価", f"半日1回 {phrases.yen(offer.half_day_yen)}\n合計 {phrases.yen(total * offer.half_day_yen)}"),
    ]
    return [row for row in rows if row[1]]


def _fields(office: Office, asked: Content) -> str:
    names = office.profile.fields
    levels = [f"{names[field.code].name}（{words.LEVELS[field.level]}）" for field in asked.fields]
    return "\n".join(levels) or "依頼元ではまだ分からないため、相談しながら決めます"


def _way(office: Office, opened: OpenedOffer) -> str:
    place, base = opened.case.request.asked.place, opened.expert.base
    if opened.case.request.asked.mode is Mode.ONLINE:
        return ""
    minutes, start = office.profile.minutes(base, place), office.profile.municipality(base).name
    return f"拠点の{start}から片道 約{minutes}分" if minutes else f"拠点と同じ{start}"


def days_left(office: Office, offer: Offer | OfferRow) -> str:
    """`あと3日` until an offer's deadline; empty while none is set."""
    if offer.deadline is None:
        return ""
    days = (local_day(offer.deadline) - local_day(office.now())).days
    return {0: "今日まで", 1: "明日まで"}.get(days, f"あと{days}日")
