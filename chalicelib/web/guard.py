"""Who may do what: one table, one gate.

Each route has a row, or it does not open; a test holds the table against the app's own routes. Whose record it is (a
municipality's own cases only) is the use cases' to know: `service.sight`. What a machine's token may be used for stands
beside it: every route of `/v1` asks for one scope.
"""

from chalicelib.domain.api_token import ApiToken, Scope
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.identity import Role

ANYONE: frozenset[Role] = frozenset()
TOWN = frozenset({Role.MUNICIPALITY})
EXPERT = frozenset({Role.EXPERT})
SIGNED_IN = frozenset({Role.MUNICIPALITY, Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR})
HELP = frozenset({Role.MUNICIPALITY, Role.SECRETARIAT, Role.CENTRE})
# Who was there tells of a session; when a support ends, and what it was worth, is the municipality's to say.
TELL = HELP | EXPERT
LOOK = frozenset({Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR})
# Who shows a second factor.
PREFECTURE = frozenset({Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR})
PREPARE = frozenset({Role.SECRETARIAT, Role.CENTRE})
DECIDE = frozenset({Role.SECRETARIAT})
# The centre works on the prefecture's behalf: it neither checks the prefecture's books nor takes them away.
AUDIT = frozenset({Role.SECRETARIAT, Role.AUDITOR})
MACHINES = frozenset({Role.SECRETARIAT, Role.MUNICIPALITY})

RULES: dict[str, frozenset[Role]] = {
    "GET /": ANYONE,
    "GET /static/{name}": ANYONE,
    "GET /help": ANYONE,
    "GET /accessibility": ANYONE,
    "GET /privacy": ANYONE,
    "GET /sign-in": ANYONE,
    "POST /sign-in": ANYONE,
    "GET /sign-in/code": ANYONE,
    "POST /sign-in/code": ANYONE,
    # Whoever is signed out already has nothing left to do.
    "POST /sign-out": ANYONE,
    # An answer link or short code is itself the key to its one offer.
    "GET /answer": ANYONE,
    "POST /answer": ANYONE,
    "GET /answer/{token}": ANYONE,
    "POST /answer/{token}": ANYONE,
    # What a session is good for that still lacks its second factor: showing it.
    "GET /sign-in/proof": PREFECTURE,
    "POST /sign-in/proof": PREFECTURE,
    "GET /account/factor": PREFECTURE,
    "POST /account/factor": PREFECTURE,
    "POST /account/recovery": PREFECTURE,
    "GET /account": SIGNED_IN | EXPERT,
    "POST /account/sessions": SIGNED_IN | EXPERT,
    "GET /requests": TOWN,
    "POST /requests": TOWN,
    "GET /requests/{request_id}": TOWN,
    "GET /requests/{request_id}/edit/{step}": TOWN,
    "POST /requests/{request_id}/edit/{step}": TOWN,
    "GET /requests/{request_id}/check": TOWN,
    "POST /requests/{request_id}/submit": TOWN,
    "GET /requests/{request_id}/submitted": TOWN,
    "POST /requests/{request_id}/preference": TOWN,
    "POST /requests/{request_id}/withdraw": TOWN,
    # A session or report that was told by telephone is typed by the prefecture.
    "GET /requests/{request_id}/sessions": SIGNED_IN,
    "POST /requests/{request_id}/sessions": TELL,
    "GET /requests/{request_id}/sessions/new": TELL,
    "GET /requests/{request_id}/complete": HELP,
    "POST /requests/{request_id}/complete": HELP,
    "GET /requests/{request_id}/report": HELP,
    "POST /requests/{request_id}/report": HELP,
    "GET /expert": EXPERT,
    "GET /expert/offers": EXPERT,
    "GET /expert/offers/{offer_id}": EXPERT,
    "POST /expert/offers/{offer_id}": EXPERT,
    "GET /expert/assignments": EXPERT,
    "GET /expert/assignments/{offer_id}": EXPERT,
    "GET /expert/capacity": EXPERT,
    "POST /expert/capacity": EXPERT,
    "POST /expert/leave": EXPERT,
    "GET /expert/profile": EXPERT,
    "POST /expert/profile": EXPERT,
    "GET /expert/fields": EXPERT,
    "POST /expert/fields": EXPERT,
    "GET /expert/interests": EXPERT,
    "POST /expert/interests": EXPERT,
    "POST /expert/interests/end": EXPERT,
    "GET /expert/data": EXPERT,
    "POST /expert/data": EXPERT,
    "POST /expert/corrections": EXPERT,
    "GET /console": LOOK,
    "GET /console/requests": LOOK,
    "GET /console/requests/{request_id}": LOOK,
    "GET /console/requests/{request_id}/events": LOOK,
    "POST /console/requests/{request_id}/take": PREPARE,
    "POST /console/requests/{request_id}/reply": PREPARE,
    "POST /console/requests/{request_id}/shortlist": PREPARE,
    "POST /console/requests/{request_id}/approve": DECIDE,
    # The centre notes what was said on the telephone; it approves nothing by that.
    "POST /console/requests/{request_id}/answer": PREPARE,
    "POST /console/requests/{request_id}/resend": PREPARE,
    "POST /console/requests/{request_id}/recall": DECIDE,
    "POST /console/requests/{request_id}/cancel": DECIDE,
    "GET /console/rounds": LOOK,
    "POST /console/rounds": PREPARE,
    "GET /console/rounds/new": PREPARE,
    "GET /console/rounds/{round_id}": LOOK,
    "POST /console/rounds/{round_id}/adjust": PREPARE,
    "POST /console/rounds/{round_id}/approve": DECIDE,
    "POST /console/rounds/{round_id}/close": DECIDE,
    "GET /console/replay": LOOK,
    "POST /console/replay": DECIDE,
    "POST /console/replay/rounds": PREPARE,
    "GET /console/experts": LOOK,
    "GET /console/experts/{expert_id}": LOOK,
    "POST /console/experts/{expert_id}/corrections": DECIDE,
    "GET /console/assignments": LOOK,
    "GET /console/audit": AUDIT,
    "GET /console/users": AUDIT,
    "POST /console/users": DECIDE,
    "GET /console/users/new": DECIDE,
    "GET /console/users/yearly": AUDIT,
    "GET /console/users/{user_id}": AUDIT,
    "POST /console/users/{user_id}": DECIDE,
    "POST /console/users/{user_id}/confirm": DECIDE,
    "POST /console/users/{user_id}/disable": DECIDE,
    "POST /console/users/{user_id}/enable": DECIDE,
    "POST /console/users/{user_id}/sign-out": DECIDE,
    "POST /console/users/{user_id}/factor": DECIDE,
    "POST /console/users/{user_id}/hand-over": DECIDE,
    "GET /console/disposals": AUDIT,
    "POST /console/disposals": DECIDE,
    # The auditor changes nothing else: that a case was taken out is put on record.
    "POST /console/requests/{request_id}/export": AUDIT,
    "GET /console/denials": AUDIT,
    "GET /console/denials/{denials_id}": AUDIT,
    "GET /console/tokens": AUDIT,
    "POST /console/tokens": DECIDE,
    "POST /console/tokens/{token_id}/revoke": DECIDE,
    "GET /v1/openapi.json": ANYONE,
    "GET /v1/requests": MACHINES,
    "POST /v1/requests": MACHINES,
    "GET /v1/requests/{request_id}": MACHINES,
    "GET /v1/requests/{request_id}/support": MACHINES,
    "POST /v1/requests/{request_id}/sessions": MACHINES,
    "POST /v1/requests/{request_id}/completion": MACHINES,
    "POST /v1/requests/{request_id}/report": MACHINES,
    "GET /v1/requests/{request_id}/candidates": DECIDE,
    "POST /v1/requests/{request_id}/offers": DECIDE,
    "POST /v1/offers/{offer_id}/recall": DECIDE,
    "GET /v1/assignments": MACHINES,
    "GET /v1/experts": DECIDE,
    "POST /v1/experts": DECIDE,
    "PUT /v1/experts/{expert_id}/capacity": DECIDE,
    "GET /v1/audit/{record}": DECIDE,
    "POST /v1/requests/{request_id}/export": DECIDE,
}

SCOPES: dict[str, Scope] = {
    "GET /v1/requests": Scope.REQUESTS_READ,
    "POST /v1/requests": Scope.REQUESTS_WRITE,
    "GET /v1/requests/{request_id}": Scope.REQUESTS_READ,
    "GET /v1/requests/{request_id}/support": Scope.SUPPORTS_READ,
    "POST /v1/requests/{request_id}/sessions": Scope.SUPPORTS_WRITE,
    "POST /v1/requests/{request_id}/completion": Scope.SUPPORTS_WRITE,
    "POST /v1/requests/{request_id}/report": Scope.SUPPORTS_WRITE,
    "GET /v1/requests/{request_id}/candidates": Scope.OFFERS_READ,
    "POST /v1/requests/{request_id}/offers": Scope.OFFERS_WRITE,
    "POST /v1/offers/{offer_id}/recall": Scope.OFFERS_WRITE,
    "GET /v1/assignments": Scope.ASSIGNMENTS_READ,
    "GET /v1/experts": Scope.EXPERTS_READ,
    "POST /v1/experts": Scope.EXPERTS_WRITE,
    "PUT /v1/experts/{expert_id}/capacity": Scope.EXPERTS_WRITE,
    "GET /v1/audit/{record}": Scope.RECORDS_READ,
    "POST /v1/requests/{request_id}/export": Scope.RECORDS_WRITE,
}
# Open to a session whose second factor is still to be shown.
BEFORE_PROOF = frozenset({"GET /sign-in/proof", "POST /sign-in/proof", "GET /account/factor", "POST /account/factor"})
# What asks for the second factor anew when it was shown longer than a quarter of an hour ago: who decides, takes cases
# away, lets people in, or changes what is decided by. Machines show nothing: their tokens were made by who had.
STEP_UP = frozenset(
    {
        "POST /console/requests/{request_id}/approve",
        "POST /console/rounds/{round_id}/approve",
        "POST /console/requests/{request_id}/export",
        "POST /console/replay",
        "POST /console/disposals",
        "POST /console/tokens",
        "POST /console/users",
        "POST /console/users/{user_id}",
        "POST /console/users/{user_id}/confirm",
        "POST /console/users/{user_id}/disable",
        "POST /console/users/{user_id}/enable",
        "POST /console/users/{user_id}/sign-out",
        "POST /console/users/{user_id}/factor",
        "POST /console/users/{user_id}/hand-over",
        "POST /account/factor",
        "POST /account/recovery",
    }
)


def asks_anew(method: str, route: str) -> bool:
    """Whether the route wants a second factor that was shown within the last quarter of an hour."""
    return f"{method} {route}" in STEP_UP


def allows(method: str, route: str, role: Role | None) -> bool:
    """Whether the role (None: nobody signed in) may use the route; Forbidden when the route has no row."""
    allowed = _rule(method, route)
    return allowed is ANYONE or role in allowed


def open_to_all(method: str, route: str) -> bool:
    """Whether the route asks for nobody's rights, so that no session lends it any."""
    return _rule(method, route) is ANYONE


def covers(method: str, route: str, token: ApiToken) -> bool:
    """Whether the token may be used on the route; Forbidden when the route asks for no scope, as no page does."""
    try:
        return token.covers(SCOPES[_row(method, route)])
    except KeyError:
        raise Forbidden(f"no scope for {method} {route}") from None


def scopes_for(role: Role) -> frozenset[Scope]:
    """The scopes that are of any use to a token of this role."""
    return frozenset(scope for row, scope in SCOPES.items() if role in RULES[row])


def _rule(method: str, route: str) -> frozenset[Role]:
    try:
        return RULES[_row(method, route)]
    except KeyError:
        raise Forbidden(f"no rule for {method} {route}") from None


def _row(method: str, route: str) -> str:
    return f"{'GET' if method == 'HEAD' else method} {route}"
