"""A value of a JSON document that knows where it stands, so that a fault can name the place."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from matching.checks import one_of, text
from matching.errors import Fault

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Entry:
    """A JSON value and where it stands, as in `need.fields[0].level`; the whole document stands nowhere ("")."""

    value: object
    where: str = ""

    def members(self) -> "dict[str, Entry]":
        """The members of an object."""
        if not isinstance(self.value, dict):
            raise self._unlike("an object")
        return {name: Entry(value, self._place_of(name)) for name, value in self.value.items()}

    def elements(self) -> "list[Entry]":
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise self._unlike("a list")
        return [Entry(value, f"{self.where}[{index}]") for index, value in enumerate(self.value)]

    def pair(self) -> "tuple[Entry, Entry]":
        """The two elements of a list of two."""
        match self.elements():
            case [first, second]:
                return first, second
        raise self._unlike("a pair")

    def text(self) -> str:
        """A text that is not empty."""
        text(self.where, self.value)
        return str(self.value)

    def make(self, kind: type[Made], **readers: "Callable[[Entry], Any]") -> Made:
        """A dataclass from the members of an object; what has no reader is left to the checks of the class."""
        members = self.members()
        self._check_names(kind, members)
        values = {name: readers[name](entry) if name in readers else entry.value for name, entry in members.items()}
        try:
            return kind(**values)
        except Fault as fault:
            raise fault.under(self.where) from None

    def _check_names(self, kind: type[Made], members: "Mapping[str, Entry]") -> None:
        known = {field.name: field for field in fields(kind)}
        for name, entry in members.items():
            one_of(entry.where, name, allowed=known)
        for name, field in known.items():
            if name not in members and field.default is MISSING and field.default_factory is MISSING:
                raise Fault(self._place_of(name), "is missing")

    def _place_of(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def _unlike(self, what: str) -> Fault:
        return Fault(self.where or "document", f"must be {what}, not {self.value!r:.40}")
