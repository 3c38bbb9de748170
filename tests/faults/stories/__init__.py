"""Every use case that writes, each with the story that leads up to it."""

from tests.faults.stories import accounts, letters, offers, people, requests, rounds, supports

USE_CASES = (
    *requests.USE_CASES,
    *offers.USE_CASES,
    *letters.USE_CASES,
    *supports.USE_CASES,
    *rounds.USE_CASES,
    *people.USE_CASES,
    *accounts.USE_CASES,
)
