"""What came of an engaged request: its sessions and its report."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.errors import NotFound
from chalicelib.domain.report import Report
from chalicelib.domain.session import SupportSession


@dataclass(frozen=True, slots=True)
class Support:
    """All sessions in the order they were recorded, corrected ones too, and the report once there is one."""

    sessions: tuple[SupportSession, ...] = ()
    report: Report | None = None

    @property
    def standing(self) -> tuple[SupportSession, ...]:
        """The sessions that no later record corrects, by day."""
        corrected = {session.corrects for session in self.sessions}
        standing = (session for session in self.sessions if session.id not in corrected)
        return tuple(sorted(standing, key=lambda session: (session.account.day, session.account.begins, session.id)))

    @property
    def last_day(self) -> date | None:
        """The day of the latest session; None before the first."""
        return max((session.account.day for session in self.standing), default=None)

    def session(self, session_id: str) -> SupportSession:
        """The session of this id; NotFound."""
        for session in self.sessions:
            if session.id == session_id:
                return session
        raise NotFound(session_id)
