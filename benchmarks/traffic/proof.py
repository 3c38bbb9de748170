"""Whether everything that was acknowledged is in the store, and nothing of it twice."""

from collections import Counter
from collections.abc import Iterator

from benchmarks.traffic.ledger import Ledger
from chalicelib.domain.errors import NotFound
from chalicelib.service.office import Office
from tests.invariants import PROMISES, listed_cases, rows_of


def losses(office: Office, ledger: Ledger) -> Iterator[str]:
    """A sentence for everything that is missing, other than it was told, or there more often than it was tried."""
    yield from _numbers(office, ledger)
    yield from _deeds(office, ledger)
    yield from _filings(office, ledger)


def broken_promises(office: Office) -> tuple[int, list[str]]:
    """How many cases there are, and each promise that does not hold of all of them."""
    cases, broken = listed_cases(office), []
    for holds in PROMISES:
        try:
            holds(office, cases)
        except AssertionError as fault:
            broken.append(f"not so: {holds.__doc__} {fault}")
    return len(cases), broken


def _numbers(office: Office, ledger: Ledger) -> Iterator[str]:
    for request_id, number in ledger.numbers.items():
        try:
            if office.cases.request_id(number) != request_id:
                yield f"{number} was given to another request than {request_id}"
        except NotFound:
            yield f"{number} is gone"


def _deeds(office: Office, ledger: Ledger) -> Iterator[str]:
    for request_id in sorted({request_id for request_id, _ in (*ledger.told, *ledger.tried)}):
        found = Counter(event.what for event in office.cases.events(request_id, limit=1_000))
        for what in sorted({what for about, what in (*ledger.told, *ledger.tried) if about == request_id}):
            yield from _counted(request_id, what, found[what], ledger)


def _counted(request_id: str, what: str, found: int, ledger: Ledger) -> Iterator[str]:
    told, tried = ledger.told[request_id, what], ledger.tried[request_id, what]
    if found < told:
        yield f"{what} of {request_id} was acknowledged {told} times and is there {found} times"
    if tried and found > tried:
        yield f"{what} of {request_id} was asked {tried} times and is there {found} times"


def _filings(office: Office, ledger: Ledger) -> Iterator[str]:
    """Whether each title stands on one request only."""
    seen = Counter(row.title for row in rows_of(office, office.profile.prefecture.code))
    for title in sorted(ledger.titles):
        if seen[title] > 1:
            yield f"{title} is there {seen[title]} times"
        if title in ledger.filed and not seen[title]:
            yield f"{title} was filed and is gone"
