"""Send what is in the queue: once for each lease. An offer's clock starts here, because here its mail leaves."""

from datetime import datetime, timedelta

from chalicelib.domain.case import Change, Deed
from chalicelib.domain.errors import IllegalMove, LostRace, MailBusy, MailError, MailRefused
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.letter import Letter, Wording
from chalicelib.domain.lifecycle import advance
from chalicelib.service.enclosures import Enclosure, enclose
from chalicelib.service.letters import to_municipality
from chalicelib.service.office import Office, settled

LEASE = timedelta(minutes=2)
DOUBT = timedelta(minutes=15)
BLOT = "＊＊＊＊＊"


def send_due_letters(office: Office, *, limit: int = 25) -> int:
    """Take every letter that needs a hand one step on; how many were taken on.

    A letter that fails does not hold up the others; its failure is raised when all have had their turn.
    """
    letters = office.letters.due(office.now(), limit=limit)
    failures = []
    for letter in letters:
        try:
            _take_on(office, letter)
        except LostRace:
            continue
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("letters that could not be taken on", failures)
    return len(letters)


def send_letter(office: Office, about: str, letter_id: str) -> None:
    """Send one letter if it is still queued; a letter another sender holds is left to it."""
    letter = office.letters.letter(about, letter_id)
    if letter.state == "queued" and letter.due <= office.now():
        try:
            _send(office, letter)
        except LostRace:
            return


def _take_on(office: Office, letter: Letter) -> None:
    now = office.now()
    if letter.state == "queued":
        _send(office, letter)
    elif letter.state == "sending":
        office.letters.step(letter, advance(letter, "lose", due=now + DOUBT))
    elif letter.state == "uncertain":
        facts = {**letter.facts, "repeated": True}
        office.letters.step(letter, advance(letter, "repeat", due=now, facts=facts))


def _send(office: Office, letter: Letter) -> None:
    now = office.now()
    enclosure = enclose(office, letter)
    if enclosure is None:
        office.letters.step(letter, advance(letter, "drop"))
        return
    leased = advance(letter, "lease", due=now + LEASE, attempts=letter.attempts + 1)
    wording = office.stationery.wording(letter.notice, {**letter.facts, **enclosure.facts})
    office.letters.step(letter, leased, enclosure.link)
    if enclosure.code_digest:
        office.doors.set_code(letter.about, enclosure.code_digest)
    try:
        message_id = office.mailer().send(to=letter.to, wording=wording, tag=letter.id)
    except MailError as failure:
        _note_failure(office, leased, failure)
        return
    sent = advance(leased, "send", sent_at=now, message_id=message_id, **_kept(wording, enclosure.secrets))
    _note_sent(office, leased, sent, enclosure)


def _kept(wording: Wording, secrets: tuple[str, ...]) -> dict[str, str]:
    """Subject and text for the record, with every secret blotted out."""
    subject, text = wording.subject, wording.text
    for secret in secrets:
        subject, text = subject.replace(secret, BLOT), text.replace(secret, BLOT)
    return {"subject": subject, "text": text}


def _note_failure(office: Office, leased: Letter, failure: MailError) -> None:
    now = office.now()
    if isinstance(failure, MailRefused):
        after = advance(leased, "bounce", due=now)
    elif isinstance(failure, MailBusy):
        after = advance(leased, "postpone", due=now + timedelta(seconds=30 * 2 ** min(leased.attempts, 6)))
    else:
        after = advance(leased, "lose", due=now + DOUBT)
    office.letters.step(leased, after)


def _note_sent(office: Office, leased: Letter, sent: Letter, enclosure: Enclosure) -> None:
    if sent.notice == "offer" and _begin_clock(office, sent, enclosure):
        return
    office.letters.step(leased, sent)


@settled
def _begin_clock(office: Office, sent: Letter, enclosure: Enclosure) -> bool:
    """Mark the offer as sent together with its letter; False when it was recalled meanwhile or sent before."""
    case = office.cases.case(sent.about)
    offer = case.offer(sent.offer_id or "")
    try:
        offer = advance(offer, "send", sent_at=sent.sent_at, deadline=enclosure.deadline, due=enclosure.reminder)
    except IllegalMove:
        return False
    deed = Deed(SYSTEM, "offer:sent", office.now(), facts={"offer": offer.id, "letter": sent.id})
    facts = {"expert": sent.facts["expert"], "deadline": _iso(enclosure.deadline)}
    letters = to_municipality(office, case, "offer_sent", **facts)
    change: Change = case.changed(deed, offers=(offer,), letters=letters, letter=sent)
    office.cases.commit(change)
    return True


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
