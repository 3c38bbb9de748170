"""Who signs in."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.domain.identity import Role, User
from chalicelib.service.sign_in import begin_sign_in, finish_sign_in
from tests.builders import UCHIKO, a_user, mails
from tests.whole_service.world import World, nth


class Doors(World):
    """A clerk asks for codes, and types them: right ones, old ones, wrong ones."""

    browsers: list[str]
    clerk: User

    def put_up_doors(self) -> None:
        """One clerk may sign in; nobody has."""
        self.browsers = []
        self.clerk = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
        self.sound.doors.save_user(self.clerk)

    @rule()
    def ask_for_a_code(self) -> None:
        """The code comes by mail, some time."""
        with self.surviving():
            self.browsers.append(begin_sign_in(self.office, self.clerk.email, network="192.0.2.1"))

    @precondition(lambda self: bool(getattr(self, "browsers", ())))
    @rule(n=nth, wrong=st.booleans())
    def type_a_code(self, n: int, wrong: bool) -> None:
        """Whatever mail came last, in whatever browser."""
        texts = [wording.text for to, wording, _ in mails(self.sound) if to == self.clerk.email]
        codes = [word for text in texts for word in text.split() if word.isdigit() and len(word) == 8]
        code = "00000000" if wrong or not codes else codes[-1]
        with self.surviving():
            finish_sign_in(self.office, self.browsers[n % len(self.browsers)], code)
