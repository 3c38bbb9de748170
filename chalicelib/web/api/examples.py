"""A body for each call that takes one, as OpenAPI shows it: whoever tries them first should see them work.

`{town}`, `{town_name}` and `{neighbour}` stand for places of whichever prefecture this is.
"""

import json
from typing import Any

from pydantic import BaseModel

from chalicelib.domain.profile import Profile
from chalicelib.web.api import given

OFFICER = {
    "name": "見本 花子",
    "department": "総務課",
    "email": "hanako@town.example.jp",
    "telephone": "0893-00-0000",
}
BODIES: dict[type[BaseModel], dict[str, Any]] = {
    given.RequestGiven: {
        "title": "窓口予約システムの調達仕様書づくり",
        "situation": "更新にあたり、仕様書の作り方がわかる職員がいません。",
        "wish": "要件を整理し、公正な調達ができるようになりたい。",
        "kind": "accompaniment",
        "stage": "procurement",
        "category": "plan-1",
        "municipalities": ["{town}"],
        "fields": [{"code": "field-13", "level": 3, "weight": 3, "mandatory": True}],
        "months": {"2026-12": 4, "2027-01": 4},
        "mode": "either",
        "officer": OFFICER,
    },
    given.OfferGiven: {"expert": "e01", "reason": "町の希望を電話で確かめたため"},
    given.RecallGiven: {"reason": "日程が変わったため"},
    given.ExportGiven: {"purpose": "定期監査のため"},
    given.SessionGiven: {
        "offer": "r1m8a0b1c2d3e4f5g6h7.01",
        "day": "2026-12-10",
        "begins": "13:30",
        "ends": "16:00",
        "mode": "on_site",
        "place": "{town_name}役場 2階会議室",
        "attendees": "総務課 見本係長ほか3人",
        "done": "仕様書の素案を一緒に読み、直すところを洗い出しました。",
    },
    given.CompletionGiven: {"last_session": "2026-12-14"},
    given.ReportGiven: {
        "achieved": "仕様書ができ、3社から見積りを取れました。",
        "rating": 4,
        "opinion": "職員だけで次の調達を進められそうです。",
        "follow_up": "undecided",
    },
    given.ExpertGiven: {
        "name": "仮名 次郎",
        "kana": "かめい じろう",
        "email": "jiro@experts.example.jp",
        "base": "{neighbour}",
        "levels": {"field-13": 4},
        "months": {"2026-12": 6, "2027-01": 6},
        "areas": ["{town}", "{neighbour}"],
        "half_day_yen": 20_000,
        "active_from": "2026-04",
    },
    given.CapacityGiven: {"months": {"2027-02": 8}, "version": 1},
}
# What stands in a path.
PLACES = {
    "request_id": "r1m8a0b1c2d3e4f5g6h7",
    "offer_id": "r1m8a0b1c2d3e4f5g6h7.01",
    "expert_id": "e01",
    "record": "r1m8a0b1c2d3e4f5g6h7",
}


def placed(shown: dict[str, Any], profile: Profile) -> dict[str, Any]:
    """What is shown, with places of this prefecture in it."""
    town, neighbour = list(profile.municipalities.values())[-1], next(iter(profile.municipalities.values()))
    text = json.dumps(shown, ensure_ascii=False)
    for mark, place in {"{town}": town.code, "{town_name}": town.name, "{neighbour}": neighbour.code}.items():
        text = text.replace(mark, json.dumps(place, ensure_ascii=False)[1:-1])
    found: dict[str, Any] = json.loads(text)
    return found
