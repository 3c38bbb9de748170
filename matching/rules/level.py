"""A mandatory field has to be held at the level asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.need import FieldNeed, Need
from matching.parts.skill import FieldLevel
from matching.reason import Reason, RuleName
from matching.sentence import Words, named


@dataclass(frozen=True, slots=True)
class LevelMissing(Reason):
    """The mandatory fields held below the level required, or not at all."""

    rule: ClassVar[RuleName] = "level"
    fields: tuple[FieldLevel, ...]

    def _japanese(self, words: Words) -> str:
        short = (
            f"{named(f.code, words)}は{f.held_in_japanese}で、必須のレベル{f.required}に届かない" for f in self.fields
        )
        return "、".join(short)

    def _english(self, words: Words) -> str:
        short = (f"{named(f.code, words)}: {f.held_in_english}, but {f.required} is mandatory" for f in self.fields)
        return "; ".join(short)


def level(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, LevelMissing]]:
    """Every mandatory field must be held at its level."""
    mandatory = [field for field in need.fields if field.mandatory]
    if not mandatory:
        return
    for candidate in candidates:
        levels = candidate.levels
        for field in mandatory:
            if levels.get(field.code, 0) < field.level:
                yield candidate.id, LevelMissing(tuple(_below(mandatory, levels)))
                break


def _below(mandatory: Iterable[FieldNeed], levels: Mapping[str, int]) -> Iterator[FieldLevel]:
    for field in mandatory:
        held = levels.get(field.code, 0)
        if held < field.level:
            yield FieldLevel(field.code, held, field.level)
