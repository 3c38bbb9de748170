"""A letter that does not arrive: whoever should have read it is reached by telephone, so the secretariat is told.

A letter to the secretariat itself is not told by another one, which would not arrive either: the alert shows it.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import LostRace
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.letter import Audience, Letter, LetterStep
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.service.letters import queued, to_secretariat
from chalicelib.service.offer_clock import started, untouched
from chalicelib.service.office import Office, settled

# Long enough to be noticed, short enough that a mended mailbox is found again.
BARRED_FOR = timedelta(days=30)


@settled
def give_up(office: Office, letter: Letter, trouble: str) -> None:
    """The letter cannot be sent, for this reason; nothing happens when somebody else took it on meanwhile."""
    if untouched(office, letter):
        note_undelivered(office, LetterStep(letter, advance(letter, "bounce", trouble=trouble)))


def note_undelivered(office: Office, step: LetterStep) -> None:
    """Write a letter's step to its bad end with whatever follows, all in one: LostRace when something was first."""
    if step.before.audience is Audience.SECRETARIAT:
        office.letters.step(step.before, step.after)
    elif step.before.audience is Audience.PERSON:
        _tell_of_person(office, step)
    else:
        _tell_in_case(office, step)


def _tell_in_case(office: Office, step: LetterStep) -> None:
    letter = step.after
    case = office.cases.case(letter.about)
    offer = _to_bring_back(office, case, letter)
    facts = {"letter": letter.id, "notice": letter.notice, "trouble": letter.trouble}
    deed = Deed(SYSTEM, "offer:undelivered" if offer else "letter:undelivered", office.now(), facts=facts)
    told = offer or not step.before.trouble
    letters = to_secretariat(office, case, "mail_bounced", **_facts(office, case, letter, offer)) if told else ()
    moved = _brought_back(office, offer) if offer else _read_after_all(office, case, letter)
    office.cases.commit(case.changed(deed, offers=moved, letters=letters, letter=step))


def _brought_back(office: Office, offer: Offer) -> tuple[Offer, ...]:
    no_clock = {"sent_at": None, "deadline": None, "due": None, "reminded_at": None}
    return (advance(offer, "bring_back", bounced_at=office.now(), **no_clock),)


def _read_after_all(office: Office, case: Case, letter: Letter) -> tuple[Offer, ...]:
    """The offer whose clock runs again, when somebody complains of a letter that had counted as bounced."""
    if letter.notice != "offer" or letter.state != "complained":
        return ()
    offer = case.offer(letter.offer_id or "")
    sent = started(office, offer, letter) if offer.undelivered else None
    return (sent,) if sent else ()


def _to_bring_back(office: Office, case: Case, letter: Letter) -> Offer | None:
    """The offer that waits for an answer to this letter alone: no newer one was sent."""
    if letter.notice != "offer" or letter.state != "bounced":
        return None
    asking = [other.id for other in office.letters.about(letter.about) if _asks_the_same(other, letter)]
    offer = case.offer(letter.offer_id or "")
    return offer if offer.live and not offer.undelivered and letter.id == max(asking) else None


def _asks_the_same(other: Letter, letter: Letter) -> bool:
    return (other.notice, other.offer_id) == (letter.notice, letter.offer_id)


def _facts(office: Office, case: Case, letter: Letter, offer: Offer | None) -> dict[str, Any]:
    """Who was to be told what, how to reach them, and whether their answer is still awaited."""
    if letter.audience is Audience.EXPERT:
        expert = office.experts.expert(case.offer(letter.offer_id or "").expert_id)
        reached = {"recipient": expert.name, "telephone": expert.telephone}
    else:
        officer = case.request.asked.officer
        reached = {"recipient": officer.name, "telephone": officer.telephone}
    about = {"which": letter.notice, "address": letter.to, "trouble": letter.trouble}
    return {**about, **reached, "awaited": offer is not None}


def _tell_of_person(office: Office, step: LetterStep) -> None:
    """Told first, under an id of its own: whoever comes again tells nothing twice."""
    letter, post = step.after, office.profile.post
    said = {"name": letter.facts["name"], "address": letter.to, "trouble": letter.trouble}
    facts = {**said, "which": letter.notice}
    for place, to in enumerate((post.secretariat, post.centre), 1):
        told = queued(office, about=letter.about, notice="code_bounced", to=to, facts=facts)
        with suppress(LostRace):
            office.letters.post(replace(told, id=f"{letter.id}-{place}", expires_at=letter.expires_at))
    office.letters.step(step.before, step.after)
