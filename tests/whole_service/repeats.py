"""What is sent once more: no answer came, or a button was pressed twice."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from chalicelib.domain.errand import FACT
from chalicelib.domain.tuning import RECORD
from chalicelib.service.verify_record import all_events
from tests.whole_service.rounds import Rounds
from tests.whole_service.world import EXPERTS

newest_first = st.integers(0, 9)


class Repeats(Rounds):
    """Whatever was sent is sent again, word for word, under the stamp that it had."""

    @precondition(lambda self: bool(getattr(self, "sent", ())))
    @rule(n=newest_first)
    def send_the_same_again(self, n: int) -> None:
        """Mostly what was sent last, such as what the process ended in."""
        use_case, args, kwargs = self.sent[-1 - n % len(self.sent)]
        with self.surviving():
            use_case(self.office, *args, **kwargs)

    @invariant()
    def nothing_is_done_twice(self) -> None:
        """Each stamp stands on one event at most, whatever became of it."""
        events = (event for record in self.records() for event in all_events(self.sound, record))
        done = Counter(event.facts[FACT] for event in events if FACT in event.facts)
        assert [stamp for stamp, times in done.items() if times > 1] == []

    def records(self) -> list[str]:
        """Whatever has a trail of its own."""
        if not hasattr(self, "sound"):
            return []
        tuned = [RECORD] if self.sound.tunings.latest() else []
        return [*(case.request.id for case in self.cases()), *EXPERTS, *self.round_ids(), *tuned]
