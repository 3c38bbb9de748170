"""Everything that can go wrong in the service's own words.

SukettoError
├── ProfileInvalid              a prefecture's data files are faulty; every fault is named with file and line
├── Unreadable                  a stored record is damaged
│   └── UnknownShape            it was written by a later program than this one
├── Rejected                    what was asked cannot be done; nothing has changed
│   ├── NotFound                no such record, or none that the asker may know of
│   │   └── OutOfSight          there is one, and the asker may not know of it: told to nobody but the record
│   ├── Forbidden               the asker's role may not do this
│   ├── UnknownCode             a municipality, field or category code that the profile does not have
│   ├── InvalidContent          typed values that break a rule of the field
│   ├── ReasonMissing           a decision that needs a reason was made without one
│   ├── IllegalMove             the record's state does not allow this step
│   ├── StaleVersion            somebody else changed the record first
│   │   └── LostRace            the store refused the write for that; reading again may help
│   ├── Ineligible              a hard rule keeps this expert from this request
│   ├── CapExceeded             a configured cap would be exceeded
│   ├── NoFreeHalfDays          the expert's half-days of a month are promised already
│   ├── PlaceTaken              every place of the request is filled or has a live offer
│   ├── LinkInvalid             an answer link or short code that opens nothing
│   ├── AnswerTooLate           the offer was answered, recalled or has passed its deadline
│   ├── TooManyCalls            a machine, or its network, calls more often than is good for everybody
│   ├── TooLarge                a case that does not fit into one answer
│   └── SignInFailed            the code is wrong, too old, or was tried too often
│       └── TooManyTries        the attempt or the sender is exhausted; a new start is needed
├── Repeated                    this very errand was done before: it is answered as it was then
├── Unavailable                 the store is silent or too busy: whether a change was made is not known
├── PlanningFailed              a round cannot be planned as it stands
├── ForgedNotification          what came as the mail service's word does not bear its seal
└── MailError                   a letter did not leave
    ├── MailRefused             final: this letter to this address will never be accepted
    ├── MailBusy                certain not to have left; may be tried again later
    └── MailUncertain           nobody knows whether it left
"""

from collections.abc import Mapping, Sequence


class SukettoError(Exception):
    """The root: nothing else is raised on purpose."""


class ProfileInvalid(SukettoError):
    """A profile's files are faulty; `faults` are lines such as `fields.csv:7: code is given twice`."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Unreadable(SukettoError):
    """A stored record is damaged: `kind` cannot be made of what the store holds."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"{kind} {reason}")
        self.kind = kind


class UnknownShape(Unreadable):
    """A stored record was written by a later program than this one, which would misread it."""

    def __init__(self, kind: str, *, written: int, known: int) -> None:
        super().__init__(kind, f"was written with schema {written}, this program knows {known}: deploy the newer one")


class Rejected(SukettoError):
    """What was asked cannot be done; nothing has changed."""


class NotFound(Rejected):
    """No such record, or none that the asker may know of."""


class OutOfSight(NotFound):
    """There is such a page or record, and the asker may not know of it; `why` is `role` or `record`."""

    def __init__(self, why: str, record: str = "") -> None:
        super().__init__(record or why)
        self.why, self.record = why, record


class Forbidden(Rejected):
    """The asker's role may not do this."""


class UnknownCode(Rejected):
    """A code that the profile does not have."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f"unknown {kind}: {code}")
        self.kind, self.code = kind, code


class InvalidContent(Rejected):
    """Typed values that break a rule of the field; `faults` maps a field's name to a sentence in Japanese."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = dict(faults)


class ReasonMissing(Rejected):
    """A decision that needs a reason was made without one."""


class IllegalMove(Rejected):
    """The record's state does not allow this step."""

    def __init__(self, kind: str, action: str, state: str) -> None:
        super().__init__(f"{kind} cannot {action} while {state}")
        self.kind, self.action, self.state = kind, action, state


class StaleVersion(Rejected):
    """Somebody else changed the record first."""


class LostRace(StaleVersion):
    """The store refused the write because another came first; reading again may help."""


class Ineligible(Rejected):
    """A hard rule keeps this expert from this request; `reasons` are sentences in Japanese."""

    def __init__(self, expert_id: str, reasons: Sequence[str]) -> None:
        super().__init__(f"{expert_id}: {'; '.join(reasons)}")
        self.expert_id, self.reasons = expert_id, tuple(reasons)


class CapExceeded(Rejected):
    """A configured cap would be exceeded; `limit` and `wanted` are half-days."""

    def __init__(self, cap: str, *, limit: int, wanted: int) -> None:
        super().__init__(f"{cap}: {wanted} half-days wanted, {limit} allowed")
        self.cap, self.limit, self.wanted = cap, limit, wanted


class NoFreeHalfDays(Rejected):
    """The expert's half-days of a month are promised already."""

    def __init__(self, expert_id: str) -> None:
        super().__init__(f"{expert_id} has too few free half-days left")
        self.expert_id = expert_id


class PlaceTaken(Rejected):
    """Every place of the request is filled or has a live offer."""


class LinkInvalid(Rejected):
    """An answer link or short code that opens nothing."""


class AnswerTooLate(Rejected):
    """The offer cannot be answered any more; `state` says what became of it."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the offer is {state}")
        self.state = state


class TooManyCalls(Rejected):
    """More calls than a minute may hold; in `wait` seconds the next one begins."""

    def __init__(self, whose: str, *, wait: int) -> None:
        super().__init__(f"too many calls of one {whose}")
        self.wait = wait


class TooLarge(Rejected):
    """A case that does not fit into one answer; an administrator can still take it out with the whole table."""


class SignInFailed(Rejected):
    """The code is wrong or too old."""


class TooManyTries(SignInFailed):
    """The attempt or the sender is exhausted; a new start is needed."""


class Repeated(SukettoError):
    """This very errand was done before; the message is its key."""


class Unavailable(SukettoError):
    """The store is silent or too busy for more; a change that was on its way may have been made or not."""


class PlanningFailed(SukettoError):
    """A round cannot be planned as it stands; the message is a sentence in Japanese."""


class ForgedNotification(SukettoError):
    """What came as the mail service's word does not bear its seal; the message says what is wrong with it."""


class MailError(SukettoError):
    """A letter did not leave."""


class MailRefused(MailError):
    """Final: this letter to this address will never be accepted."""


class MailBusy(MailError):
    """Certain not to have left; may be tried again later."""


class MailUncertain(MailError):
    """Nobody knows whether it left."""
