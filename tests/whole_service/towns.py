"""What towns do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chalicelib.domain.identity import Actor
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.shortlist_experts import prefer_experts
from chalicelib.service.submit_request import file_request, submit_request
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, NEIGHBOUR, OZU, UCHIKO, content
from tests.whole_service.world import OUT_OF_TURN, World, experts, nth, some_request

MOST = 4


class Towns(World):
    """They ask, answer what they are asked back, put candidates in order, and change their minds."""

    @precondition(lambda self: len(self.cases()) < MOST)
    @rule(places=st.integers(1, 2), asked=st.integers(1, 6), also=st.sampled_from([(), (OZU,)]))
    def submit(self, places: int, asked: int, also: tuple[str, ...]) -> None:
        """A town asks, or two together."""
        wanted = content(places=places, months={"2026-12": asked, "2027-01": asked})
        self.attempt(file_request, CLERK, content=wanted, municipalities=(UCHIKO, *also))

    @precondition(lambda self: len(self.cases()) < MOST)
    @rule(title=st.sampled_from(["下書き", ""]))
    def begin(self, title: str) -> None:
        """A town begins to write."""
        self.attempt(open_draft, CLERK, {"title": (title,)})

    @some_request("draft", "returned")
    @rule(n=nth, title=st.sampled_from(["下書き", "書き直した下書き"]))
    def save(self, n: int, title: str) -> None:
        """A town writes on."""
        self.attempt(save_draft, CLERK, self.any(n, "draft", "returned"), typed={"title": (title,)}, version=None)

    @some_request("draft", "returned")
    @rule(n=nth, places=st.integers(1, 2))
    def submit_written(self, n: int, places: int) -> None:
        """A town submits what it wrote, or answers what it was asked back."""
        asked = content(places=places, months={"2026-12": 2})
        self.attempt(submit_request, CLERK, self.any(n, "draft", "returned"), content=asked, municipalities=(UCHIKO,))

    @some_request("shortlisted")
    @rule(n=nth, order=st.lists(experts, unique=True, min_size=1, max_size=3))
    def prefer(self, n: int, order: list[str]) -> None:
        """The town puts them in order."""
        self.attempt(prefer_experts, CLERK, self.any(n, "shortlisted"), order=tuple(order))

    @precondition(lambda self: self.cases())
    @rule(n=nth, clerk=st.sampled_from([CLERK, NEIGHBOUR]))
    def withdraw(self, n: int, clerk: Actor) -> None:
        """The town takes its request back, or the other one does."""
        if n == OUT_OF_TURN:
            self.attempt(withdraw_request, clerk, self.any(n))
