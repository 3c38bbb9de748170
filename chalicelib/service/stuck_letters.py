"""Letters that should have left long ago: the mail service is out of order, or nobody knows what it did."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.domain.letter import Letter
from chalicelib.service.office import Office

LONG = timedelta(hours=1)


def stuck_letters(office: Office) -> Sequence[Letter]:
    """Letters that have waited for more than an hour, as far as 100 waiting ones reach."""
    waiting = office.letters.waiting(limit=100)
    return [letter for letter in waiting if letter.created_at <= office.now() - LONG]
