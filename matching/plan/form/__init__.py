"""The files a round can stand in: our JSON form, generalised assignment (OR-Library), affinity matrices."""

from matching.plan.form.affinity import read_affinity
from matching.plan.form.gap import read_gap
from matching.plan.form.named import NamedRound
from matching.plan.form.round_json import read_round

READERS = {"json": read_round, "gap": read_gap, "affinity": read_affinity}

__all__ = ["READERS", "NamedRound", "read_affinity", "read_gap", "read_round"]
