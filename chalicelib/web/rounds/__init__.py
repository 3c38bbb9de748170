"""The secretariat's monthly round: choose, plan, compare, adjust, approve."""

from chalicelib.web.rounds import choosing, deeds, listing, showing
from chalicelib.web.rounds.blueprint import rounds

__all__ = ["choosing", "deeds", "listing", "rounds", "showing"]
