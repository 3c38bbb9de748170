"""What the secretariat does: each morning what is new, each month a round, and whatever a mail could not do."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from benchmarks.year.mailbox import Mail
from benchmarks.year.year import CENTRE, SECRETARIAT, Year
from chalicelib.domain.case import Case
from chalicelib.domain.errors import CapExceeded, Ineligible
from chalicelib.domain.request import Kind, RequestRow
from chalicelib.service.approve_offer import approve_offer
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round, plannable
from chalicelib.service.close_round import close_round
from chalicelib.service.note_answer import note_answer
from chalicelib.service.plan_round import plan_round
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.send_again import send_again
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request

REASON = "期限までに決めるため"
# What a consultation mostly needs is an answer.
ANSWERED, RETURNED, REFERRED = 0.5, 0.05, 0.03
PATIENCE = timedelta(days=4)
TOGETHER = (Kind.ACCOMPANIMENT, Kind.TRAINING)
"""Kinds that wait for the monthly round."""


def morning(year: Year) -> None:
    """The lists of the inbox, from top to bottom."""
    for row in rows(year, "submitted"):
        year.trying(partial(_review, year, row.id))()
        year.deliver()
    for row in rows(year, "shortlisted"):
        if row.ordered or year.office.now() - row.updated_at > PATIENCE:
            year.trying(partial(_approve, year, row.id))()
            year.deliver()
    for row in rows(year, "offering"):
        if row.proposals:
            year.trying(partial(_approve, year, row.id))()
            year.deliver()


def monthly(year: Year) -> None:
    """Who waited is looked at again; then everything that can be planned is planned together."""
    for row in rows(year, "waiting"):
        year.trying(partial(_resume, year, row.id))()
    ids = [row.id for row in rows(year, "in_review") if plannable(year.office.cases.case(row.id))]
    for first in range(0, len(ids), year.scale.together):
        year.trying(partial(_round, year, sorted(ids)[first : first + year.scale.together]))()
    # Whom no round could serve is asked for one by one, and told when nobody is there.
    for row in rows(year, "in_review"):
        year.trying(partial(_shortlist, year, row.id))()
        year.deliver()


def bounced(year: Year, mail: Mail) -> None:
    """A mail did not arrive: the centre telephones, and whoever was to read it knows what it said."""
    if mail.letter.to != year.office.profile.post.secretariat:
        return
    facts = mail.letter.facts
    if facts["which"] == "offer" and facts["awaited"]:
        year.plan(partial(_reach, year, mail.letter.about), hours=3)
    elif facts["which"] in year.handlers and facts["which"] != "offer":
        year.noted["told by telephone"] += 1
        year.handlers[facts["which"]](year, mail)


def rows(year: Year, state: str) -> Iterator[RequestRow]:
    """All of a list, as it was before anything was done about it."""
    watcher, cursor, found = year.office.profile.prefecture.code, None, list[RequestRow]()
    while True:
        page = year.office.cases.rows(watcher, state=state, cursor=cursor)
        found += page.rows
        if (cursor := page.cursor) is None:
            return iter(found)


def _review(year: Year, request_id: str) -> None:
    request = take_request(year.office, SECRETARIAT, request_id)
    asked = request.asked
    if asked.kind is Kind.CONSULTATION and year.likely(ANSWERED):
        reply_to_request(
            year.office, SECRETARIAT, request_id, reply="answer", remark="電話で伺い、進め方をお伝えしました。"
        )
    elif year.likely(RETURNED):
        reply_to_request(
            year.office, SECRETARIAT, request_id, reply="return", remark="時期をもう少し詳しくお書きください。"
        )
    elif year.likely(REFERRED):
        reply_to_request(
            year.office, SECRETARIAT, request_id, reply="refer", remark="国のアドバイザー制度をご案内します。"
        )
    elif asked.kind not in TOGETHER or year.likely(0.3):
        _shortlist(year, request_id)


def _shortlist(year: Year, request_id: str) -> None:
    shortlist_experts(year.office, SECRETARIAT, request_id)


def _resume(year: Year, request_id: str) -> None:
    take_request(year.office, SECRETARIAT, request_id)


def _approve(year: Year, request_id: str) -> None:
    """Whoever is proposed, or first in the order; another where that one has no time any more, else nobody."""
    case = year.office.cases.case(request_id)
    if case.open_places < 1:
        return
    proposed = [offer.expert_id for offer in case.in_state("proposed")]
    order = (*proposed[-1:], *case.request.preference, *case.request.shortlist)
    asked = case.asked_before
    for expert_id in dict.fromkeys(order):
        if expert_id not in asked and _offered(year, case, expert_id):
            return
    _nobody_left(year, case)


def _offered(year: Year, case: Case, expert_id: str, override: frozenset[str] = frozenset()) -> bool:
    """Whether the expert could be asked; a cap is passed with a reason, or ends the request."""
    try:
        approve_offer(year.office, SECRETARIAT, case.request.id, expert_id=expert_id, reason=REASON, override=override)
    except Ineligible:
        return False
    except CapExceeded as cap:
        year.noted[f"cap passed: {cap.cap}"] += 1
        if year.likely(0.6):
            return _offered(year, case, expert_id, frozenset({"cap"}))
        cancel_request(year.office, SECRETARIAT, case.request.id, reason="今年度の上限に達したため")
    return True


def _nobody_left(year: Year, case: Case) -> None:
    """A proposal is taken back, and candidates are chosen anew: where there are none the request waits."""
    year.noted[f"nobody left at approval: {case.request.state}"] += 1
    for proposal in case.in_state("proposed")[:1]:
        recall_offer(year.office, SECRETARIAT, case.request.id, proposal.id, reason=REASON)
    if case.request.state == "shortlisted":
        _shortlist(year, case.request.id)


def _round(year: Year, request_ids: list[str]) -> None:
    office = year.office
    whole = begin_round(office, SECRETARIAT, request_ids=request_ids)
    plan_round(office, whole.id, time_limit_s=year.scale.planning_s)
    planned = office.rounds.round(whole.id)
    if planned.state == "planned" and office.rounds.plan(planned.id, planned.plan_id).planned.placings:
        approved = approve_round(office, SECRETARIAT, planned.id)
        year.noted["pairs offered by rounds"] += len(approved.offered)
        year.noted["pairs of rounds refused"] += sum(bool(done.fault) for done in approved.approvals)
        year.deliver()
    close_round(office, SECRETARIAT, planned.id)


def _reach(year: Year, request_id: str) -> None:
    """Another address is found, or the answer is taken down at once."""
    case = year.office.cases.case(request_id)
    for offer in case.offers:
        if offer.undelivered and year.likely(0.5):
            year.noted["offers sent again"] += 1
            send_again(year.office, SECRETARIAT, request_id, offer.id, email=f"{offer.expert_id}@new.example.jp")
        elif offer.undelivered:
            year.noted["offers answered by telephone"] += 1
            note_answer(year.office, CENTRE, request_id, offer.id, answer="accept", note="電話で伺いました")
