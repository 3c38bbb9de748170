"""Needs and experts for a sentence: what is not said is ordinary and excludes nobody."""

from dataclasses import replace
from typing import Any

from matching import Candidate, FieldNeed, Need

UCHIKO, OZU, MATSUYAMA = "384224", "382078", "382019"
PROCUREMENT = FieldNeed("procurement", 3, 5)
SECURITY = FieldNeed("security", 4, 2)
WORDS = {"procurement": "自治体システム調達", "security": "自治体セキュリティ", UCHIKO: "内子町", MATSUYAMA: "松山市"}

NEED = Need(fields=(PROCUREMENT, SECURITY), months=(("2026-12", 4), ("2027-01", 4)), mode="either", place=UCHIKO)
EXPERT = Candidate(
    id="expert-01",
    levels={"procurement": 3, "security": 4},
    free={"2026-12": 4, "2027-01": 4},
    minutes=50,
    base=MATSUYAMA,
    areas=frozenset({UCHIKO}),
    online=True,
    active_from="2026-04",
    active_to=None,
    known=0,
    conflicts=(),
    engaged=10,
)


def a_need(**but: Any) -> Need:
    """Procurement at 3 and security at 4, four half-days in December and January, on site or online in Uchiko."""
    return replace(NEED, **but)


def an_expert(identity: str = "expert-01", **but: Any) -> Candidate:
    """Somebody based in Matsuyama, 50 minutes away, who covers the need in full."""
    return replace(EXPERT, id=identity, **but)
