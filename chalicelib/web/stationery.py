"""Letters in words: one folder per notice, with `subject.txt`, `body.txt`, and `body.html` for experts."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.letter import Wording
from chalicelib.domain.profile import Profile


class Stationery:
    """`ports.Stationery`; `site` is the address links begin with."""

    def __init__(self, profile: Profile, *, site: str) -> None:
        self.profile, self.site = profile, site

    def wording(self, notice: str, facts: Mapping[str, Any]) -> Wording:
        raise NotImplementedError(notice)
