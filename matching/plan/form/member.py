"""A value of the JSON form that knows its path, so that a fault can name place and line."""

from dataclasses import dataclass
from typing import Any

from matching.plan.errors import FormError
from matching.plan.form.lines import Step, line_of


@dataclass(frozen=True, slots=True)
class Member:
    """A value, the text it comes from, and the way to it."""

    value: Any
    source: str
    path: tuple[Step, ...] = ()

    def fault(self, what: str) -> FormError:
        """An error at this place."""
        return FormError(f"line {line_of(self.source, self.path)}, {self._name()}", what)

    def get(self, name: str, default: Any = None) -> "Member":
        """A member of the object; without it the default, and without a default a fault."""
        if not isinstance(self.value, dict):
            raise self.fault("expected an object")
        if name not in self.value and default is None:
            raise self.fault(f"{name!r} is missing")
        return Member(self.value.get(name, default), self.source, (*self.path, name))

    def only(self, *names: str) -> "Member":
        """Itself, if it is an object with no other members than these."""
        if not isinstance(self.value, dict):
            raise self.fault("expected an object")
        for name in self.value:
            if name not in names:
                raise Member(None, self.source, (*self.path, name)).fault(f"unknown; known are {', '.join(names)}")
        return self

    def elements(self) -> "list[Member]":
        """The elements."""
        if not isinstance(self.value, list):
            raise self.fault("expected a list")
        return [Member(value, self.source, (*self.path, place)) for place, value in enumerate(self.value)]

    def items(self) -> "list[tuple[str, Member]]":
        """The members of the object by name."""
        if not isinstance(self.value, dict):
            raise self.fault("expected an object")
        return [(name, self.get(name)) for name in self.value]

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            raise self.fault("expected a text")
        return self.value

    def number(self, *, least: int | None = None) -> int:
        """A whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.fault("expected a whole number")
        if least is not None and self.value < least:
            raise self.fault(f"expected {least} or more")
        return self.value

    def known(self, index: dict[str, int], kind: str) -> int:
        """The number of a known id."""
        name = self.text()
        if name not in index:
            raise self.fault(f"there is no {kind} {name!r}")
        return index[name]

    def _name(self) -> str:
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return "".join(steps).lstrip(".") or "document"
