"""An office at work behind the API: a case in every state, put back as it was before each call."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.memory import Drawers, MemoryCases
from chalicelib.domain.tuning import Tuning
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from tests.builders import OZU, SECRETARIAT, UCHIKO, a_request, memory_office
from tests.service.journeys import engaged, opened_by_link, send_all
from tests.service.offices import with_everything

# The caps of a year allow so many cases and no more; these ask for little.
LITTLE: dict[str, Any] = {"months": {"2027-01": 1}}


@dataclass(frozen=True, slots=True)
class Seeded:
    """`ids` are the real values of each place in a path; `put_back` makes the office as it was at first."""

    office: Office
    secretariat: str
    town: str
    ids: dict[str, list[str]]
    put_back: Callable[[], None]


def seeded(then: Callable[[Office], object] = lambda _: None) -> Seeded:
    """The office, a token for the secretariat and one for Uchiko; `then` may do more before it is kept as it is."""
    office = with_everything(memory_office())
    a_request(office, **LITTLE)
    a_request(office, of=OZU, also=(UCHIKO,), **LITTLE)
    take_request(office, SECRETARIAT, a_request(office, of=OZU, **LITTLE).id)
    shortlist_experts(office, SECRETARIAT, take_request(office, SECRETARIAT, a_request(office, **LITTLE).id).id)
    returned = take_request(office, SECRETARIAT, a_request(office, **LITTLE).id)
    reply_to_request(office, SECRETARIAT, returned.id, reply="return", remark="対象の業務は何ですか。")
    opened_by_link(office, a_request(office, **LITTLE), "e02")
    offer_directly(office, SECRETARIAT, a_request(office, **LITTLE).id, expert_id="e03", reason="急ぎのため")
    engaged(office, "e03", months={"2027-02": 1})
    send_all(office)
    tokens = {
        "secretariat": issue_token(office, role="secretariat", days=365),
        "town": issue_token(office, role="municipality", municipality=UCHIKO, days=365),
    }
    then(office)
    return Seeded(office, **tokens, ids=_ids(office), put_back=_keeper(office))


def _ids(office: Office) -> dict[str, list[str]]:
    kept = drawers(office)
    requests, experts = sorted(kept.requests), sorted(kept.experts)
    offers = sorted(offer for case in kept.offers.values() for offer in case)
    return {
        "request_id": requests,
        "offer_id": offers,
        "expert_id": experts,
        "record": sorted(kept.events),
    }


def _keeper(office: Office) -> Callable[[], None]:
    rooms = [room for store in (drawers(office), office.doors, office.tunings) for room in (vars(store),)]
    before = [{name: deepcopy(value) for name, value in room.items() if _kept(value)} for room in rooms]

    def put_back() -> None:
        for room, values in zip(rooms, before, strict=True):
            for name, value in values.items():
                if isinstance(value, dict):
                    room[name].clear()
                    room[name].update({key: _loose(inner) for key, inner in value.items()})
                else:
                    room[name] = value

    return put_back


def drawers(office: Office) -> Drawers:
    """Where cases, experts, rounds and tokens lie."""
    assert isinstance(office.cases, MemoryCases)
    return office.cases.drawers


def _kept(value: Any) -> bool:
    return value is None or isinstance(value, dict | Tuning)


def _loose(value: Any) -> Any:
    """Records are frozen; only the drawers within drawers are not."""
    return value.copy() if isinstance(value, dict | list | set) else value
