"""A bearer token is revoked: from the next call on it opens nothing."""

from dataclasses import replace

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.identity import Actor
from chalicelib.service.issue_token import save_token
from chalicelib.service.office import Office, settled


@settled
def revoke_token(office: Office, actor: Actor, token_id: str) -> ApiToken:
    """The token as it is afterwards, also when it was revoked before; NotFound."""
    token = office.tokens.token(token_id)
    if token.revoked_at:
        return token
    return save_token(office, actor, replace(token, revoked_at=office.now()), "token:revoked", facts={})
