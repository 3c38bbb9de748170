"""The secretariat closes a round: nothing more is approved from it."""

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.round import Round
from chalicelib.service.office import Office, settled


@settled
def close_round(office: Office, actor: Actor, round_id: str, *, version: int | None = None) -> Round:
    """Close it; what was approved goes on, what was not is chosen anew in the next round."""
    whole = office.rounds.round(round_id)
    whole.require(version)
    change = whole.changed(Deed(actor, "round:closed", office.now()), advance(whole, "close"))
    office.rounds.commit(change)
    return change.round
