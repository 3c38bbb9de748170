"""Calls that carry an `Idempotency-Key`: done once, and answered again as they were answered first.

After draft-ietf-httpapi-idempotency-key-header. A key belongs to its token and is kept for a day. A refused call has
changed nothing, so its key is free again; a call whose end nobody saw is held for as long as a function can run, and
then tried again, which the mark beside the change (`ports.Errands`) keeps from doing anything twice.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from aws_lambda_powertools import Logger
from chalice.app import Request, Response

from chalicelib.domain.errand import LASTS, Errand
from chalicelib.domain.errors import LostRace, Repeated, Unavailable
from chalicelib.domain.identity import digest
from chalicelib.web.api.call import Call, answer_text
from chalicelib.web.api.faults import fault
from chalicelib.web.headers import RESTED
from chalicelib.web.problems import Problem

logger = Logger(service="suketto", child=True)
HEADER = "Idempotency-Key"
HELD = timedelta(seconds=30)
KEY = re.compile(r'"?([!#-\[\]-~]{1,255})"?')
BAD_KEY = Problem(
    400,
    "idempotency-key-invalid",
    "Idempotency-Key が正しくありません",
    "1から255文字までの英数字と記号で指定してください。",
)
REUSED = Problem(
    422,
    "idempotency-key-reused",
    "同じ Idempotency-Key で別の内容が送られました",
    "内容を変えるときは、新しいキーを使ってください。",
)
IN_FLIGHT = Problem(
    409,
    "idempotency-key-in-flight",
    "同じ Idempotency-Key の処理が終わっていません",
    "30秒ほど待ってから、もう一度送ってください。",
)
Deed = Callable[[Call], str]
Told = Callable[[Call, Errand], str]


def once(request: Request, call: Call, *, deed: Deed, told: Told, status: int) -> Response:
    """The answer to a call: what `deed` says, or for a key that is known what it said then.

    `told` says it anew where the deed is done but its answer was never kept.
    """
    given = request.headers.get(HEADER.lower())
    if given is None:
        return answer_text(deed(call), status=status)
    found = KEY.fullmatch(given.strip())
    if found is None:
        return fault(BAD_KEY)
    now = call.office.now()
    errand = Errand(_key(request, found[1]), now + LASTS, body=_body(request), held_until=now + HELD)
    try:
        call.office.errands.begin(errand, now)
    except LostRace:
        return _known(call, errand, told, status)
    return _done(call, errand, deed, told, status)


def _done(call: Call, errand: Errand, deed: Deed, told: Told, status: int) -> Response:
    try:
        said = deed(replace(call, caller=replace(call.actor, errand=errand.key)))
    except Unavailable:
        # Nobody knows how it ended: the key stays in hand.
        raise
    except Repeated:
        return _known(call, errand, told, status)
    except Exception:
        call.office.errands.let_go(errand.key)
        raise
    _keep(call, errand, said)
    return answer_text(said, status=status)


def _known(call: Call, errand: Errand, told: Told, status: int) -> Response:
    known = call.office.errands.errand(errand.key)
    if known.body != errand.body:
        return fault(REUSED)
    if known.answer:
        return answer_text(known.answer, status=status)
    if not known.sequence:
        return fault(IN_FLIGHT, later=RESTED)
    said = told(call, known)
    _keep(call, errand, said)
    return answer_text(said, status=status)


def _keep(call: Call, errand: Errand, said: str) -> None:
    """Keep the answer; should that fail, it is made anew from the record when it is asked for again."""
    try:
        call.office.errands.keep_answer(errand.key, said)
    except Unavailable:
        logger.warning("an answer was not kept")


def _key(request: Request, given: str) -> str:
    return digest(f"{request.headers.get('authorization', '')} {given}")


def _body(request: Request) -> str:
    return digest(f"{request.method} {request.path} {request.raw_body.hex()}")
