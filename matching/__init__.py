"""The matching engine: knows ids, fields, levels, half-days and places, never names. Standard library only."""

from matching import receipt
from matching.candidate import Candidate
from matching.comparison import Comparison, Difference, compare
from matching.errors import Fault, MatchingError, NotExplained
from matching.need import FieldNeed, Mode, Need
from matching.order import rank
from matching.parameters import DEFAULT, Parameters, Weights
from matching.parts import PART_NAMES, Facts, Parts
from matching.ranking import Excluded, Ranked, Ranking, sentences
from matching.reason import RULE_NAMES, Reason, RuleName
from matching.sentence import Language, Words

__all__ = [
    "DEFAULT",
    "PART_NAMES",
    "RULE_NAMES",
    "Candidate",
    "Comparison",
    "Difference",
    "Excluded",
    "Facts",
    "Fault",
    "FieldNeed",
    "Language",
    "MatchingError",
    "Mode",
    "Need",
    "NotExplained",
    "Parameters",
    "Parts",
    "Ranked",
    "Ranking",
    "Reason",
    "RuleName",
    "Weights",
    "Words",
    "compare",
    "rank",
    "receipt",
    "sentences",
]
