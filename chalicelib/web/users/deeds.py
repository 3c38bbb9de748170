"""What is done to a person's registration; a refusal shows the page as it stands now, with all that was typed."""

from collections.abc import Callable

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, StaleVersion
from chalicelib.service.end_sessions import sign_out_user
from chalicelib.service.hand_over import hand_over
from chalicelib.service.keep_factor import reset_factor
from chalicelib.service.keep_users import change_user, confirm_user, disable_user, enable_user
from chalicelib.web.forms.limits import TEXT
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.serve import form
from chalicelib.web.users.blueprint import ONE, PATH, users
from chalicelib.web.users.person import person_typed
from chalicelib.web.users.showing import staff, user_page
from chalicelib.web.visit import Visit

# Where a deed asks for a reason.
REASONS = {"disable": "reason", "factor": "factor_reason"}
STALE = "ほかの方が先に変更しました。いまの登録を確かめてから、もう一度送信してください"


def done(visit: Visit, errand: Errand, user_id: str) -> Response:
    """The person, and what was done."""
    return _told(visit, user_id)


@form(users, ONE, done=done)
def change(visit: Visit, user_id: str) -> Response:
    def deed() -> object:
        person = person_typed(visit.typed)
        return change_user(visit.office, visit.actor, user_id, person, version=_version(visit))

    return _done(visit, user_id, deed)


@form(users, f"{ONE}/confirm", done=done)
def confirm(visit: Visit, user_id: str) -> Response:
    return _done(visit, user_id, lambda: confirm_user(visit.office, visit.actor, user_id))


@form(users, f"{ONE}/disable", done=done)
def disable(visit: Visit, user_id: str) -> Response:
    reason, version = visit.typed.value("reason"), _version(visit)
    return _done(
        visit, user_id, lambda: disable_user(visit.office, visit.actor, user_id, reason=reason, version=version)
    )


@form(users, f"{ONE}/enable", done=done)
def enable(visit: Visit, user_id: str) -> Response:
    return _done(visit, user_id, lambda: enable_user(visit.office, visit.actor, user_id, version=_version(visit)))


@form(users, f"{ONE}/sign-out", done=done)
def sign_out(visit: Visit, user_id: str) -> Response:
    return _done(visit, user_id, lambda: sign_out_user(visit.office, visit.actor, user_id))


@form(users, f"{ONE}/factor", done=done)
def reset(visit: Visit, user_id: str) -> Response:
    reason = visit.typed.value("factor_reason")
    return _done(visit, user_id, lambda: reset_factor(visit.office, visit.actor, user_id, reason=reason))


@form(users, f"{ONE}/hand-over", done=done)
def go_over(visit: Visit, user_id: str) -> Response:
    return _done(visit, user_id, lambda: hand_over(visit.office, visit.actor, user_id, to=visit.typed.value("to")))


def _done(visit: Visit, user_id: str, deed: Callable[[], object]) -> Response:
    staff(visit, user_id)
    try:
        _refuse_long_reasons(visit)
        deed()
    except InvalidContent as refusal:
        return user_page(visit, user_id, errors=_shown(visit, refusal), status=422)
    except StaleVersion:
        return user_page(visit, user_id, said=STALE, status=409)
    return _told(visit, user_id)


def _refuse_long_reasons(visit: Visit) -> None:
    if any(len(visit.typed.value(name)) > TEXT for name in REASONS.values()):
        raise InvalidContent({"reason": f"理由は{TEXT:,}文字までで入力してください"})


def _shown(visit: Visit, refusal: InvalidContent) -> dict[str, str]:
    """The faults under the names of the fields of the form that was sent: each has a reason of its own, or none."""
    faults = dict(refusal.faults)
    reason = faults.pop("reason", "")
    field = REASONS.get(visit.route.rpartition("/")[2], "")
    return {field: reason} if field and reason else faults


def _version(visit: Visit) -> int:
    return seen_in(visit.typed) or 0


def _told(visit: Visit, user_id: str) -> Response:
    deed = visit.route.removeprefix(ONE).lstrip("/") or "change"
    onward = f"{PATH}/yearly" if visit.typed.value("from") == "yearly" else f"{PATH}/{user_id}"
    return visit.redirect(f"{onward}?done={deed}")
