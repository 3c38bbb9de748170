"""What a round has to solve, in whole numbers, and what a choice of pairs is worth in it.

Experts, requests, municipalities and months are known by their place in the lists; requests stand in order of
submission. The engine solves it; what is here an auditor can redo by hand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
Table = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Placing:
    """An expert sent to a request; the score is per mille."""

    expert_id: str
    request_id: str
    score: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a way of choosing gives: its placings, and each municipality's utility.

    Utility is the score obtained ÷ the score attainable if the municipality's requests were alone, from 0 to 1;
    municipalities for which nothing is attainable have none.
    """

    placings: tuple[Placing, ...]
    utility: Mapping[str, float]

    @property
    def total(self) -> int:
        """The sum of the scores."""
        return sum(placing.score for placing in self.placings)

    @property
    def worst(self) -> float:
        """The utility of the municipality that is worst off, 1 when there is none."""
        return min(self.utility.values(), default=1.0)

    def score_of(self, request_id: str) -> int:
        """The score the request obtains, 0 when nobody is sent."""
        return sum(placing.score for placing in self.placings if placing.request_id == request_id)


@dataclass(frozen=True, slots=True)
class RoundProblem:
    """Tables by expert and request: scores per mille, 1 where eligible, half-days by month (`effort`).

    `capacity` holds half-days by expert and month, `places` the experts each request still wants, `groups` 1 for each
    municipality that takes part in a request. `pinned` pairs must hold; `previous` ones are proposed already.
    """

    experts: Sequence[str]
    requests: Sequence[str]
    municipalities: Sequence[str]
    months: Sequence[str]
    scores: Table
    eligible: Table
    effort: Sequence[Table]
    capacity: Table
    places: Sequence[int]
    groups: Table
    pinned: Sequence[Place] = ()
    previous: Sequence[Place] = ()

    def first_come(self) -> list[Place]:
        """First come, first served: each request in turn takes the best who are still free; pins hold all the same."""
        left = [list(months) for months in self.capacity]
        chosen = [(expert, request) for expert, request in self.pinned]
        for expert, request in chosen:
            self._take(left[expert], expert, request)
        for request, places in enumerate(self.places):
            open_places = places - sum(pinned == request for _, pinned in chosen)
            for expert in self._best_first(request):
                if open_places and (expert, request) not in chosen and self._fits(left[expert], expert, request):
                    self._take(left[expert], expert, request)
                    chosen.append((expert, request))
                    open_places -= 1
        return sorted(chosen)

    def pins_fit(self) -> bool:
        """Whether all pins can hold together: within the places of each request and the half-days of each expert."""
        left = [list(months) for months in self.capacity]
        for expert, request in self.pinned:
            self._take(left[expert], expert, request)
        filled = [sum(pinned == request for _, pinned in self.pinned) for request in range(len(self.requests))]
        within = all(count <= places for count, places in zip(filled, self.places, strict=True))
        return within and all(free >= 0 for months in left for free in months)

    def outcome(self, pairs: Iterable[Place]) -> Outcome:
        """What these pairs are worth, and to whom."""
        pairs = list(pairs)
        held = self._by_municipality((request, self.scores[expert][request]) for expert, request in pairs)
        due = self._by_municipality(self._attainable())
        return Outcome(
            placings=tuple(
                Placing(self.experts[expert], self.requests[request], self.scores[expert][request])
                for expert, request in pairs
            ),
            utility={code: held[code] / due[code] for code in self.municipalities if due[code]},
        )

    def _attainable(self) -> Iterator[Place]:
        """(request, score): the best each place of a request could have if no other request were there."""
        for request, places in enumerate(self.places):
            alone = (e for e in self._best_first(request) if self._fits(self.capacity[e], e, request))
            scores = (self.scores[expert][request] for expert in alone)
            for score, _ in zip(scores, range(places), strict=False):
                yield request, score

    def _by_municipality(self, scores: Iterable[Place]) -> dict[str, float]:
        """Scores of requests added up for those who take part, in equal shares."""
        held = dict.fromkeys(self.municipalities, 0.0)
        for request, score in scores:
            sharing = [code for code, part in zip(self.municipalities, self.groups[request], strict=True) if part]
            for code in sharing:
                held[code] += score / len(sharing)
        return held

    def _best_first(self, request: int) -> list[int]:
        eligible = [expert for expert in range(len(self.experts)) if self.eligible[expert][request]]
        return sorted(eligible, key=lambda expert: -self.scores[expert][request])

    def _fits(self, left: Sequence[int], expert: int, request: int) -> bool:
        return all(asked <= free for asked, free in zip(self.effort[expert][request], left, strict=True))

    def _take(self, left: list[int], expert: int, request: int) -> None:
        for month, asked in enumerate(self.effort[expert][request]):
            left[month] -= asked
