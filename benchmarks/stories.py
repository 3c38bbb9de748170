"""Stories of the service in which every use case has its turn.

Each yields a use case's name and the deed itself, which has to be done before the story goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from benchmarks.pool import asked, clerk, secretary
from chalicelib.adapters.memory import MemoryClock, MemoryMailer
from chalicelib.domain.calendar import local_day
from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.identity import Role, User
from chalicelib.domain.plan import Wishes
from chalicelib.domain.report import FollowUp
from chalicelib.domain.report import Outcome as Told
from chalicelib.domain.request import Mode, Request
from chalicelib.domain.session import Account
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.close_round import close_round
from chalicelib.service.complete_support import complete_support
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer, open_by_token
from chalicelib.service.plan_round import plan_round
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.record_session import record_session
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.send_letters import send_due_letters
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.sign_in import begin_sign_in, finish_sign_in
from chalicelib.service.submit_request import file_request, submit_request
from chalicelib.service.take_request import take_request
from chalicelib.service.tune_parameters import parameters_in_force, save_parameters
from chalicelib.service.verify_record import verify_record
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from chalicelib.web.hooks import DUTIES

Story = Callable[[Office], Iterator[tuple[str, Callable[[], object]]]]
REASON = "測定のため"


def signing_in(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """A code is asked for, mailed and typed."""
    town, browsers = clerk(office), list[str]()
    user = User("u-town", "town@town.example.jp", "測定 花子", Role.MUNICIPALITY, town.municipality)
    office.doors.save_user(user)
    yield "a code is asked for", lambda: browsers.append(begin_sign_in(office, user.email, network="192.0.2.1"))
    yield "its letter is sent", lambda: send_due_letters(office)
    code = next(word for word in _mailed(office)[-1].split() if word.isdigit() and len(word) == 8)
    yield "the code is typed", lambda: finish_sign_in(office, browsers[0], code)


def helping(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """From the draft to the report."""
    town, office_worker = clerk(office), secretary()
    yield "a draft is begun", lambda: open_draft(office, town, {})
    (row,) = office.cases.rows(town.municipality or "").rows
    typed = {"situation": (asked(office).situation,)}
    yield "a draft is saved", lambda: save_draft(office, town, row.id, typed=typed, version=None)
    towns = (town.municipality or "",)
    yield (
        "a request is submitted",
        lambda: submit_request(office, town, row.id, content=asked(office), municipalities=towns),
    )
    yield "three letters are sent", lambda: send_due_letters(office)
    yield "a review begins", lambda: take_request(office, office_worker, row.id)
    yield "candidates are shortlisted", lambda: shortlist_experts(office, office_worker, row.id)
    chosen = office.cases.case(row.id).request.shortlist[:1]
    yield "the town puts them in order", lambda: prefer_experts(office, town, row.id, order=chosen)
    yield "an offer is approved", lambda: approve_offer(office, office_worker, row.id, expert_id=chosen[0])
    yield "the offer and another letter are sent", lambda: send_due_letters(office)
    letter = next(letter for letter in office.letters.about(row.id) if letter.notice == "offer")
    said = Delivery(row.id, letter.id, Outcome.DELIVERED, office.now())
    yield "the mail service says: delivered", lambda: record_delivery(office, said)
    opened = open_by_token(office, _token(office))
    yield "an answer link is opened", lambda: open_by_token(office, _token(office))
    yield "the expert accepts", lambda: accept_offer(office, opened)
    today = local_day(office.now())
    account = Account(today, time(9), time(12), Mode.ONLINE, "", "測定 花子", "測定しました。")
    yield (
        "a session is recorded",
        lambda: record_session(office, town, row.id, offer_id=opened.offer.id, account=account),
    )
    yield "the support ends", lambda: complete_support(office, town, row.id, last_session=today)
    told = Told("できました。", 4, "助かりました。", "", FollowUp.NONE)
    yield "the town reports", lambda: report_support(office, town, row.id, outcome=told)
    yield "the record is verified", lambda: verify_record(office, "request", row.id)


def going_otherwise(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """Offers that do not come to anything, and requests that end early."""
    town, office_worker = clerk(office), secretary()
    made: list[Request] = []
    yield "a request is filed by a machine", lambda: made.append(_filed(office))
    declined = _offered(office, made[0])
    yield "the expert declines", lambda: decline_offer(office, declined, note=REASON)
    countered = _offered(office, _filed(office))
    half = dict.fromkeys(countered.offer.months, 1)
    yield "the expert proposes other terms", lambda: counter_offer(office, countered, months=half, note=REASON)
    recalled = _offered(office, _filed(office))
    yield (
        "an offer is recalled",
        lambda: recall_offer(office, office_worker, recalled.case.request.id, recalled.offer.id, reason=REASON),
    )
    lost = _offered(office, _filed(office))
    letter = next(letter for letter in office.letters.about(lost.case.request.id) if letter.notice == "offer")
    said = Delivery(letter.about, letter.id, Outcome.BOUNCED, office.now(), "bounced")
    yield "the mail service says: bounced", lambda: record_delivery(office, said)
    answered = take_request(office, office_worker, _filed(office).id)
    yield (
        "a review ends in words",
        lambda: reply_to_request(office, office_worker, answered.id, reply="answer", remark=REASON),
    )
    gone, cancelled = _filed(office), _filed(office)
    yield "a request is withdrawn", lambda: withdraw_request(office, town, gone.id)
    yield "a request is cancelled", lambda: cancel_request(office, office_worker, cancelled.id, reason=REASON)
    month = next(iter(asked(office).months))
    yield "half-days of an expert change", lambda: set_capacity(office, office_worker, "e00", months={month: 50})


def planning(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """A round of three requests, and other parameters."""
    office_worker = secretary()
    ids = [take_request(office, office_worker, _filed(office).id).id for _ in range(3)]
    yield "a round is begun", lambda: begin_round(office, office_worker, request_ids=ids)
    (row,) = office.rounds.rows().rows
    yield "a round is planned", lambda: plan_round(office, row.id)
    yield "a round is adjusted", lambda: adjust_round(office, office_worker, row.id, wishes=Wishes())
    plan_round(office, row.id)
    yield "three offers of a plan are approved", lambda: approve_round(office, office_worker, row.id)
    yield "a round is closed", lambda: close_round(office, office_worker, row.id)
    other = replace(parameters_in_force(office), online=650)
    yield (
        "parameters are saved",
        lambda: save_parameters(office, office_worker, parameters=other, reason=REASON, version=0),
    )


def keeping_time(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    """The schedule, with something to do and without."""
    _send_all(office)
    yield "the schedule runs, nothing due", lambda: _keep(office)
    waiting = _offered(office, _filed(office))
    _send_all(office)
    _until(office, office.cases.case(waiting.case.request.id).offer(waiting.offer.id).due)
    yield "four offers are reminded of", lambda: keep_deadlines(office)
    _send_all(office)
    _until(office, office.cases.case(waiting.case.request.id).offer(waiting.offer.id).deadline)
    yield "four offers expire", lambda: keep_deadlines(office)
    yield "eight letters are sent", lambda: send_due_letters(office)


STORIES: tuple[Story, ...] = (signing_in, helping, going_otherwise, planning, keeping_time)


def _filed(office: Office) -> Request:
    town = clerk(office)
    return file_request(office, town, content=asked(office), municipalities=(town.municipality or "",))


def _offered(office: Office, request: Request) -> OpenedOffer:
    """The request's offer, mailed and opened."""
    ranked = shortlist_experts(office, secretary(), take_request(office, secretary(), request.id).id).shortlist
    override = frozenset({"cap"})
    offer_directly(office, secretary(), request.id, expert_id=ranked[0], reason=REASON, override=override)
    _send_all(office)
    return open_by_token(office, _token(office))


def _send_all(office: Office) -> None:
    while send_due_letters(office):
        continue


def _keep(office: Office) -> None:
    for duty in DUTIES.values():
        duty(office)


def _until(office: Office, moment: datetime | None) -> None:
    assert isinstance(office.clock, MemoryClock)
    office.clock.moment = (moment or office.now()) + timedelta(seconds=1)


def _mailed(office: Office) -> list[str]:
    mailer = office.mailer()
    assert isinstance(mailer, MemoryMailer)
    return [wording.text for _, wording, _ in mailer.sent]


def _token(office: Office) -> str:
    lines = (line for text in _mailed(office) for line in text.splitlines() if "/answer/" in line)
    return [line.rpartition("/")[2].strip() for line in lines][-1]
