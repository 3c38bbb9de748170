"""The tables of a round's problem: whom the hard rules allow, at what score, for how many of whose half-days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.errors import PlanningFailed
from chalicelib.domain.expert import Expert
from chalicelib.domain.plan import Wishes
from chalicelib.domain.round_problem import Place, RoundProblem
from chalicelib.service.entrants import Entrant
from chalicelib.service.office import Office

Held = Mapping[tuple[str, str], int]
OFFERING = 100


@dataclass(frozen=True, slots=True)
class RoundTables:
    """What the tables are made from."""

    office: Office
    experts: Sequence[Expert]
    entrants: Sequence[Entrant]
    wishes: Wishes

    def problem(self) -> RoundProblem:
        """The whole problem. PlanningFailed when a pin is of somebody who may not be sent."""
        months = sorted({month for cell in self._terms() for month in cell})
        towns = sorted({code for entrant in self.entrants for code in entrant.case.request.municipalities})
        scores = [entrant.scores for entrant in self.entrants]
        return RoundProblem(
            experts=[expert.id for expert in self.experts],
            requests=[entrant.id for entrant in self.entrants],
            municipalities=towns,
            months=months,
            scores=[[row.get(expert.id, 0) for row in scores] for expert in self.experts],
            eligible=[[int(expert.id in row) for row in self._allowed()] for expert in self.experts],
            effort=[[_by_month(self._asked(e, entrant), months) for entrant in self.entrants] for e in self.experts],
            capacity=self._capacity(months),
            places=[entrant.case.open_places for entrant in self.entrants],
            groups=[_shares(entrant, towns) for entrant in self.entrants],
            pinned=self._pinned(),
            previous=self._proposed(),
        )

    def _asked(self, expert: Expert, entrant: Entrant) -> Mapping[str, int]:
        return entrant.case.months_for(expert.id)

    def _terms(self) -> list[Mapping[str, int]]:
        return [self._asked(expert, entrant) for expert in self.experts for entrant in self.entrants]

    def _allowed(self) -> list[set[str]]:
        """For each request, those who may be sent."""
        forbidden = set(self.wishes.forbids)
        return [
            {expert for expert in entrant.scores if (expert, entrant.id) not in forbidden} for entrant in self.entrants
        ]

    def _capacity(self, months: Sequence[str]) -> list[list[int]]:
        """Half-days that are free, under the cap, and not in the hands of somebody who has yet to answer."""
        cap, held = self.office.profile.caps.expert_month, self._held()
        table = []
        for expert in self.experts:
            books = [expert.months.get(month) for month in months]
            free = [min(book.free, cap - book.booked) if book else 0 for book in books]
            left = (half_days - held[expert.id, month] for half_days, month in zip(free, months, strict=True))
            table.append([max(0, half_days) for half_days in left])
        return table

    def _held(self) -> Held:
        """Half-days asked in live offers, by expert and month: a yes may still come."""
        held: Counter[tuple[str, str]] = Counter()
        watcher, cursor = self.office.profile.prefecture.code, None
        while True:
            page = self.office.cases.rows(watcher, state="offering", cursor=cursor, limit=OFFERING)
            for row in page.rows:
                for offer in self.office.cases.case(row.id).live_offers:
                    held.update({(offer.expert_id, month): count for month, count in offer.months.items()})
            cursor = page.cursor
            if cursor is None:
                return held

    def _pinned(self) -> list[Place]:
        """The pins of requests that still wait; what was pinned and has been offered holds by itself."""
        waiting = {entrant.id for entrant in self.entrants}
        pins = [pin for pin in self.wishes.pins if pin.request_id in waiting]
        allowed = {entrant.id: row for entrant, row in zip(self.entrants, self._allowed(), strict=True)}
        for pin in pins:
            if pin.expert_id not in allowed[pin.request_id]:
                number = self._number(pin.request_id)
                raise PlanningFailed(f"{number}に固定した専門官は、条件に合わないか、すでに打診しています。")
        return [self._place(pin.expert_id, pin.request_id) for pin in pins]

    def _proposed(self) -> list[Place]:
        """Pairs that wait for approval already."""
        pairs = {
            (offer.expert_id, entrant.id)
            for entrant, allowed in zip(self.entrants, self._allowed(), strict=True)
            for offer in entrant.case.in_state("proposed")
            if offer.expert_id in allowed
        }
        return sorted(self._place(expert, request) for expert, request in pairs)

    def _place(self, expert_id: str, request_id: str) -> Place:
        experts, requests = [expert.id for expert in self.experts], [entrant.id for entrant in self.entrants]
        return experts.index(expert_id), requests.index(request_id)

    def _number(self, request_id: str) -> str:
        return next(e.case.request.number or "" for e in self.entrants if e.id == request_id)


def _by_month(half_days: Mapping[str, int], months: Sequence[str]) -> list[int]:
    return [half_days.get(month, 0) for month in months]


def _shares(entrant: Entrant, towns: Sequence[str]) -> list[int]:
    return [int(code in entrant.case.request.municipalities) for code in towns]
