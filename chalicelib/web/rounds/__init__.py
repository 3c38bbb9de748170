"""The secretariat's monthly round: choose, plan, compare, adjust, approve; and what other parameters would change."""

from chalicelib.web.rounds import choosing, deeds, listing, replay, showing
from chalicelib.web.rounds.blueprint import rounds

__all__ = ["choosing", "deeds", "listing", "replay", "rounds", "showing"]
