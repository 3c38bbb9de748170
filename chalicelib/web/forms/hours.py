"""Times of day, typed in whatever width: `13:30`, `１３時３０分`, `9時`."""

import re
from collections.abc import Callable
from datetime import time

from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.folding import folded

TIME = re.compile(r"([0-9]{1,2})(?:[:時]([0-9]{1,2})?分?)")


def time_of_day(label: str) -> Callable[[str], time]:
    """A check for a time on a Japanese clock."""

    def check(value: str) -> time:
        if not folded(value):
            raise fault(f"{label}を入力してください")
        found = TIME.fullmatch(folded(value))
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else time(24)
        except ValueError:
            # A text that is no time, or a time that no clock shows.
            raise fault(f"{label}は「13:30」のように入力してください") from None

    return check
