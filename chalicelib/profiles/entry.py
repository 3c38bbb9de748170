"""Values as they stand in a profile's files, read one by one, with every fault noted where it was found."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
EMAIL = re.compile(r"[!-?A-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or a section: named texts. A faulty one is noted and read as a stand-in, so that reading goes on."""

    file: str
    line: int
    values: Mapping[str, str]
    faults: list[str]
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, name: str = "") -> str:
        """File and line of a value, or of the whole entry."""
        return f"{self.file}:{self.lines.get(name, self.line)}"

    def fault(self, wrong: str, name: str = "") -> None:
        """Note what is wrong with a value, or with the whole entry."""
        self.faults.append(f"{self.where(name)}: {wrong}")

    def text(self, name: str) -> str:
        """A text that is not empty."""
        if not self.values[name]:
            self.fault(f"{name} is empty", name)
        return self.values[name]

    def email(self, name: str) -> str:
        """An e-mail address."""
        text = self.text(name)
        if text and not EMAIL.fullmatch(text):
            self.fault(f"{name} is not an e-mail address: {text}", name)
        return text

    def choice(self, name: str, choices: Collection[str]) -> str:
        """One of these words."""
        text = self.text(name)
        if text and text not in choices:
            self.fault(f"{name} is {text}, not one of {', '.join(choices)}", name)
        return text

    def whole(self, name: str, *, least: int, most: int) -> int:
        """A whole number within these limits."""
        return int(self._figure(name, WHOLE, limits=(least, most)))

    def number(self, name: str, *, least: float, most: float) -> float:
        """A number within these limits."""
        return float(self._figure(name, DECIMAL, limits=(least, most)))

    def _figure(self, name: str, form: re.Pattern[str], *, limits: tuple[float, float]) -> str:
        text = self.text(name)
        if not text:
            return "0"
        if not form.fullmatch(text):
            self.fault(f"{name} is not a {'whole ' * (form is WHOLE)}number: {text}", name)
            return "0"
        if not limits[0] <= float(text) <= limits[1]:
            self.fault(f"{name} is {text}, not within {limits[0]} to {limits[1]}", name)
            return "0"
        return text


def refuse_repeats(entries: Iterable[Entry], *names: str) -> None:
    """Note every entry that has the same values under these names as an earlier one."""
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        values = tuple(entry.values[name] for name in names)
        earlier = first.setdefault(values, entry)
        if earlier is not entry:
            said = ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
            entry.fault(f"{said} stands in {earlier.where()} already")
