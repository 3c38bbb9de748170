"""A plan as JSON, in the names of its round."""

from dataclasses import asdict
from typing import Any

from matching.plan.explain.sentences import Language, unplaced_sentence
from matching.plan.form.named import NamedRound
from matching.plan.result import Plan

SCHEMA = 1


def plan_document(plan: Plan, named: NamedRound, *, language: Language) -> dict[str, Any]:
    """Everything the plan says, ids instead of numbers, with the settings it was made with."""
    return {
        "schema": SCHEMA,
        "pairs": [[named.experts[expert], named.requests[request]] for expert, request in plan.pairs],
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "total": plan.total,
        "fair_target": plan.fair_target,
        "fair_bound": plan.fair_bound,
        "fair_level": plan.fair_level,
        "utility": dict(zip(named.groups, plan.utility, strict=True)),
        "unplaced": [
            {
                "request": named.requests[empty.request],
                "places": empty.places,
                "reason": empty.reason,
                "sentence": unplaced_sentence(empty, words=named.words(), language=language),
            }
            for empty in plan.unplaced
        ],
        "kept": plan.kept,
        "method": plan.method,
        "seconds": round(plan.seconds, 3),
        "settings": asdict(plan.settings),
    }
