"""All records are verified, a stretch at a time: the lists lead to every one of them, so nothing is scanned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.tuning import RECORD
from chalicelib.service.office import Office
from chalicelib.service.ports import Page
from chalicelib.service.verify_record import Kind, Verdict, verify_record

STRETCH = 25


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was verified in one go; `cursor` leads on, None when everything has been verified."""

    verdicts: tuple[Verdict, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of records: a page of ids after an inner cursor, and where the next page begins."""

    kind: Kind
    page: Callable[[str | None, int], tuple[Sequence[str], str | None]]


def verify_stretch(office: Office, cursor: str | None = None, *, limit: int = STRETCH) -> Stretch:
    """Verify the next records, about `limit` of them; InvalidContent for a cursor that leads nowhere."""
    listings = _listings(office)
    place, inner = _opened(cursor, len(listings))
    verdicts: list[Verdict] = []
    while place < len(listings) and len(verdicts) < limit:
        listing = listings[place]
        ids, inner = listing.page(inner, limit)
        verdicts += [verify_record(office, listing.kind, record) for record in ids]
        place += inner is None
    return Stretch(tuple(verdicts), f"{place}.{inner or ''}" if place < len(listings) else None)


def _listings(office: Office) -> list[Listing]:
    """The prefecture's requests, those without a number from each town's lists, experts, rounds, users, parameters,
    bearer tokens, denials."""
    unnumbered = [
        Listing("request", _requests(office, town, state=state))
        for town in office.profile.municipalities
        for state in ("draft", "withdrawn")
    ]
    return [
        Listing("request", _requests(office, office.profile.prefecture.code)),
        *unnumbered,
        Listing("expert", _experts(office)),
        Listing("round", _rounds(office)),
        Listing("user", _users(office)),
        Listing("parameters", lambda _, limit: ([RECORD] if office.tunings.latest() else [], None)),
        Listing("token", _listed(office.tokens.tokens)),
        Listing("denials", _listed(office.denials.rows)),
    ]


def _requests(
    office: Office, watcher: str, *, state: str | None = None
) -> Callable[[str | None, int], tuple[Sequence[str], str | None]]:
    def page(inner: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        found = office.cases.rows(watcher, state=state, cursor=inner, limit=limit)
        return [row.id for row in found.rows if state is None or row.number is None], found.cursor

    return page


def _experts(office: Office) -> Callable[[str | None, int], tuple[Sequence[str], str | None]]:
    def page(inner: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        left = [expert.id for expert in office.experts.experts() if expert.id > (inner or "")]
        return left[:limit], left[limit - 1] if len(left) > limit else None

    return page


def _users(office: Office) -> Callable[[str | None, int], tuple[Sequence[str], str | None]]:
    def page(inner: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        told = (user.id for user in office.doors.users() if user.version)
        left = [user_id for user_id in told if user_id > (inner or "")]
        return left[:limit], left[limit - 1] if len(left) > limit else None

    return page


def _rounds(office: Office) -> Callable[[str | None, int], tuple[Sequence[str], str | None]]:
    def page(inner: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        found = office.rounds.rows(cursor=inner, limit=limit)
        return [row.id for row in found.rows], found.cursor

    return page


def _listed(rows: Callable[..., Page[Any]]) -> Callable[[str | None, int], tuple[Sequence[str], str | None]]:
    def page(inner: str | None, limit: int) -> tuple[Sequence[str], str | None]:
        found = rows(cursor=inner, limit=limit)
        return [row.id for row in found.rows], found.cursor

    return page


def _opened(cursor: str | None, listings: int) -> tuple[int, str | None]:
    place, _, inner = (cursor or "0.").partition(".")
    if not (place.isascii() and place.isdigit() and int(place[:4]) < listings):
        raise InvalidContent({"cursor": "続きの位置が正しくありません。最初から確かめ直してください"})
    return int(place), inner or None
