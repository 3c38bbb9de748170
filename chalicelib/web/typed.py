"""What somebody typed into a form, and what is wrong with it: the `form` that every field macro takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Typed:
    """Values by field name, exactly as typed, and a sentence in Japanese for each field at fault."""

    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The field's only or last value; nothing typed is an empty string."""
        return self.values(name)[-1] if self.values(name) else ""

    def values(self, name: str) -> Sequence[str]:
        """All values of the field, as checkboxes give them."""
        return self.given.get(name, ())

    def error(self, name: str) -> str:
        """What is wrong with the field; empty when nothing is."""
        return self.errors.get(name, "")
