"""An expert asks that what is kept about them be corrected; the secretariat answers."""

from dataclasses import replace

from chalicelib.domain.correction import Correction
from chalicelib.domain.errors import Forbidden, IllegalMove, InvalidContent, NotFound, ReasonMissing
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.letter import Letter
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.letters import queued
from chalicelib.service.office import Office, settled

# So many wait at most; an answered one makes room.
WAITING, KEPT = 5, 50


@settled
def ask_correction(office: Office, actor: Actor, expert_id: str, *, text: str, version: int | None = None) -> Expert:
    """Put the request on record and tell the secretariat; InvalidContent, StaleVersion."""
    expert = record_for(office, actor, expert_id, version=version)
    if not text.strip():
        raise InvalidContent({"correction": "訂正してほしい内容を入力してください"})
    if sum(asked.open for asked in expert.corrections) >= WAITING:
        raise InvalidContent({"correction": f"対応待ちの請求が{WAITING}件あります。お急ぎのときは、お電話ください"})
    asked = Correction(office.identifier("c"), text.strip(), office.now())
    after = replace(expert, corrections=(*expert.corrections, asked)[-KEPT:])
    post = office.profile.post
    letters = tuple(_letter(office, expert, "correction_asked", to) for to in (post.secretariat, post.centre))
    return kept(office, actor, after, "expert:correction-asked", facts={"correction": asked.id}, letters=letters)


@settled
def answer_correction(office: Office, actor: Actor, expert_id: str, correction_id: str, *, answer: str) -> Expert:
    """Say what was done, and tell the expert; ReasonMissing, NotFound, IllegalMove when it was answered before."""
    if actor.role is not Role.SECRETARIAT:
        raise Forbidden("the secretariat answers")
    if not answer.strip():
        raise ReasonMissing("correction")
    expert = record_for(office, actor, expert_id)
    asked = next((asked for asked in expert.corrections if asked.id == correction_id), None)
    if asked is None:
        raise NotFound(correction_id)
    if not asked.open:
        raise IllegalMove("correction", "answer", "answered")
    done = replace(asked, answer=answer.strip(), answered_at=office.now())
    corrections = tuple(done if other.id == done.id else other for other in expert.corrections)
    told = (_letter(office, expert, "correction_answered", expert.email, answer=done.answer),)
    after = replace(expert, corrections=corrections)
    return kept(office, actor, after, "expert:correction-answered", facts={"correction": done.id}, letters=told)


def _letter(office: Office, expert: Expert, notice: str, to: str, **facts: str) -> Letter:
    return queued(office, about=expert.id, notice=notice, to=to, facts={"name": expert.name, **facts})
