"""The expert's own pages: what is asked of them, what they have promised, and what is kept about them."""

from chalicelib.web.portal import assignments, capacity, home, interests, offers, own_data, profile
from chalicelib.web.portal.blueprint import portal

__all__ = ["assignments", "capacity", "home", "interests", "offers", "own_data", "portal", "profile"]
