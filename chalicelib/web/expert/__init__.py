"""Pages for the expert: an offer is answered from its link, or from request number and short code."""

from chalicelib.web.expert import by_code, by_link
from chalicelib.web.expert.blueprint import expert

__all__ = ["by_code", "by_link", "expert"]
