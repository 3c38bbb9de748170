"""Scenes in which, together, every notice is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.adapters.memory import MemoryAddresses
from chalicelib.domain.calendar import local_day
from chalicelib.domain.delivery import Outcome
from chalicelib.domain.errors import MailRefused
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.letter import Wording
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.correct_record import answer_correction, ask_correction
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.hand_over import hand_over
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.keep_factor import confirm_factor, offer_factor, renew_recovery, reset_factor
from chalicelib.service.keep_users import Person, disable_user, invite_user
from chalicelib.service.office import Office
from chalicelib.service.ports import Stationery
from chalicelib.service.prove_identity import prove
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.reply_to_request import Reply, reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.sign_in import Arrival, begin_sign_in, finish_sign_in
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import (
    CLERK,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    a_user,
    an_expert,
    an_outcome,
    clock,
    engage,
    mails,
    memory_office,
)
from tests.service.journeys import engaged, opened_by_link, send_all
from tests.service.mail import bounced, fail, the_letter, word

TITLE = "窓口予約システムの調達仕様書づくり"


@dataclass
class Copies:
    """`ports.Stationery` that keeps a copy of every letter it words, by notice."""

    stationery: Stationery
    kept: dict[str, list[Wording]] = field(default_factory=dict)

    def wording(self, notice: str, facts: Mapping[str, Any]) -> Wording:
        """Word it and keep it."""
        worded = self.stationery.wording(notice, facts)
        self.kept.setdefault(notice, []).append(worded)
        return worded


def every_letter() -> dict[str, list[Wording]]:
    """All notices, sent by the use cases themselves."""
    return everything_sent()[1]


def everything_sent() -> tuple[Office, dict[str, list[Wording]]]:
    """The same, and the office that sent them."""
    plain = memory_office()
    copies = Copies(plain.stationery)
    office = replace(plain, stationery=copies)
    engage(office, an_expert(), an_expert("例示 二郎", email="jiro@experts.example.jp"))
    for scene in (
        answers,
        replies,
        shortlists,
        endings,
        a_place_taken,
        silence,
        nothing_arrives,
        people_come_and_go,
        a_support,
        a_correction,
        a_sign_in,
        own_matters,
    ):
        scene(office)
        send_all(office)
    return office, copies.kept


def under_review(office: Office, **changes: Any) -> Request:
    """A request that the secretariat has taken."""
    return take_request(office, SECRETARIAT, a_request(office, title=TITLE, **changes).id)


def answers(office: Office) -> None:
    """Two requests, each with one answer of two kinds."""
    counter = opened_by_link(office, under_review(office, months={"2026-12": 4}), "e01")
    counter_offer(office, counter, months={"2027-01": 2}, note="12月は難しいです。\n1月なら伺えます。")
    decline_offer(office, opened_by_link(office, under_review(office, months={"2026-12": 4}), "e02"))


def replies(office: Office) -> None:
    """A review that ends without experts, in each of its ways."""
    ways: tuple[Reply, ...] = ("return", "answer", "refer")
    for reply in ways:
        reply_to_request(office, SECRETARIAT, under_review(office).id, reply=reply, remark="対象の業務は何ですか。")


def shortlists(office: Office) -> None:
    """Candidates for one request, and for another a month in which nobody is free."""
    shortlist_experts(office, SECRETARIAT, under_review(office).id)
    shortlist_experts(office, SECRETARIAT, under_review(office, months={"2027-08": 1}).id)


def endings(office: Office) -> None:
    """Taken back by each side: an engaged request, one with an offer out, and the offer alone."""
    engaged = opened_by_link(office, under_review(office, months={"2026-12": 1}), "e01")
    accept_offer(office, engaged)
    cancel_request(office, SECRETARIAT, engaged.case.request.id, reason="予算の都合のため。")
    recalled = opened_by_link(office, under_review(office, months={"2026-12": 1}), "e02")
    recall_offer(office, SECRETARIAT, recalled.case.request.id, recalled.offer.id)
    withdraw_request(office, CLERK, recalled.case.request.id, reason="自前で進めます。")


def a_place_taken(office: Office) -> None:
    """One expert has conditions; the secretariat asks another, who accepts."""
    conditional = opened_by_link(office, under_review(office, months={"2026-12": 1}), "e01")
    counter_offer(office, conditional, months={"2027-01": 1}, note="1月なら")
    accept_offer(office, opened_by_link(office, conditional.case.request, "e02"))


def silence(office: Office) -> None:
    """Nobody answers: reminder, then expiry."""
    opened_by_link(office, under_review(office, months={"2026-12": 1}), "e01")
    for _ in range(2):
        clock(office).move(days=2.5)
        keep_deadlines(office)
        send_all(office)


def a_support(office: Office) -> None:
    """Nothing is recorded, nothing reported, until everybody has been asked; then the report comes."""
    request = engaged(office)
    clock(office).move(days=45)
    chase_reports(office)
    complete_support(office, CLERK, request.id, last_session=local_day(office.now()))
    for days in (8, 30):
        clock(office).move(days=days)
        chase_reports(office)
    report_support(office, CLERK, request.id, outcome=an_outcome())


def a_correction(office: Office) -> None:
    """An expert asks for it, the secretariat answers."""
    actor = Actor("e01", Role.EXPERT, "web")
    (asked,) = ask_correction(office, actor, "e01", text="経験は12年です。").corrections
    answer_correction(office, SECRETARIAT, "e01", asked.id, answer="訂正しました。")


def a_sign_in(office: Office) -> None:
    """A registered address asks for a code."""
    user = a_user(Role.MUNICIPALITY, municipality=OZU)
    office.doors.save_user(user)
    begin_sign_in(office, user.email, network="192.0.2.1")


def own_matters(office: Office) -> None:
    """Somebody signs in with a new browser, and everything happens to an authenticator that can."""
    user = a_user(Role.SECRETARIAT)
    office.doors.save_user(user)
    with_authenticator(office, user)
    browser = begin_sign_in(office, user.email, network="192.0.2.2")
    send_all(office)
    session = finish_sign_in(office, browser, last_code(office), Arrival(browser="Edge（Windows）")).session
    session = prove(office, session, RECOVERY)
    renew_recovery(office, user, SECRETARIAT, once="once")
    offered = offer_factor(office, session)
    code = Authenticator(office, offered.secret).code
    confirm_factor(office, session, SECRETARIAT, sealed=offered.sealed, code=code, once="once")
    reset_factor(office, SECRETARIAT, user.id, reason="機種変更のため")


def people_come_and_go(office: Office) -> None:
    """Two colleagues are invited; one leaves, and hands over."""
    leaver, successor = (
        invite_user(office, SECRETARIAT, Person(name, email, Role.MUNICIPALITY, UCHIKO, "総務課", "0893-00-0000"))
        for name, email in (("内子 花子", "hanako@uchiko.example.jp"), ("仮名 太郎", "taro@uchiko.example.jp"))
    )
    a_request(office, title=TITLE)
    hand_over(office, SECRETARIAT, leaver.id, to=successor.id)
    version = office.doors.user(leaver.id).version
    disable_user(office, SECRETARIAT, leaver.id, reason="異動のため。", version=version)


def last_code(office: Office) -> str:
    """The newest code that was mailed."""
    codes = re.findall(r"^コード　(\d{8})$", "\n".join(wording.text for _, wording, _ in mails(office)), re.M)
    return str(codes[-1])


def nothing_arrives(office: Office) -> None:
    """An offer bounces, the town complains of a letter, and a code is refused; other scenes' mail arrives."""
    office = replace(office, addresses=MemoryAddresses())
    request = under_review(office, months={"2026-12": 1})
    opened_by_link(office, request, "e01")
    bounced(office, the_letter(office, request))
    record_delivery(office, word(office, the_letter(office, request, "request_received"), Outcome.COMPLAINED))
    send_all(office)
    fail(office, MailRefused("refused"))
    a_sign_in(office)
    send_all(office)
