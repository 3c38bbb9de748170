"""The codes that the sample people's authenticators show: on one's own machine nobody needs a telephone for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyotp import TOTP

from chalicelib.domain.identity import User
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.service.keep_factor import factor_or_none
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import DRIFT, STEP, factor_of


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose authenticator it is, and the code to type: empty while every code that counts now is used."""

    name: str
    email: str
    code: str


def all_shown(office: Office) -> Iterator[Shown]:
    """One for every user who has an authenticator."""
    for user in office.doors.users():
        factor = factor_or_none(office, user.id) if user.role.needs_second_factor else None
        if factor:
            yield Shown(user.name, user.email, _code(office, user, factor))


def _code(office: Office, user: User, factor: SecondFactor) -> str:
    """The code of this half minute, or of the next when this one's is used."""
    here = int(office.now().timestamp()) // STEP
    step = max(here, factor.last_step + 1)
    secret = office.vault.opened(factor.sealed, about=factor_of(user.id))
    return TOTP(secret).generate_otp(step) if step - here <= max(DRIFT) else ""
