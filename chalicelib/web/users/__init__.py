"""The people who may sign in, as the secretariat keeps them."""

from chalicelib.web.users import deeds, inviting, listing, showing, yearly
from chalicelib.web.users.blueprint import users

__all__ = ["deeds", "inviting", "listing", "showing", "users", "yearly"]
