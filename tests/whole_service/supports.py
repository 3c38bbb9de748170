"""What is done once an expert has accepted."""

from hypothesis.stateful import rule

from chalicelib.domain.calendar import local_day
from chalicelib.service.complete_support import complete_support
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.report_support import report_support
from tests.builders import CENTRE, CLERK, an_account, an_outcome
from tests.whole_service.world import World, nth, some_request

ENGAGED = ("engaged", "completed", "closed")


class Supports(World):
    """Sessions are recorded and corrected, supports end and are reported."""

    @some_request(*ENGAGED)
    @rule(n=nth)
    def record(self, n: int) -> None:
        """Somebody worked together today."""
        request_id = self.any(n, *ENGAGED)
        for offer in self.sound.cases.case(request_id).offers[-1:]:
            account = an_account(day=local_day(self.sound.now()))
            self.attempt(record_session, CENTRE, request_id, offer_id=offer.id, account=account)

    @some_request(*ENGAGED)
    @rule(n=nth)
    def correct(self, n: int) -> None:
        """It was not quite as it was recorded."""
        request_id = self.any(n, *ENGAGED)
        for session in self.sound.cases.support(request_id).sessions[:1]:
            account = an_account(day=session.account.day, advice="")
            self.attempt(correct_session, CENTRE, request_id, session.id, account=account, reason="聞き違い")

    @some_request("engaged")
    @rule(n=nth)
    def complete(self, n: int) -> None:
        """The support has ended today."""
        today = local_day(self.sound.now())
        self.attempt(complete_support, CLERK, self.any(n, "engaged"), last_session=today)

    @some_request("completed")
    @rule(n=nth)
    def report(self, n: int) -> None:
        """The town says how it was."""
        self.attempt(report_support, CLERK, self.any(n, "completed"), outcome=an_outcome())
