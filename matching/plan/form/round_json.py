"""The JSON form of a round (docs/engine.md shows it)."""

import json
from typing import Any, NoReturn

import numpy as np

from matching.plan.errors import FormError, PlanError
from matching.plan.form.member import Member
from matching.plan.form.named import NamedRound
from matching.plan.problem import Problem

SETTINGS = ("floor", "kept_bonus", "must_fill", "exact_leximin", "seed")


def read_round(text: str) -> NamedRound:
    """The round in a JSON text; FormError with line and place."""
    document = Member(_parsed(text), text).only(
        "months", "experts", "requests", "pairs", "pinned", "previous", "settings"
    )
    months = _index(document.get("months").elements())
    experts = _index([expert.get("id") for expert in document.get("experts").elements()])
    requests = _index([request.get("id") for request in document.get("requests").elements()])
    if not months:
        raise document.get("months").fault("a round needs at least one month")
    capacity = _capacity(document.get("experts").elements(), months)
    groups, shares = _groups(document.get("requests").elements())
    try:
        problem = Problem.from_pairs(
            **_pairs(document, experts, requests, months),
            capacity=capacity,
            places=[request.get("places", 1).number(least=0) for request in document.get("requests").elements()],
            groups=shares,
            effort_by="pair",
            pinned=_listed(document.get("pinned", []), experts, requests),
            previous=_listed(document.get("previous", []), experts, requests),
        )
    except FormError:
        raise
    except PlanError as error:
        raise document.fault(str(error)) from None
    return NamedRound(problem, tuple(experts), tuple(requests), tuple(months), groups, _settings(document))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise FormError(f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}") from None
    except RecursionError:
        raise FormError("document", "is nested too deeply") from None


def _refuse(constant: str) -> NoReturn:
    raise FormError("document", f"{constant} is no number")


def _index(ids: list[Member]) -> dict[str, int]:
    index: dict[str, int] = {}
    for member in ids:
        if member.text() in index:
            raise member.fault(f"{member.value!r} is given twice")
        index[member.text()] = len(index)
    return index


def _half_days(member: Member, months: dict[str, int]) -> list[int]:
    row = [0] * len(months)
    for month, half_days in member.items():
        if month not in months:
            raise half_days.fault(f"there is no month {month!r}")
        row[months[month]] = half_days.number(least=0)
    return row


def _capacity(experts: list[Member], months: dict[str, int]) -> np.ndarray[Any, Any]:
    rows = [_half_days(expert.only("id", "capacity").get("capacity"), months) for expert in experts]
    return np.array(rows, np.int64).reshape(len(experts), len(months))


def _groups(requests: list[Member]) -> tuple[tuple[str, ...], np.ndarray[Any, Any]]:
    """Half-days of every group in every request; a plain `group` owns it all."""
    shares: list[dict[str, int]] = []
    for request in requests:
        request.only("id", "places", "effort", "group", "groups")
        if "groups" in request.value:
            shares.append({name: share.number(least=0) for name, share in request.get("groups").items()})
        else:
            shares.append({request.get("group").text(): 1})
    names = tuple(dict.fromkeys(name for share in shares for name in share))
    table = np.array([[share.get(name, 0) for name in names] for share in shares], np.int64)
    return names, table.reshape(len(requests), len(names))


def _pairs(
    document: Member, experts: dict[str, int], requests: dict[str, int], months: dict[str, int]
) -> dict[str, Any]:
    usual = [_half_days(request.get("effort"), months) for request in document.get("requests").elements()]
    rows: list[tuple[int, int, int, list[int]]] = []
    for pair in document.get("pairs").elements():
        pair.only("expert", "request", "score", "effort")
        expert, request = pair.get("expert").known(experts, "expert"), pair.get("request").known(requests, "request")
        half_days = _half_days(pair.get("effort"), months) if "effort" in pair.value else usual[request]
        rows.append((expert, request, pair.get("score").number(), half_days))
    expert_column, request_column, score, efforts = zip(*rows, strict=True) if rows else ((), (), (), ())
    effort = np.array(efforts, np.int64).reshape(len(rows), len(months))
    return {"expert": expert_column, "request": request_column, "score": score, "effort": effort}


def _listed(member: Member, experts: dict[str, int], requests: dict[str, int]) -> list[tuple[int, int]]:
    pairs = []
    for pair in member.elements():
        ids = pair.elements()
        if len(ids) != 2:
            raise pair.fault("expected an expert and a request")
        pairs.append((ids[0].known(experts, "expert"), ids[1].known(requests, "request")))
    return pairs


def _settings(document: Member) -> dict[str, Any]:
    given = document.get("settings", {}).only(*SETTINGS)
    for name, member in given.items():
        kind = bool if name in ("must_fill", "exact_leximin") else int | float
        if not isinstance(member.value, kind):
            raise member.fault(f"{member.value!r} is no value for {name}")
    return dict(given.value)
