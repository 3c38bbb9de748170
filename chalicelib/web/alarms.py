"""Figures that alarms watch. They count, and name nobody."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.domain.delivery import Outcome
from chalicelib.service.office import Office
from chalicelib.service.stuck_letters import stuck_letters

metrics = Metrics(namespace="suketto", service="suketto")
ENDS = {Outcome.BOUNCED: "LettersBounced", Outcome.COMPLAINED: "LettersComplained"}


def count(name: str, value: int) -> None:
    """Publish one figure."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)
    metrics.flush_metrics()


def count_end(outcome: Outcome) -> None:
    """A letter has come to this end; only bad ones are counted."""
    if outcome in ENDS:
        count(ENDS[outcome], 1)


def count_stuck(office: Office) -> int:
    """How many letters should have left long ago."""
    stuck = len(stuck_letters(office))
    count("LettersStuck", stuck)
    return stuck
