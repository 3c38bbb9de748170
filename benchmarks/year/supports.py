"""What follows an acceptance: sessions month by month, the end, the report; some only after they were asked for."""

from datetime import date, time
from functools import partial

from benchmarks.year.mailbox import Mail
from benchmarks.year.season import at, working_days
from benchmarks.year.year import CENTRE, SECRETARIAT, Year, clerk
from chalicelib.domain.calendar import local_day
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.offer import Offer
from chalicelib.domain.report import FollowUp, Outcome
from chalicelib.domain.request import Mode
from chalicelib.domain.session import Account
from chalicelib.service.complete_support import complete_support
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.report_support import report_support
from chalicelib.service.withdraw_request import cancel_request


def decided(year: Year, mail: Mail) -> None:
    """Somebody comes: days are agreed with whoever has accepted last."""
    case = year.office.cases.case(mail.letter.about)
    accepted = case.in_state("accepted")
    if not accepted:
        return
    newest = max(accepted, key=lambda offer: (str(offer.answered_at), offer.id))
    days = sorted(day for month, half_days in newest.months.items() for day in _days(year, month, half_days))
    for day in days:
        year.agenda.at(at(day, time(17, 30)), year.trying(partial(_record, year, newest, day)))
    if year.likely(0.015):
        cancel = partial(cancel_request, year.office, SECRETARIAT, case.request.id, reason="事業の見直しにより")
        year.plan(lambda: _done(cancel()), days=20)
    if days and year.likely(0.7):
        end = at(days[-1], time(18), days=year.chance.randrange(4))
        year.agenda.at(end, year.trying(partial(_complete, year, case.request.id, case.request.lead)))


def over(year: Year, mail: Mail) -> None:
    """The town is asked whether the support has ended: mostly it says so then."""
    lead = year.office.cases.case(mail.letter.about).request.lead
    if year.likely(0.85):
        year.plan(partial(_complete, year, mail.letter.about, lead), days=year.chance.uniform(0.1, 5))


def report_due(year: Year, mail: Mail) -> None:
    """Two of three reports come by themselves."""
    _report_later(year, mail, 0.66)


def report_reminder(year: Year, mail: Mail) -> None:
    """Half of the others come with each reminder."""
    _report_later(year, mail, 0.5)


def _report_later(year: Year, mail: Mail, probability: float) -> None:
    if year.likely(probability):
        lead = year.office.cases.case(mail.letter.about).request.lead
        year.plan(partial(_report, year, mail.letter.about, lead), days=year.chance.uniform(0.2, 6))


def _days(year: Year, month: str, half_days: int) -> list[date]:
    """Mornings and afternoons of one day count as two half-days; the days lie ahead."""
    ahead = [day for day in working_days(year.office.working_days, month) if day > local_day(year.office.now())]
    return sorted(year.chance.sample(ahead, min(len(ahead), -(-half_days // 2))))


def _record(year: Year, offer: Offer, day: date) -> None:
    expert = Actor(offer.expert_id, Role.EXPERT, "web")
    who = expert if year.likely(0.8) else CENTRE
    session = record_session(year.office, who, offer.request_id, offer_id=offer.id, account=_account(day))
    if year.likely(0.02):
        again = Account(day, time(13), time(16), Mode.ONLINE, "", "総務課", "オンラインで行いました。")
        correct_session(year.office, CENTRE, offer.request_id, session.id, account=again, reason="聞き違い")


def _account(day: date) -> Account:
    return Account(
        day=day,
        begins=time(13, 30),
        ends=time(16),
        mode=Mode.ON_SITE,
        place="役場 2階会議室",
        attendees="総務課 係長ほか3人",
        done="仕様書の素案を一緒に読み、直すところを洗い出しました。見積りの取り方と、評価項目の決め方を話し合いました。",
        advice="評価の項目を3つに絞ると比べやすくなります。",
        next_step="次回までに、評価項目の案を町で作る。",
    )


def _complete(year: Year, request_id: str, town: str) -> None:
    support = year.office.cases.support(request_id)
    last = support.last_day or local_day(year.office.now())
    complete_support(year.office, clerk(town), request_id, last_session=last)


def _report(year: Year, request_id: str, town: str) -> None:
    outcome = Outcome(
        achieved="仕様書ができ、3社から見積りを取れました。",
        rating=year.chance.choice([3, 4, 4, 5, 5]),
        opinion="職員だけで次の調達を進められそうです。",
        summary="専門官と仕様書を作り、公正な調達につなげました。",
        follow_up=year.chance.choice(list(FollowUp)),
    )
    report_support(year.office, clerk(town), request_id, outcome=outcome)


def _done(_: object) -> None:
    """Nothing more follows."""
