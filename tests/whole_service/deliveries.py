"""What the mail service says became of mails, and what the secretariat does about those that did not arrive."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.letter import Letter
from chalicelib.service.note_answer import Answer, note_answer
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.send_again import send_again
from tests.builders import CENTRE, SECRETARIAT, mails
from tests.service.mail import TROUBLES
from tests.whole_service.world import World, nth, some_live_offer

words = st.tuples(st.integers(0, 9), st.sampled_from(Outcome), st.integers(-90, 90))


class Deliveries(World):
    """Words about mails come late, twice and in any order; what cannot be mailed goes by telephone."""

    @precondition(lambda self: self.mailed())
    @rule(said=st.lists(words, min_size=1, max_size=4), twice=st.booleans())
    def tell(self, said: list[tuple[int, Outcome, int]], twice: bool) -> None:
        """The mail service says what became of some mails, of the newest mostly."""
        mailed = self.mailed()[::-1]
        for place, outcome, seconds in (*said, *(said[::-1] if twice else [])):
            letter, at = mailed[place % len(mailed)], self.sound.now() + timedelta(seconds=seconds)
            lasting = outcome in TROUBLES
            word = Delivery(letter.about, letter.id, outcome, at, TROUBLES.get(outcome, ""), lasting)
            self.attempt(record_delivery, word)

    @some_live_offer
    @rule(n=nth, email=st.sampled_from(["ichiro@experts.example.jp", "new@experts.example.jp"]))
    def send_once_more(self, n: int, email: str) -> None:
        """The secretariat has made sure of the address."""
        if offer := self.some_offer(n):
            self.attempt(send_again, SECRETARIAT, offer.request_id, offer.id, email=email)

    @some_live_offer
    @rule(n=nth, answer=st.sampled_from(["accept", "decline"]))
    def answer_by_telephone(self, n: int, answer: Answer) -> None:
        """The centre writes down what an expert said."""
        if offer := self.some_offer(n):
            self.attempt(note_answer, CENTRE, offer.request_id, offer.id, answer=answer, note="電話で伺いました")

    def mailed(self) -> list[Letter]:
        """The letters of cases that left the house, oldest first."""
        if not hasattr(self, "sound"):
            return []
        tags = {tag: place for place, (_, _, tag) in enumerate(mails(self.sound))}
        return sorted((letter for letter in self.letters() if letter.id in tags), key=lambda letter: tags[letter.id])
