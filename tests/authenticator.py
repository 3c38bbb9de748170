"""An authenticator in somebody's hand."""

from dataclasses import dataclass

from pyotp import TOTP, random_base32

from chalicelib.domain.identity import User, digest
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import as_meant, factor_of

RECOVERY = "7KQ2-9XHB-4MZT-CP3R"


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Knows one secret and shows its code of the office's moment."""

    office: Office
    secret: str

    @property
    def code(self) -> str:
        """The six digits it shows now."""
        return self.shown(0)

    def shown(self, steps_ahead: int) -> str:
        """The six digits it shows so many half minutes from now."""
        return TOTP(self.secret).at(self.office.now(), counter_offset=steps_ahead)

    @property
    def wrong(self) -> str:
        """Six digits it shows neither now nor nearby."""
        near = {self.shown(step) for step in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444") if code not in near)


def with_authenticator(office: Office, user: User) -> Authenticator:
    """The user has set up an authenticator long ago, and has one recovery code."""
    secret = random_base32()
    sealed = office.vault.seal(secret, about=factor_of(user.id))
    recovery = (digest(as_meant(RECOVERY)),)
    office.doors.save_factor(SecondFactor(user.id, sealed, office.now(), last_step=0, recovery=recovery))
    return Authenticator(office, secret)
