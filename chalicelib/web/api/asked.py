"""What the query of a call may hold: each parameter with its meaning and form, said once for us and for OpenAPI."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.errors import InvalidContent

LONGEST_PAGE, PAGE = 100, 50
UNKNOWN = "このパラメーターはありません"


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter of the query; `schema` is its JSON Schema, `example` a value that fits."""

    name: str
    meaning: str
    schema: Mapping[str, Any]
    example: str | int

    def parameter(self) -> dict[str, Any]:
        """The parameter as OpenAPI writes it."""
        said = {"name": self.name, "in": "query", "required": False, "description": self.meaning}
        return {**said, "schema": dict(self.schema), "example": self.example}

    def fault(self, given: str) -> str:
        """What is wrong with a value, empty when it fits the schema."""
        if values := self.schema.get("enum"):
            return "" if given in values else f"次のいずれかです：{'、'.join(values)}"
        if pattern := self.schema.get("pattern"):
            return "" if re.fullmatch(pattern, given) else f"{self.example} のように指定してください"
        least, most = self.schema["minimum"], self.schema["maximum"]
        fits = re.fullmatch("[1-9][0-9]{0,5}", given) and least <= int(given) <= most
        return "" if fits else f"{least}から{most}までの整数を指定してください"


def one_of(name: str, meaning: str, values: Collection[str], *, example: str) -> Asked:
    """A parameter with a few values."""
    return Asked(name, meaning, {"type": "string", "enum": sorted(values)}, example)


def like(name: str, meaning: str, pattern: str, *, example: str) -> Asked:
    """A parameter of a certain form."""
    return Asked(name, meaning, {"type": "string", "pattern": f"^{pattern}$"}, example)


PAGING = (
    like(
        "cursor",
        "`cursor` of the page before; of the same list, as it was given",
        "[A-Za-z0-9_-]{1,400}",
        example="p3Zr9bZ2kq1hUkVRVUVTVCNyMW04YTBiMWMyZDNlNGY1ZzZoNw",
    ),
    Asked(
        "limit",
        "how many at most; a page may hold fewer and still not be the last, which is the one without a cursor",
        {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE},
        20,
    ),
)


def require_fitting(query: Mapping[str, str], known: Iterable[Asked]) -> None:
    """InvalidContent for every parameter that does not fit, or is none: a misspelt filter would bring everything."""
    forms = {asked.name: asked for asked in known}
    faults = {name: forms[name].fault(value) if name in forms else UNKNOWN for name, value in query.items()}
    if found := {name: fault for name, fault in faults.items() if fault}:
        raise InvalidContent(found)
