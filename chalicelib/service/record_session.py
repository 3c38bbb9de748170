"""What was done together on one day goes on record; a correction is a record of its own, with its reason."""

from chalicelib.domain.calendar import in_words, local_day
from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import InvalidContent, NotFound, ReasonMissing, StaleVersion
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.lifecycle import OFFER
from chalicelib.domain.offer import Offer
from chalicelib.domain.request import Mode
from chalicelib.domain.session import Account, SupportSession
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for


@settled
def record_session(office: Office, actor: Actor, request_id: str, *, offer_id: str, account: Account) -> SupportSession:
    """Record a session of an assignment; IllegalMove when the offer is none, InvalidContent."""
    case = case_for(office, actor, request_id)
    return _record(office, actor, case, case.offer(offer_id), account)


@settled
def correct_session(
    office: Office, actor: Actor, request_id: str, session_id: str, *, account: Account, reason: str
) -> SupportSession:
    """Record what should have been recorded; ReasonMissing, and StaleVersion when somebody else corrected it before."""
    if not reason.strip():
        raise ReasonMissing("correct")
    case, support = case_for(office, actor, request_id), office.cases.support(request_id)
    wrong = support.session(session_id)
    if wrong not in support.standing:
        raise StaleVersion(session_id)
    return _record(office, actor, case, case.offer(wrong.offer_id), account, corrects=session_id, reason=reason)


def _record(
    office: Office, actor: Actor, case: Case, offer: Offer, account: Account, *, corrects: str = "", reason: str = ""
) -> SupportSession:
    if actor.role is Role.EXPERT and actor.id != offer.expert_id:
        raise NotFound(offer.id)
    OFFER.target(offer.state, "record")
    _check(office, offer, account)
    session = SupportSession(
        id=office.identifier("a"),
        request_id=case.request.id,
        offer_id=offer.id,
        expert_id=offer.expert_id,
        account=account,
        recorded_at=office.now(),
        recorded_by=actor.id,
        role=actor.role.value,
        corrects=corrects,
        reason=reason,
    )
    facts = {"session": session.id, "offer": offer.id, **({"corrects": corrects} if corrects else {})}
    deed = Deed(actor, "session:corrected" if corrects else "session:recorded", office.now(), why=reason, facts=facts)
    office.cases.commit(case.changed(deed, session=session))
    return session


def _check(office: Office, offer: Offer, account: Account) -> None:
    """InvalidContent for a day or time at which nobody can have worked together on this assignment."""
    accepted = local_day(offer.answered_at or office.now())
    if account.day > local_day(office.now()):
        raise InvalidContent({"day": "これからの日の活動は、まだ記録できません"})
    if account.day < accepted:
        raise InvalidContent({"day": f"派遣が決まった{in_words(accepted)}より前の日は記録できません"})
    if account.ends <= account.begins:
        raise InvalidContent({"ends": "終わった時刻は、始めた時刻より後にしてください"})
    if account.mode is Mode.EITHER:
        raise InvalidContent({"mode": "現地かオンラインのどちらかを選んでください"})
