"""From the shape an item was stored with to the shape of today, step by step, whenever it is read.

A kind of record without a row is in its first shape still. docs/storage.md says how to add a field.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chalicelib.domain.errors import UnknownShape

Values = dict[str, Any]
Upgrade = Callable[[Values], Values]

# The n-th step of a kind leads from its n-th shape to the next. A step is never changed once it was released.
STEPS: dict[type, Sequence[Upgrade]] = {}


def schema_of(kind: type, *, steps: Mapping[type, Sequence[Upgrade]] = STEPS) -> int:
    """The version of the shape in which this kind of record is stored today."""
    return 1 + len(steps.get(kind, ()))


def upgraded(kind: type, values: Values, *, steps: Mapping[type, Sequence[Upgrade]] = STEPS) -> Values:
    """The values in the shape of today; UnknownShape when a later program than this one wrote them."""
    written, known = int(values.get("schema", 1)), schema_of(kind, steps=steps)
    if written > known:
        raise UnknownShape(kind.__name__, written=written, known=known)
    for step in steps.get(kind, ())[written - 1 :]:
        values = step(values)
    return values
