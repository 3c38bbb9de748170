"""The mail service of a year: it keeps every mail, is busy or loses an answer at times, and some mails bounce."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.adapters.memory import MemoryMailer
from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.errors import MailBusy, MailUncertain
from chalicelib.domain.letter import Letter, Wording

BUSY, LOST = 0.002, 0.001
# Per mail that was accepted; all others are delivered.
BOUNCED, DELAYED, COMPLAINED = 0.003, 0.01, 0.0002
# What SES gives a new account in production; quotas differ by account.
RATE = 14


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as it left, and what will become of it."""

    letter: Letter
    wording: Wording
    outcomes: tuple[Outcome, ...]

    @property
    def arrives(self) -> bool:
        """Whether somebody will read it."""
        return Outcome.BOUNCED not in self.outcomes

    def words(self, sent: datetime) -> Iterator[Delivery]:
        """What the mail service says of it, some seconds after it was sent."""
        for place, outcome in enumerate(self.outcomes):
            trouble = {Outcome.BOUNCED: "bounced", Outcome.COMPLAINED: "complained"}.get(outcome, "")
            at = sent + timedelta(seconds=2 + 60 * place)
            yield Delivery(self.letter.about, self.letter.id, outcome, at, trouble, lasting=bool(trouble))


@dataclass
class Mailbox(MemoryMailer):
    """`ports.Mailer`; `fresh` are mails nobody has read yet. Mail to the prefecture's own offices always arrives."""

    chance: random.Random = field(default_factory=random.Random)
    own: frozenset[str] = frozenset()
    fresh: list[Mail] = field(default_factory=list)
    came_to: Counter[str] = field(default_factory=Counter)
    by_second: Counter[datetime] = field(default_factory=Counter)
    mails_a_second: int = RATE

    def send(self, letter: Letter, wording: Wording) -> str:
        if self.chance.random() < BUSY:
            self.came_to["busy"] += 1
            raise MailBusy("busy")
        message_id = super().send(letter, wording)
        mail = Mail(letter, wording, self._outcomes(letter))
        self.fresh.append(mail)
        self.came_to.update(outcome.name.lower() for outcome in mail.outcomes)
        if letter.tried_at:
            self.by_second[letter.tried_at.replace(microsecond=0)] += 1
        if self.chance.random() < LOST:
            self.came_to["answer lost"] += 1
            raise MailUncertain("answer lost")
        return message_id

    def _outcomes(self, letter: Letter) -> tuple[Outcome, ...]:
        drawn = self.chance.random()
        if letter.to in self.own or drawn >= BOUNCED + DELAYED + COMPLAINED:
            return (Outcome.DELIVERED,)
        if drawn < BOUNCED:
            return (Outcome.BOUNCED,)
        return (Outcome.DELAYED if drawn < BOUNCED + DELAYED else Outcome.COMPLAINED, Outcome.DELIVERED)
