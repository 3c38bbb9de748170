"""The hard rules, one a file: each names the experts who cannot serve a need, with the reason."""

from collections.abc import Callable, Iterable, Iterator

from matching.candidate import Candidate
from matching.need import Need
from matching.reason import Reason
from matching.rules.area import area
from matching.rules.cap import cap
from matching.rules.capacity import capacity
from matching.rules.conflict import conflict
from matching.rules.inactive import inactive
from matching.rules.level import level
from matching.rules.unwanted import unwanted

Rule = Callable[[Need, Iterable[Candidate]], Iterator[tuple[str, Reason]]]
RULES: tuple[Rule, ...] = (conflict, inactive, unwanted, area, level, capacity, cap)
