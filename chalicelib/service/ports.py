"""What the use cases need from the world outside, in their own words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Case, Change
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.denials import Denials
from chalicelib.domain.errand import Errand
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Session, SignInAttempt, User
from chalicelib.domain.letter import Letter, Wording
from chalicelib.domain.offer import AnswerLink, Assignment, OfferRow
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import RequestRow
from chalicelib.domain.round import Progress, Round, RoundChange, RoundRow
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.support import Support
from chalicelib.domain.trial import Trial
from chalicelib.domain.tuning import Tuning, TuningChange
from chalicelib.domain.user import UserChange

Row = TypeVar("Row", covariant=True)
Person = User | Expert


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A bounded part of a list; `cursor` leads to the next part, None at the end."""

    rows: Sequence[Row]
    cursor: str | None = None


class Clock(Protocol):
    """Tells the time; tests and the embedded run can move it."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""

    def wait(self, seconds: float) -> None:
        """Return when so much time has passed."""


class Mint(Protocol):
    """Makes what nobody can guess, and ids that sort by time."""

    def identifier(self, prefix: str, at: datetime) -> str:
        """A new ASCII id; later ones sort after earlier ones."""

    def token(self) -> str:
        """256 random bits for a browser or a machine."""

    def answer_token(self) -> str:
        """128 random bits in 22 characters, short enough for a link in a mail."""

    def code(self) -> str:
        """Eight random digits to be typed at sign-in."""

    def short_code(self) -> str:
        """Eight characters without look-alikes, to be typed beside a request number."""


class CaseRecords(Protocol):
    """Cases, their lists, their audit trail and receipts. A list is newest first."""

    def case(self, request_id: str) -> Case:
        """The case; NotFound when there is none."""

    def request_id(self, number: str) -> str:
        """The id of the request with this number; NotFound."""

    def last_number(self, year: int) -> int:
        """How many requests of this fiscal year have taken a number."""

    def commit(self, change: Change) -> None:
        """Write all of a change or nothing: LostRace when another was first, NoFreeHalfDays when months are full."""

    def rows(
        self, watcher: str, *, state: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[RequestRow]:
        """Requests a municipality takes part in, or all but drafts for the prefecture.

        For `state`, `open` takes all that live and `ended` all that do not.
        """

    def assignments(
        self, watcher: str, *, month: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Assignment]:
        """Assignments of a municipality, of an expert, or of all (the prefecture's code)."""

    def offers(self, expert_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[OfferRow]:
        """Every offer to an expert that was ever approved."""

    def events(self, record: str, *, after: int = 0, limit: int = 200) -> Sequence[AuditEvent]:
        """The record's audit trail from its beginning, or after an event."""

    def assignments_of(self, request_id: str) -> Sequence[Assignment]:
        """What became of the request's accepted offers, as the prefecture's list holds it."""

    def receipt(self, request_id: str, receipt_id: str) -> Receipt:
        """A score receipt; NotFound."""

    def support(self, request_id: str) -> Support:
        """What came of an engaged request; empty for any other."""

    def due_supports(self, now: datetime) -> Iterator[str]:
        """Ids of all requests whose `chase_at` has come, longest due first, page by page."""

    def receipts(self, request_id: str) -> Sequence[Receipt]:
        """All score receipts of a request, oldest first."""

    def due_offers(self, now: datetime) -> Iterator[str]:
        """Ids of all sent offers whose reminder or deadline has come, longest due first, read page by page."""


class ExpertRecords(Protocol):
    """The shared experts."""

    def experts(self) -> Sequence[Expert]:
        """All of them, in order of id."""

    def page(self, *, cursor: str | None = None, limit: int = 50) -> Page[Expert]:
        """A part of them, in order of id."""

    def expert(self, expert_id: str) -> Expert:
        """One; NotFound."""

    def save(self, expert: Expert, event: AuditEvent, letters: tuple[Letter, ...] = ()) -> None:
        """Write profile and capacities at `expert.version`, and letters; booked half-days stay untouched. LostRace."""


class RoundRecords(Protocol):
    """The monthly rounds with their plans; their audit trail lies with that of the cases."""

    def round(self, round_id: str) -> Round:
        """The round; NotFound."""

    def plan(self, round_id: str, plan_id: str) -> RoundPlan:
        """A plan with its receipt; NotFound."""

    def plans(self, round_id: str) -> Sequence[RoundPlan]:
        """Every plan that was made of the round, oldest first."""

    def commit(self, change: RoundChange) -> None:
        """Write all of a change or nothing: LostRace when another was first, or has taken the number."""

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[RoundRow]:
        """Rounds, newest first."""

    def note(self, progress: Progress) -> None:
        """Replace what is known of how far the planning has come."""

    def progress(self, round_id: str) -> Progress | None:
        """The latest note; None before the first."""

    def put_trial(self, trial: Trial) -> None:
        """Replace the round's trial."""

    def trial(self, round_id: str) -> Trial | None:
        """The round's latest trial; None when none was ever asked for."""

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[str]:
        """Ids of rounds that should have been planned by now, longest due first."""


class TuningRecords(Protocol):
    """The engine's parameters; their audit trail lies with that of the cases."""

    def current(self) -> Tuning | None:
        """What rankings are made with, at most a minute old; None when nothing was ever saved."""

    def latest(self) -> Tuning | None:
        """What was saved last, as it stands now."""

    def commit(self, change: TuningChange) -> None:
        """Write all of a change or nothing; LostRace when another was first."""


class Letters(Protocol):
    """The outbox and its history."""

    def letter(self, about: str, letter_id: str) -> Letter:
        """One letter; NotFound."""

    def about(self, about: str) -> Sequence[Letter]:
        """All letters of a request, oldest first."""

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[Letter]:
        """Letters whose state needs a hand by now, longest due first."""

    def waiting(self, *, limit: int) -> Sequence[Letter]:
        """Letters that are not sent, or not known to be, those that come due first."""

    def post(self, letter: Letter) -> None:
        """Put a letter that belongs to no case into the queue; LostRace when it is there already."""

    def remove(self, letter: Letter) -> None:
        """Take a letter away for good; nothing happens when it was gone already."""

    def step(self, before: Letter, after: Letter, link: AnswerLink | None = None) -> None:
        """Write a letter's next state if it is still as before, and the answer link minted for it; LostRace."""

    def by_token(self, token_digest: str) -> AnswerLink:
        """What an answer link opens; NotFound."""

    def by_code(self, number: str, code_digest: str) -> AnswerLink:
        """What a request number and short code open; NotFound."""


class Doors(Protocol):
    """Users and what lets them in. What has expired is as good as absent."""

    def user(self, user_id: str) -> User:
        """One user; NotFound."""

    def user_by_email(self, email: str) -> User:
        """The user of an address, whatever its case; NotFound."""

    def users(self) -> Sequence[User]:
        """All of them, in order of id."""

    def save_user(self, user: User) -> None:
        """Add or replace a user, of whom nothing is told."""

    def commit_user(self, change: UserChange) -> None:
        """Write all of a change or nothing; LostRace when another was first, or has the address."""

    def factor(self, user_id: str) -> SecondFactor:
        """A user's second factor; NotFound."""

    def user_and_factor(self, user_id: str) -> tuple[User, SecondFactor | None]:
        """A user and their second factor, if there is one, in one call; NotFound."""

    def save_factor(self, factor: SecondFactor, session: Session | None = None) -> None:
        """Write it at `factor.version`, and with it the session that it proves, if any; LostRace."""

    def knows_browser(self, user_id: str, browser_digest: str, now: datetime) -> bool:
        """Whether the user has signed in with this browser in the past year or so."""

    def know_browser(self, user_id: str, browser_digest: str, *, until: datetime) -> None:
        """Remember it."""

    def attempt(self, attempt_digest: str, now: datetime) -> SignInAttempt:
        """A sign-in attempt; NotFound when unknown or expired."""

    def begin_attempt(self, attempt: SignInAttempt, now: datetime) -> None:
        """Begin an attempt; one that was begun before and still lasts is left as it is."""

    def set_code(self, attempt_digest: str, code_digest: str) -> None:
        """Give an attempt the code that is being mailed."""

    def count_try(self, attempt_digest: str) -> int:
        """Count one try atomically; how many it makes."""

    def end_attempt(self, attempt_digest: str) -> bool:
        """Remove an attempt; False when it was gone already."""

    def session(self, session_digest: str, now: datetime) -> Session:
        """A session; NotFound when unknown or expired."""

    def visitor(self, session_digest: str, person_id: str, now: datetime, *, expert: bool) -> tuple[Session, Person]:
        """A session and whose it is, a user or an expert as they stand, in one call; NotFound when it is not theirs."""

    def save_session(self, session: Session) -> None:
        """Begin or refresh a session."""

    def sessions_of(self, user_id: str, now: datetime) -> Sequence[Session]:
        """A user's sessions, newest first; one that began a moment ago may be missing yet."""

    def end_session(self, session_digest: str) -> None:
        """Sign out; nothing happens when it was gone already."""

    def count(self, key: str, now: datetime, *, seconds: int) -> int:
        """Count one event under a key atomically; how many it makes in this window of time."""


class TokenRecords(Protocol):
    """Bearer tokens, also those that have expired or were revoked; their audit trail lies with that of the cases."""

    def token(self, token_id: str) -> ApiToken:
        """One; NotFound."""

    def by_digest(self, digest: str) -> ApiToken:
        """The one that says what has this digest; NotFound."""

    def tokens(self, *, cursor: str | None = None, limit: int = 50) -> Page[ApiToken]:
        """All of them, newest first."""

    def save(self, token: ApiToken, event: AuditEvent) -> None:
        """Write a token at its version with its event; LostRace."""

    def note_use(self, token_id: str, day: date) -> None:
        """Note on which day it was used last; nothing else of it changes."""


class Vault(Protocol):
    """Does what needs the service's own secret: the one in force, and the one before it until that retires."""

    def digest(self, secret: str) -> str:
        """A digest of a short or mailed secret that nobody can make without ours; made with the one in force."""

    def digests(self, secret: str) -> tuple[str, ...]:
        """Every digest that counts: by the one in force first, then by the one before."""

    def seal(self, secret: str, *, about: str) -> str:
        """A secret, encrypted for one purpose."""

    def opened(self, sealed: str, *, about: str) -> str:
        """The secret again; Unreadable when it was sealed for another purpose, altered, or its key has retired."""


class DenialRecords(Protocol):
    """Who was refused what, by person and day; their audit trail lies with that of the cases."""

    def denials(self, record: str) -> Denials:
        """One person's of one day; NotFound."""

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[Denials]:
        """All of them, newest first."""

    def save(self, denials: Denials, event: AuditEvent) -> None:
        """Write them at their version with the event that tells of one more; LostRace."""


class Errands(Protocol):
    """What was sent to be done once, kept for a day.

    Every commit marks the errand that its event names, in the same write, and raises Repeated when it was done before.
    """

    def errand(self, key: str) -> Errand:
        """What is known of an errand; NotFound."""

    def begin(self, errand: Errand, now: datetime) -> None:
        """Take an errand in hand until `held_until`; LostRace when it is done or in another hand."""

    def let_go(self, key: str) -> None:
        """It came to nothing: it may be begun anew, with another body too."""

    def keep_answer(self, key: str, answer: str) -> None:
        """Keep what was answered."""


class Stationery(Protocol):
    """Puts letters into words."""

    def wording(self, notice: str, facts: Mapping[str, Any]) -> Wording:
        """Subject and body of a notice."""


class Mailer(Protocol):
    """Hands mail to the mail service, once. MailRefused, MailBusy or MailUncertain when it does not go."""

    def send(self, letter: Letter, wording: Wording) -> str:
        """Send; the mail service's id of the message. The letter's id comes back with what became of it."""

    def rate(self) -> int:
        """How many mails a second the mail service takes from us, at least 1."""


class Postmaster(Protocol):
    """Reads what the mail service notifies us of."""

    def read(self, notification: Mapping[str, Any]) -> Delivery | None:
        """What became of a letter; None when it speaks of none of ours. ForgedNotification."""


class Addresses(Protocol):
    """Addresses to which nothing is sent for some time, because mail to them failed for good."""

    def barred(self, address: str, now: datetime) -> bool:
        """Whether nothing may be sent there now."""

    def bar(self, address: str, *, until: datetime) -> None:
        """Send nothing there until then."""

    def admit(self, address: str) -> None:
        """Send there again; nothing happens when it was never barred."""


class Logbook(Protocol):
    """What the service tells of its own work, in lines and in figures; of people it is told nothing but ids."""

    def reference(self) -> str:
        """The id under which everything is told that is being done now; empty where nobody asked for it."""

    def following(self, reference: str) -> AbstractContextManager[None]:
        """What is done within the block is told under this id, since it is a consequence of what that id names."""

    def note(self, step: str, letter: Letter, *, why: str = "", mail: str = "") -> None:
        """One line: what a letter has come to, such as `sent`; `mail` is the mail service's id of it."""

    def measure(self, figure: str, value: float) -> None:
        """Add a value to a figure (figures.py)."""
