"""A plan explained: why not, what would change it, whom that displaces, what to relax, where half-days are scarce."""

from matching.plan.explain.changes import Admission, MoreHalfDays
from matching.plan.explain.counterfactual import Counterfactual, what_would_change
from matching.plan.explain.relaxations import relaxations
from matching.plan.explain.scarcity import Scarcity, month_prices, scarcity
from matching.plan.explain.sentences import (
    Words,
    counterfactual_sentence,
    relaxation_sentence,
    scarcity_sentence,
    unplaced_sentence,
    why_not_sentence,
)
from matching.plan.explain.why_not import Shortage, WhyNot, why_not

__all__ = [
    "Admission",
    "Counterfactual",
    "MoreHalfDays",
    "Scarcity",
    "Shortage",
    "WhyNot",
    "Words",
    "counterfactual_sentence",
    "month_prices",
    "relaxation_sentence",
    "relaxations",
    "scarcity",
    "scarcity_sentence",
    "unplaced_sentence",
    "what_would_change",
    "why_not",
    "why_not_sentence",
]
