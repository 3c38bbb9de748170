"""One's own account: the second factor, and the browsers that are signed in."""

from chalicelib.web.account import factor, proving, sessions
from chalicelib.web.account.blueprint import account

__all__ = ["account", "factor", "proving", "sessions"]
