"""What the outbox, the mail service, the table's stream and the clock do."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.service.send_letters import send_due_letters, send_letter
from tests.builders import clock
from tests.whole_service.moods import MOODS
from tests.whole_service.world import World

pauses = st.sampled_from([{"seconds": 30}, {"minutes": 16}, {"hours": 20}, {"days": 4}, {"days": 40}])
moods = st.lists(st.sampled_from(MOODS), max_size=2)
sendings = st.lists(st.integers(0, 9), min_size=1, max_size=5)


class Post(World):
    """Letters go out by sweep or stream, whose records come twice and in any order; mails fail in each way."""

    @rule(moods=moods)
    def send(self, moods: list[str]) -> None:
        """A sweep of the outbox, with the mail service in whatever mood."""
        self.mailer.moods[:] = moods
        self.attempt(send_due_letters, limit=60)

    @rule(writes=st.integers(1, 6), done=st.booleans())
    def end_while_sending(self, writes: int, done: bool) -> None:
        """A sweep that ends in the middle."""
        self.fuse.light(writes, done=done)
        self.attempt(send_due_letters, limit=60)

    @precondition(lambda self: self.letters())
    @rule(records=sendings)
    def stream(self, records: list[int]) -> None:
        """The stream brings records of letters: some twice, some late, in any order."""
        letters = self.letters()[::-1]
        for record in records:
            letter = letters[record % len(letters)]
            self.attempt(send_letter, letter.about, letter.id)

    @rule(pause=pauses)
    def let_time_pass(self, pause: dict[str, Any]) -> None:
        """Then the schedule runs, as it does every minute."""
        clock(self.sound).move(**pause)
        self.keep_time()

    @rule(pause=pauses)
    def let_time_pass_unkept(self, pause: dict[str, Any]) -> None:
        """The schedule does not run: it is late, or fails."""
        clock(self.sound).move(**pause)

    @rule(writes=st.integers(1, 6), done=st.booleans())
    def light_the_fuse(self, writes: int, done: bool) -> None:
        """One of the next writes will be the process's last."""
        self.fuse.light(writes, done=done)
