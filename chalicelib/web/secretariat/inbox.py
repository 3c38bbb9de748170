"""The inbox: what needs a hand now, sorted by what there is to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.request import RequestRow
from chalicelib.service.sight import watcher_for
from chalicelib.service.stuck_letters import stuck_letters
from chalicelib.web.facts import names
from chalicelib.web.notice_words import NOTICES
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit

# Far more than a prefecture has open at a time; what lies beyond is found in the list of requests.
MOST = 150


@dataclass(frozen=True, slots=True)
class Tray:
    """Requests that wait for the same deed; `ours` when the deed is the prefecture's."""

    id: str
    title: str
    todo: str
    ours: bool
    holds: Callable[[RequestRow], bool]


TRAYS = (
    Tray(
        "new",
        "新しい依頼",
        "内容を読み、確認を始めてください。",
        True,
        lambda row: row.state == "submitted",
    ),
    Tray(
        "undelivered",
        "打診のメールが届いていない依頼",
        "専門官に電話で依頼を伝え、回答を記録するか、宛先を直して送り直してください。",
        True,
        lambda row: row.undelivered > 0,
    ),
    Tray(
        "proposed",
        "次の候補の承認待ち",
        "次に打診する人を確かめ、承認してください。",
        True,
        lambda row: row.state == "offering" and row.proposals > 0,
    ),
    Tray(
        "ordered",
        "市町の希望順が届いた依頼",
        "希望順を確かめ、打診を承認してください。",
        True,
        lambda row: row.state == "shortlisted" and row.ordered,
    ),
    Tray(
        "in_review",
        "確認中の依頼",
        "候補を市町に示すか、市町に返事をしてください。",
        True,
        lambda row: row.state == "in_review",
    ),
    Tray(
        "waiting",
        "候補待ちの依頼",
        "専門官の空きが変わったら、確認を再開してください。",
        True,
        lambda row: row.state == "waiting",
    ),
    Tray(
        "offered",
        "専門官の回答待ち",
        "期限までに回答がないときは、次の候補が提案されます。",
        False,
        lambda row: row.state == "offering" and row.proposals == row.undelivered == 0,
    ),
    Tray(
        "unordered",
        "市町の希望順待ち",
        "急ぐときは、理由を付けて、希望順を待たずに打診できます。",
        False,
        lambda row: row.state == "shortlisted" and not row.ordered,
    ),
    Tray(
        "returned",
        "市町の補足待ち",
        "市町が内容を補うと、新しい依頼に戻ります。",
        False,
        lambda row: row.state == "returned",
    ),
    Tray(
        "completed",
        "市町の実施報告待ち",
        "期限から4週間たっても提出がないときは、メールでお知らせします。",
        False,
        lambda row: row.state == "completed",
    ),
)


@page(secretariat, "/console")
def show(visit: Visit) -> Response:
    found = visit.office.cases.rows(watcher_for(visit.office, visit.actor), state="open", limit=MOST)
    trays = sorted_into_trays(found.rows)
    return visit.page(
        "console/inbox.html",
        trays=trays,
        todo=sum(len(rows) for tray, rows in trays if tray.ours),
        more=found.cursor is not None,
        stuck=[(letter, NOTICES[letter.notice]) for letter in stuck_letters(visit.office)],
        corrections=[expert for expert in visit.office.experts.experts() if any(c.open for c in expert.corrections)],
        names=names,
    )


def sorted_into_trays(rows: Iterable[RequestRow]) -> list[tuple[Tray, list[RequestRow]]]:
    """Every tray with its requests: nearest deadline first, then those that have waited longest."""
    waiting = sorted(rows, key=_urgency)
    return [(tray, [row for row in waiting if tray.holds(row)]) for tray in TRAYS]


def _urgency(row: RequestRow) -> tuple[bool, object, object]:
    return row.answer_by is None, row.answer_by or row.submitted_at or row.updated_at, row.id
