"""A change of a user: the person, the event that tells of it, and what goes with it, written together or not at all."""

from dataclasses import dataclass, replace

from chalicelib.domain.audit import GENESIS, AuditEvent
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.identity import Session, User
from chalicelib.domain.letter import Letter
from chalicelib.domain.seal import seals
from chalicelib.domain.second_factor import SecondFactor


@dataclass(frozen=True, slots=True)
class UserChange:
    """`before` is the user as the change found them, None for somebody new; `factor` what becomes of the second one,
    and `session` that which is proven by it. `factor_ends` says that there is no second factor any more,
    and `relies_on` names a user without whom the change may not be: the secretary who stays when another one goes.
    """

    before: User | None
    user: User
    event: AuditEvent
    letters: tuple[Letter, ...] = ()
    factor: SecondFactor | None = None
    factor_ends: bool = False
    session: Session | None = None
    relies_on: str = ""

    @property
    def expected_version(self) -> int:
        """The version the stored user must have; 0 also when there must be none, or one nothing was told of."""
        return self.user.version - 1


def changed(
    before: User | None,
    after: User,
    deed: Deed,
    *,
    letters: tuple[Letter, ...] = (),
    factor: SecondFactor | None = None,
    factor_ends: bool = False,
    session: Session | None = None,
    relies_on: str = "",
) -> UserChange:
    """The change that a deed makes of a user."""
    version, head = (before.version, before.head) if before else (0, GENESIS)
    found = replace(after, version=version, head=head)
    after = replace(after, version=version + 1)
    event = event_after(found, deed, wrote=seals(after))
    return UserChange(
        before, replace(after, head=event.digest), event, letters, factor, factor_ends, session, relies_on
    )
