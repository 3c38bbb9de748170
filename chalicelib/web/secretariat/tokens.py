"""Bearer tokens for machines: made, shown this once, listed with their last use, and revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalice.app import Response

from chalicelib.domain.api_token import ApiToken, Scope
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Role, digest
from chalicelib.service.admit_machine import answers_for_tokens
from chalicelib.service.issue_token import PREFIX, issue_token
from chalicelib.service.office import Office
from chalicelib.service.revoke_token import revoke_token
from chalicelib.web import stamp
from chalicelib.web.forms.limits import NAME
from chalicelib.web.guard import allows, scopes_for
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/console/tokens"
REVOKE = f"{PATH}/{{token_id}}/revoke"
PREFECTURE = "prefecture"
OPERATOR, GONE = "管理者（コマンド）", "登録のない人"
DAYS = (("30", "30日"), ("90", "90日"), ("180", "180日"), ("365", "1年"))
SCOPES = {
    Scope.REQUESTS_READ: "依頼を読む",
    Scope.REQUESTS_WRITE: "依頼を出す",
    Scope.SUPPORTS_READ: "活動記録と実施報告を読む",
    Scope.SUPPORTS_WRITE: "活動記録と実施報告を書く",
    Scope.ASSIGNMENTS_READ: "派遣の一覧を読む",
    Scope.OFFERS_READ: "候補の順位を読む（県のみ）",
    Scope.OFFERS_WRITE: "打診を承認し、取り消す（県のみ）",
    Scope.EXPERTS_READ: "専門官を読む（県のみ）",
    Scope.EXPERTS_WRITE: "専門官を登録し、稼働を変える（県のみ）",
    Scope.RECORDS_READ: "経過の記録を読む（県のみ）",
    Scope.RECORDS_WRITE: "依頼の記録を書き出す（県のみ）",
}


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in words; `state` with the kind of its tag."""

    token: ApiToken
    whose: str
    scopes: str
    owner: str
    state: tuple[str, str]


@page(secretariat, PATH)
def list_tokens(visit: Visit) -> Response:
    return _list_page(visit, Typed({"days": ["90"]}))


def shown_again(visit: Visit, errand: Errand) -> Response:
    """The same token once more: it is made of the very form that was sent, and kept nowhere."""
    return _made_page(visit, PREFIX + _secret(visit), visit.office.tokens.token(errand.record))


@form(secretariat, PATH, done=shown_again)
def make_token(visit: Visit) -> Response:
    faults = _faults(visit)
    if faults:
        return _list_page(visit, Typed(visit.typed.given, faults), status=422)
    whose = visit.typed.value("whose")
    text = issue_token(
        visit.office,
        role=Role.SECRETARIAT if whose == PREFECTURE else Role.MUNICIPALITY,
        municipality=None if whose == PREFECTURE else whose,
        days=int(visit.typed.value("days")),
        name=visit.typed.value("name").strip(),
        scopes=[Scope(scope) for scope in visit.typed.values("scopes")],
        by=visit.actor,
        secret=_secret(visit),
    )
    return _made_page(visit, text, visit.office.tokens.by_digest(digest(text)))


@form(secretariat, REVOKE, done=lambda visit, errand, token_id: visit.redirect(PATH))
def revoke(visit: Visit, token_id: str) -> Response:
    revoke_token(visit.office, visit.actor, token_id)
    return visit.redirect(PATH)


def _secret(visit: Visit) -> str:
    """As hard to guess as the session's own secrets, and the same when the same form comes again."""
    session = visit.session
    return digest(f"api {session.csrf if session else ''} {stamp.once_of(visit.typed.value(stamp.NAME))}")


def _faults(visit: Visit) -> Mapping[str, str]:
    typed, faults = visit.typed, {}
    name, whose, chosen = typed.value("name").strip(), typed.value("whose"), set(typed.values("scopes"))
    if not 0 < len(name) <= NAME:
        faults["name"] = f"何に使うかがわかる名前を{NAME}文字までで入力してください"
    if whose != PREFECTURE and whose not in visit.office.profile.municipalities:
        faults["whose"] = "どこの連携に使うかを選んでください"
    elif not chosen or chosen - set(Scope):
        faults["scopes"] = "使えることを1つ以上選んでください"
    elif chosen - scopes_for(Role.SECRETARIAT if whose == PREFECTURE else Role.MUNICIPALITY):
        faults["scopes"] = "（県のみ）のものは、市町のトークンには付けられません"
    if typed.value("days") not in dict(DAYS):
        faults["days"] = "期限を選んでください"
    return faults


def _list_page(visit: Visit, form: Typed, *, status: int = 200) -> Response:
    office = visit.office
    found = office.tokens.tokens(cursor=visit.asked("cursor") or None)
    people = {owner: _name(office, owner) for owner in {token.owner for token in found.rows}}
    towns = [(code, town.name) for code, town in office.profile.municipalities.items()]
    return visit.page(
        "console/tokens.html",
        status=status,
        form=form,
        errors=form.errors,
        lines=[_line(visit, token, people[token.owner]) for token in found.rows],
        may_make=allows("POST", PATH, visit.actor.role),
        whose=[(PREFECTURE, f"{office.profile.prefecture.name}（事務局）"), *towns],
        scopes=list(SCOPES.items()),
        days=DAYS,
        first=PATH if visit.asked("cursor") else "",
        next=f"{PATH}?cursor={found.cursor}" if found.cursor else "",
    )


def _made_page(visit: Visit, text: str, token: ApiToken) -> Response:
    return visit.page("console/token_made.html", text=text, line=_line(visit, token, _name(visit.office, token.owner)))


def _line(visit: Visit, token: ApiToken, owner: tuple[str, bool]) -> TokenLine:
    profile, town = visit.office.profile, token.actor.municipality
    scopes = [words for scope, words in SCOPES.items() if token.scopes and scope in token.scopes]
    name, answers = owner
    return TokenLine(
        token=token,
        whose=profile.municipality(town).name if town else profile.prefecture.name,
        scopes="\n".join(scopes) if token.scopes is not None else "すべて",
        owner=name,
        state=_state(token, visit.office.now(), answers=answers),
    )


def _name(office: Office, owner: str) -> tuple[str, bool]:
    """Who made a token, and whether they still answer for it."""
    if not owner:
        return OPERATOR, True
    try:
        user = office.doors.user(owner)
    except NotFound:
        return GONE, False
    return user.name, answers_for_tokens(user)


def _state(token: ApiToken, now: datetime, *, answers: bool) -> tuple[str, str]:
    if token.revoked_at:
        return "取消し", "stop"
    if not token.lasts(now):
        return "期限切れ", "plain"
    return ("使用可", "done") if answers else ("発行者が無効", "warn")
