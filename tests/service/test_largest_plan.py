"""The largest round that may begin, of requests that ask for much."""

import random
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import stored_plan
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.request import FieldWanted
from chalicelib.service import begin_round as beginning
from chalicelib.service.begin_round import begin_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from tests.builders import MONTHS, SECRETARIAT, an_expert, engage, memory_office
from tests.service.rounds import plan_of, waiting

A_RECORD = 400 * 1024
REQUESTS = 20


def test_its_plan_fits_into_a_record() -> None:
    """Measured on a fifth of its requests: what is kept of each does not shrink with their number."""
    chance, office = random.Random(1), memory_office()
    experts = beginning.PAIRS // beginning.MOST
    engage(office, *(_expert(office, chance, place) for place in range(experts)))
    ids = [waiting(office, **_much(office, chance)).id for _ in range(REQUESTS)]

    whole = begin_round(office, SECRETARIAT, request_ids=ids)
    plan_round(office, whole.id, time_limit_s=0.5)
    plan = plan_of(office, office.rounds.round(whole.id))

    a_request = len(stored_plan(plan, keys.plan(whole.id, plan.id))["plan"]["B"]) / REQUESTS
    assert a_request * beginning.MOST < A_RECORD


def _expert(office: Office, chance: random.Random, place: int) -> Expert:
    codes = sorted(office.profile.fields)
    return an_expert(
        f"見本 {place}",
        email=f"e{place}@experts.example.jp",
        base=chance.choice(sorted(office.profile.municipalities)),
        levels={code: chance.randint(1, 4) for code in chance.sample(codes, min(20, len(codes)))},
        months={month: MonthBook(chance.randint(4, 20)) for month in MONTHS},
        areas=frozenset(office.profile.municipalities),
    )


def _much(office: Office, chance: random.Random) -> dict[str, Any]:
    fields = chance.sample(sorted(office.profile.fields), 5)
    return {
        "fields": tuple(FieldWanted(code, chance.randint(1, 4), chance.randint(1, 3)) for code in fields),
        "months": {month: chance.randint(1, 4) for month in MONTHS[1:5]},
    }
