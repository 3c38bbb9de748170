"""The year itself: the office, the clock that jumps from deed to deed, and the mails that make people act."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.year.agenda import Agenda, Deed
from benchmarks.year.mailbox import Mail, Mailbox
from benchmarks.year.outbox import Outbox
from benchmarks.year.scale import Scale
from benchmarks.year.season import in_office_hours
from chalicelib.adapters.memory import MemoryClock
from chalicelib.domain.errors import Rejected
from chalicelib.domain.identity import Actor, Role
from chalicelib.service.office import Office
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.send_letters import send_letter

SECRETARIAT = Actor("u-secretariat", Role.SECRETARIAT, "web")
CENTRE = Actor("u-centre", Role.CENTRE, "web")
LINK = re.compile(r"/answer/([A-Za-z0-9_-]{22})")


def clerk(town: str) -> Actor:
    """Somebody of this municipality."""
    return Actor(f"u-{town}", Role.MUNICIPALITY, "web", town)


@dataclass
class Year:
    """`noted` counts what happened; `handlers` say who does what about a mail, by its notice."""

    office: Office
    clock: MemoryClock
    scale: Scale
    chance: random.Random
    mailbox: Mailbox
    outbox: Outbox
    handlers: "Mapping[str, Handler]"
    agenda: Agenda = field(default_factory=Agenda)
    noted: Counter[str] = field(default_factory=Counter)

    def run(self, end: datetime) -> None:
        """Live until then; each deed's letters leave before the next deed."""
        for moment, deed in self.agenda.until(end):
            self.clock.moment = max(self.clock.moment, moment)
            deed()
            self.deliver()
        self.clock.moment = max(self.clock.moment, end)

    def plan(self, deed: Deed, *, office_hours: bool = True, **later: float) -> None:
        """Plan a deed for some time from now; by itself while offices are open."""
        moment = self.office.now() + timedelta(**later)
        if office_hours:
            moment = in_office_hours(self.office.working_days, moment, self.chance)
        self.agenda.at(moment, self.trying(deed))

    def trying(self, deed: Deed) -> Deed:
        """The deed; a refusal is noted and is nobody's fault: things had moved on."""

        def tried() -> None:
            try:
                deed()
            except Rejected as refusal:
                self.noted[f"refused: {type(refusal).__name__}"] += 1

        return tried

    def likely(self, probability: float) -> bool:
        """Whether it happens this time."""
        return self.chance.random() < probability

    def deliver(self) -> None:
        """Send what is queued, hear what became of it, and let people act on what they read."""
        while (queued := self.outbox.take()) or self.mailbox.fresh:
            for about, letter_id in queued:
                send_letter(self.office, about, letter_id)
            fresh, self.mailbox.fresh = self.mailbox.fresh, []
            for mail in fresh:
                for word in mail.words(self.office.now()):
                    record_delivery(self.office, word)
                if mail.arrives and mail.letter.notice in self.handlers:
                    self.handlers[mail.letter.notice](self, mail)


Handler = Callable[[Year, Mail], None]
