"""Send what is in the queue: once for each lease. An offer's clock starts here, because here its mail leaves."""

from contextlib import suppress
from datetime import datetime, timedelta

from chalicelib.domain.errors import LostRace, MailBusy, MailError, MailRefused
from chalicelib.domain.letter import Audience, Letter, LetterStep, Wording
from chalicelib.domain.lifecycle import advance
from chalicelib.service.enclosures import Enclosure, enclose
from chalicelib.service.figures import Figure
from chalicelib.service.offer_clock import note_sent
from chalicelib.service.office import Office
from chalicelib.service.pace import in_pace
from chalicelib.service.undelivered import give_up

LEASE = timedelta(minutes=2)
DOUBT = timedelta(minutes=15)
# Copies that may arrive beside the first, while nobody knows of any.
MOST_COPIES = 3
BLOT = "＊＊＊＊＊"


def send_due_letters(office: Office, *, limit: int = 25) -> int:
    """Take every letter that needs a hand one step on; how many were taken on.

    A letter that fails does not hold up the others, now or at the next call; its failure is raised at the end.
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
            _defer(office, letter)
    if failures:
        raise ExceptionGroup("letters that could not be taken on", failures)
    return len(letters)


def send_letter(office: Office, about: str, letter_id: str) -> None:
    """Send one letter if it is still queued; a letter another sender holds is left to it."""
    letter = office.letters.letter(about, letter_id)
    if letter.state == "queued" and letter.due <= office.now():
        with suppress(LostRace), office.logbook.following(letter.reference):
            _send(office, letter)


def _take_on(office: Office, letter: Letter) -> None:
    with office.logbook.following(letter.reference):
        _step_on(office, letter)


def _step_on(office: Office, letter: Letter) -> None:
    if letter.state == "queued":
        _send(office, letter)
    elif letter.state == "sending":
        _lose(office, letter, "nobody knows what became of its sender")
    elif letter.facts.get("repeated", 0) < MOST_COPIES:
        _repeat(office, letter)
    else:
        give_up(office, letter, "unsure")


def _repeat(office: Office, letter: Letter) -> None:
    facts = {**letter.facts, "repeated": letter.facts.get("repeated", 0) + 1}
    office.letters.step(letter, advance(letter, "repeat", due=office.now(), facts=facts))


def _send(office: Office, letter: Letter) -> None:
    if letter.audience is not Audience.SECRETARIAT and office.addresses.barred(letter.to, office.now()):
        give_up(office, letter, "suppressed")
        return
    if not in_pace(office):
        return
    now = office.now()
    enclosure = enclose(office, letter, now)
    if enclosure is None:
        office.letters.step(letter, advance(letter, "drop"))
        return
    wording = office.stationery.wording(letter.notice, {**letter.facts, **enclosure.facts})
    _hand_over(office, _leased(office, letter, now, enclosure, wording), wording)


def _leased(office: Office, letter: Letter, now: datetime, enclosure: Enclosure, wording: Wording) -> Letter:
    """The letter as this sender's alone. What it will say is on record before it can arrive; LostRace."""
    kept = _kept(wording, enclosure.secrets)
    leased = advance(letter, "lease", due=now + LEASE, attempts=letter.attempts + 1, tried_at=now, **kept)
    office.letters.step(letter, leased, enclosure.link)
    if enclosure.code_digest:
        office.doors.set_code(letter.about, enclosure.code_digest)
    return leased


def _kept(wording: Wording, secrets: tuple[str, ...]) -> dict[str, str]:
    """Subject and text for the record, with every secret blotted out."""
    subject, text = wording.subject, wording.text
    for secret in secrets:
        subject, text = subject.replace(secret, BLOT), text.replace(secret, BLOT)
    return {"subject": subject, "text": text}


def _hand_over(office: Office, leased: Letter, wording: Wording) -> None:
    try:
        message_id = office.mailer().send(leased, wording)
    except MailError as failure:
        _note_failure(office, leased, failure)
        return
    note_sent(office, LetterStep(leased, advance(leased, "send", sent_at=leased.tried_at, message_id=message_id)))
    office.logbook.note("sent", leased, mail=message_id)


def _note_failure(office: Office, leased: Letter, failure: MailError) -> None:
    if isinstance(failure, MailRefused):
        give_up(office, leased, "refused")
        office.logbook.note("refused", leased, why=str(failure))
    elif isinstance(failure, MailBusy):
        office.letters.step(leased, advance(leased, "postpone", due=office.now() + _pause(leased.attempts)))
        office.logbook.measure(Figure.MAILS_PUT_OFF, 1)
        office.logbook.note("put off", leased, why=str(failure))
    else:
        _lose(office, leased, str(failure))


def _lose(office: Office, letter: Letter, why: str) -> None:
    office.letters.step(letter, advance(letter, "lose", due=office.now() + DOUBT))
    office.logbook.measure(Figure.LETTERS_UNCERTAIN, 1)
    office.logbook.note("uncertain", letter, why=why)


def _defer(office: Office, letter: Letter) -> None:
    """Nothing can be said of a letter that another sender holds, or that was leased before it failed."""
    if letter.state == "queued":
        pause = _pause(letter.attempts + 1)
        with suppress(LostRace):
            deferred = advance(letter, "defer", due=office.now() + pause, attempts=letter.attempts + 1)
            office.letters.step(letter, deferred)


def _pause(attempts: int) -> timedelta:
    """A minute after the first attempt, then twice as long each time, up to 32 minutes."""
    return timedelta(seconds=30 * 2 ** min(attempts, 6))
