"""A mandatory field has to be held at the level asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.need import Need
from matching.parts.skill import FieldLevel
from matching.reason import Reason, RuleName
from matching.sentence import Words, named


@dataclass(frozen=True, slots=True)
class LevelMissing(Reason):
    """The mandatory fields held below the level required, or not at all."""

    rule: ClassVar[RuleName] = "level"
    fields: tuple[FieldLevel, ...]

    def japanese(self, words: Words) -> str:
        short = (
            f"{named(f.code, words)}は{f.held_in_japanese}で、必須のレベル{f.required}に届かない" for f in self.fields
        )
        return "、".join(short)

    def english(self, words: Words) -> str:
        short = (f"{named(f.code, words)}: {f.held_in_english}, but {f.required} is mandatory" for f in self.fields)
        return "; ".join(short)


def level(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, LevelMissing]]:
    """Every mandatory field must be held at its level."""
    mandatory = [field for field in need.fields if field.mandatory]
    for candidate in candidates if mandatory else ():
        held = [(field, candidate.levels.get(field.code, 0)) for field in mandatory]
        missing = tuple(FieldLevel(field.code, level, field.level) for field, level in held if level < field.level)
        if missing:
            yield candidate.id, LevelMissing(missing)
