"""The second factor: an authenticator's secret, and codes for the day the authenticator is lost."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What one user has beside the mailbox.

    `sealed` is the authenticator's secret, encrypted; `last_step` the half minute of the last code that was used, so
    that none is used twice; `recovery` holds the digests of the recovery codes that are left.
    """

    user_id: str
    sealed: str
    confirmed_at: datetime
    last_step: int
    recovery: tuple[str, ...] = ()
    version: int = 1

    def used(self, step: int, *, sealed: str) -> "SecondFactor":
        """After a code of this half minute; the secret is sealed anew, so that an old key can retire."""
        return replace(self, last_step=step, sealed=sealed, version=self.version + 1)

    def without(self, recovery_digest: str) -> "SecondFactor":
        """After this recovery code."""
        left = tuple(digest for digest in self.recovery if digest != recovery_digest)
        return replace(self, recovery=left, version=self.version + 1)
