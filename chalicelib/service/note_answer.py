"""An expert answers by telephone: somebody of the prefecture notes it, and it counts like any other answer."""

from typing import Literal

from chalicelib.domain.identity import Actor
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.sight import case_for

Answer = Literal["accept", "decline"]


def note_answer(office: Office, actor: Actor, request_id: str, offer_id: str, *, answer: Answer, note: str) -> None:
    """Accept or decline in the expert's name; AnswerTooLate and NoFreeHalfDays as for the expert."""
    case = case_for(office, actor, request_id)
    offer = case.offer(offer_id)
    expert = office.experts.expert(offer.expert_id)
    opened = OpenedOffer(case, offer, expert, "telephone", noted_by=actor)
    if answer == "accept":
        accept_offer(office, opened, note=note)
    else:
        decline_offer(office, opened, note=note)
