"""A fact that can be said, in Japanese for those who decide and in English for those who read along."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Literal

from matching.checks import one_of

Language = Literal["ja", "en"]
Words = Mapping[str, str]
"""Names of fields and municipalities by code; a code without a name is shown as it is."""


class Sayable(ABC):
    """Facts with their sentence."""

    __slots__ = ()

    def sentence(self, *, words: Words, language: Language) -> str:
        """The facts in one sentence; a language other than ja and en is a Fault."""
        one_of("language", language, allowed=("ja", "en"))
        return self._japanese(words) if language == "ja" else self._english(words)

    @abstractmethod
    def _japanese(self, words: Words) -> str:
        """The sentence in Japanese."""

    @abstractmethod
    def _english(self, words: Words) -> str:
        """The sentence in English."""


def named(code: str, words: Words) -> str:
    """The name of a code, or the code."""
    return words.get(code, code)
