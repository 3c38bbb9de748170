"""What no row of the table may ever say, whatever is added to it."""

from chalicelib.domain.identity import Role
from chalicelib.web.guard import ANYONE, RULES, SCOPES, STEP_UP

DEEDS = {rule: roles for rule, roles in RULES.items() if not rule.startswith("GET ") and roles is not ANYONE}
# About oneself: signing in and out, one's sessions, one's second factor.
OWN = {"POST /sign-in/proof", "POST /account/factor", "POST /account/recovery", "POST /account/sessions"}
# What a decision is: it gives or takes away somebody's time, people's access, or the rules themselves.
DECISIONS = {
    "POST /console/requests/{request_id}/approve",
    "POST /console/requests/{request_id}/recall",
    "POST /console/requests/{request_id}/cancel",
    "POST /console/rounds/{round_id}/approve",
    "POST /console/rounds/{round_id}/close",
    "POST /console/replay",
    "POST /console/disposals",
    "POST /console/tokens",
    "POST /console/tokens/{token_id}/revoke",
    "POST /v1/requests/{request_id}/offers",
    "POST /v1/offers/{offer_id}/recall",
    "POST /v1/experts",
    "PUT /v1/experts/{expert_id}/capacity",
}


def of(role: Role) -> set[str]:
    """The deeds that are open to a role."""
    return {rule for rule, roles in DEEDS.items() if role in roles} - OWN


def test_the_auditor_changes_nothing() -> None:
    """A case is taken out, which goes on record; nothing else is ever sent."""
    assert of(Role.AUDITOR) == {"POST /console/requests/{request_id}/export"}


def test_the_centre_prepares_and_decides_nothing() -> None:
    """Nor do its people check the prefecture's books, hand out tokens, or take cases away."""
    closed = {rule for rule, roles in RULES.items() if Role.SECRETARIAT in roles and Role.CENTRE not in roles}

    assert closed >= DECISIONS
    assert not of(Role.CENTRE) & DECISIONS
    assert {"GET /console/audit", "GET /console/tokens"} <= closed
    assert "POST /console/requests/{request_id}/export" in closed


def test_decisions_are_the_secretariats_alone() -> None:
    """Each of them is there, and open to nobody else."""
    assert {rule: RULES[rule] for rule in DECISIONS} == dict.fromkeys(DECISIONS, frozenset({Role.SECRETARIAT}))


def test_municipalities_and_experts_have_no_console() -> None:
    """Nor has either the other's rooms."""
    of_console = {role for rule, roles in RULES.items() if " /console" in rule for role in roles}
    of_portal = {role for rule, roles in RULES.items() if " /expert" in rule for role in roles}

    assert of_console == {Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR}
    assert of_portal == {Role.EXPERT}


def test_only_doors_and_words_are_open_to_everybody() -> None:
    """Whoever adds to these has to say so here."""
    assert {rule.partition(" ")[2] for rule, roles in RULES.items() if roles is ANYONE} == {
        "/",
        "/static/{name}",
        "/help",
        "/accessibility",
        "/privacy",
        "/sign-in",
        "/sign-in/code",
        "/sign-out",
        "/answer",
        "/answer/{token}",
        "/v1/openapi.json",
    }


def test_every_call_of_a_machine_needs_a_scope_and_no_page_does() -> None:
    """But for the description of the API, which is open."""
    assert set(SCOPES) == {rule for rule in RULES if " /v1/" in rule} - {"GET /v1/openapi.json"}


def test_a_scope_to_read_changes_nothing() -> None:
    """And one to write shows no list."""
    for rule, scope in SCOPES.items():
        assert rule.startswith("GET ") == scope.endswith(":read")


def test_whoever_decides_on_a_page_shows_a_second_factor_anew() -> None:
    """Who gets an expert, by what weights, who is let in, what is carried away."""
    asked = {"approve", "export", "replay", "tokens"}

    assert asked <= {rule.rpartition("/")[2] for rule in STEP_UP}
