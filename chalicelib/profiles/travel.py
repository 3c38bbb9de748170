"""`travel.csv`: legs where the formula of the roads is wrong, each with its reason.

A row holds for its two ends in both directions. `onward` says `yes` when all ways from the first end to anywhere
else begin with this leg, as with an island's ferry.
"""

from collections.abc import Collection, Mapping, Sequence

from chalicelib.profiles.entry import Entry

COLUMNS = ("from", "to", "minutes", "onward", "reason")
LONGEST_MINUTES = 24 * 60


def read_legs(rows: Sequence[Entry], known: Collection[str]) -> dict[tuple[str, str], int]:
    """Minutes of every leg, in both directions."""
    legs: dict[tuple[str, str], int] = {}
    for row in rows:
        one, other = _ends(row, known)
        if (one, other) in legs:
            row.fault(f"the leg between {one} and {other} is given twice")
        row.text("reason")
        legs[one, other] = legs[other, one] = row.whole("minutes", least=1, most=LONGEST_MINUTES)
    return legs


def read_onward(rows: Sequence[Entry]) -> dict[str, list[str]]:
    """By island or far valley: where its legs onward lead."""
    onward: dict[str, list[str]] = {}
    for row in rows:
        if row.choice("onward", ("yes", "no")) == "yes":
            onward.setdefault(row.values["from"], []).append(row.values["to"])
    for row in rows:
        if row.values["onward"] == "yes" and _leads_back(row.values["from"], onward):
            row.fault(f"the ways onward from {row.values['from']} lead back to it")
    return onward


def _ends(row: Entry, known: Collection[str]) -> tuple[str, str]:
    one, other = row.text("from"), row.text("to")
    for name, code in (("from", one), ("to", other)):
        if code and code not in known:
            row.fault(f"{name} is {code}, which is not in the profile")
    if one == other:
        row.fault(f"the leg begins and ends at {one}")
    return one, other


def _leads_back(start: str, onward: Mapping[str, Sequence[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(onward.get(start, ()))
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += onward.get(here, ())
    return start in seen
