"""What the secretariat wishes of the next plan, as a form shows it and as it comes back."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.round import Round
from chalicelib.web.rounds.choosing import floor_typed
from chalicelib.web.rounds.lines import People, pair_of, value_of
from chalicelib.web.typed import Typed

PIN, FORBID = "pin", "forbid"
WISHES = ((PIN, "固定する"), (FORBID, "外す"))


@dataclass(frozen=True, slots=True)
class WishLine:
    """A pair that something can be wished of: `name` is its control's."""

    name: str
    number: str
    title: str
    expert: str


def wish_lines(whole: Round, pairs: Iterable[Pair], people: People) -> list[WishLine]:
    """The pairs of the plan and those wished for before, in order of request number."""
    chosen = {request.id: request for request in whole.requests}
    every = {*pairs, *whole.wishes.pins, *whole.wishes.forbids} - whole.offered
    ordered = sorted(every, key=lambda pair: (chosen[pair.request_id].number, pair.expert_id))
    return [
        WishLine(_name(pair), chosen[pair.request_id].number, chosen[pair.request_id].title, people[pair.expert_id])
        for pair in ordered
    ]


def as_typed(wishes: Wishes) -> dict[str, list[str]]:
    """The wishes in force as somebody would have typed them."""
    pins = {_name(pair): [PIN] for pair in wishes.pins}
    forbids = {_name(pair): [FORBID] for pair in wishes.forbids}
    return {**pins, **forbids, "floor": [str(wishes.floor // 10)]}


def wishes_typed(typed: Typed) -> Wishes:
    """The wishes of a form; InvalidContent when the pair that is added is not whole."""
    pairs = {name: pair_of(name.removeprefix("wish-")) for name in typed.given if name.startswith("wish-")}
    extra = [typed.value(f"extra_{part}") for part in ("request", "expert", "wish")]
    if any(extra) and not all(extra):
        raise InvalidContent({"extra_request": "加える組み合わせは、依頼・専門官・希望の三つを選んでください"})
    request_id, expert_id, wish = extra
    added = [Pair(expert_id, request_id)]
    return Wishes(
        pins=_wished(typed, pairs, PIN, added if wish == PIN else []),
        forbids=_wished(typed, pairs, FORBID, added if wish == FORBID else []),
        floor=floor_typed(typed),
    )


def both_wishes(typed: Typed, stored: Typed, lines: Iterable[WishLine]) -> list[tuple[str, str, str]]:
    """What is wished now beside what was typed, where they differ."""
    pairs = [(f"{line.number} {line.expert}さんの扱い", _said(stored, line), _said(typed, line)) for line in lines]
    floors = ("公平さの下限", f"{stored.value('floor')}％", f"{typed.value('floor')}％")
    return [line for line in (*pairs, floors) if line[1] != line[2]]


def _said(typed: Typed, line: WishLine) -> str:
    return dict(WISHES).get(typed.value(line.name), "計算に任せる")


def _wished(typed: Typed, pairs: dict[str, Pair], wish: str, added: list[Pair]) -> tuple[Pair, ...]:
    found = [pair for name, pair in pairs.items() if typed.value(name) == wish]
    return tuple(dict.fromkeys([*found, *added]))


def _name(pair: Pair) -> str:
    return f"wish-{value_of(pair)}"
