"""Bearer tokens for machines that speak to `/v1`."""

from datetime import timedelta

from chalicelib.domain.errors import Forbidden
from chalicelib.domain.identity import Actor, ApiToken, Role, digest
from chalicelib.service.office import Office


def issue_token(office: Office, *, role: str, municipality: str | None = None, days: int = 30) -> str:
    """A bearer token for `/v1`, in clear this once; Forbidden for roles that have no use for one."""
    wanted = Role(role)
    if wanted not in (Role.SECRETARIAT, Role.MUNICIPALITY):
        raise Forbidden(f"no tokens for {role}")
    if wanted is Role.MUNICIPALITY:
        municipality = office.profile.municipality(municipality or "").code
    token = office.mint.token()
    actor = Actor(f"token-{digest(token)[:8]}", wanted, "api", municipality)
    office.doors.save_token(ApiToken(digest(token), actor, office.now() + timedelta(days=days)))
    return token
