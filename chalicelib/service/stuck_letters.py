"""Letters that should have left long ago: the mail service is out of order, or nobody knows what it did."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.domain.letter import Letter
from chalicelib.service.figures import Figure
from chalicelib.service.office import Office

LONG = timedelta(hours=1)


def stuck_letters(office: Office) -> Sequence[Letter]:
    """Letters that have waited for more than an hour, as far as 100 waiting ones reach."""
    waiting = office.letters.waiting(limit=100)
    return [letter for letter in waiting if letter.created_at <= office.now() - LONG]


def count_stuck(office: Office) -> int:
    """How many they are, told to whoever looks after the service."""
    stuck = len(stuck_letters(office))
    office.logbook.measure(Figure.LETTERS_STUCK, stuck)
    return stuck
