"""What the code knows best of docs/security.md: `python -m infra.guard_table` writes it, a test compares."""

import math

from chalicelib.adapters.mint import ALPHABET
from chalicelib.domain.identity import Role
from chalicelib.service import open_offer, sign_in
from chalicelib.web.guard import ANYONE, RULES, SCOPES, STEP_UP
from infra.readme import ROOT, renewed

PATH = ROOT / "docs" / "security.md"
COLUMNS = (Role.MUNICIPALITY, Role.EXPERT, Role.CENTRE, Role.SECRETARIAT, Role.AUDITOR)
GUESSES = 1_000_000
# More links than a prefecture ever has open at once.
LIVE_LINKS = 1_000
BITS_OF_A_LINK, BITS_OF_A_TOKEN = 128, 256
CODE_SIGNS, SIGN_IN_DIGITS = 8, 8


def guard() -> str:
    """Every route with who may use it."""
    head = ["| route | nobody | municipality | expert | centre | secretariat | auditor | more |"]
    rule = ["| --- | :-: | :-: | :-: | :-: | :-: | :-: | --- |"]
    return "\n".join(head + rule + [_row(name) for name in RULES])


def guesses() -> str:
    """What so many guesses are worth at each door, from the numbers in the code."""
    code = GUESSES / len(ALPHABET) ** CODE_SIGNS
    tries = sign_in.TRIES * sign_in.STARTS_AN_HOUR
    rows = [
        (
            "answer link",
            f"{BITS_OF_A_LINK} random bits",
            "the firewall's",
            f"{_power(GUESSES * LIVE_LINKS / 2**BITS_OF_A_LINK)}, with {LIVE_LINKS:,} links open",
        ),
        (
            "request number and short code",
            f"{CODE_SIGNS} of {len(ALPHABET)} signs",
            f"{open_offer.NUMBER_TRIES_AN_HOUR} an hour for a number, {open_offer.NETWORK_TRIES_AN_HOUR} for a network,"
            f" {open_offer.TRIES_AN_HOUR} for both",
            f"{_power(code)} for one offer; they take {GUESSES // open_offer.NUMBER_TRIES_AN_HOUR / 24:,.0f} days,"
            " and an offer is open for some working days",
        ),
        (
            "sign-in code",
            f"{SIGN_IN_DIGITS} digits, {sign_in.TRIES} tries, the asking browser only",
            f"{sign_in.STARTS_AN_HOUR} codes an hour for an address",
            f"{_power(GUESSES / 10**SIGN_IN_DIGITS)} for one address; they take {GUESSES / tries / 24 / 365:.1f} years,"
            " and a mail each hour tells; the prefecture's people show a second factor besides",
        ),
        (
            "session, bearer token",
            f"{BITS_OF_A_TOKEN} random bits",
            "see Machines",
            _power(GUESSES * LIVE_LINKS / 2**BITS_OF_A_TOKEN),
        ),
    ]
    head = ["| what is guessed | made of | tries | chance of a million guesses |", "| --- | --- | --- | --- |"]
    return "\n".join(head + [f"| {' | '.join(row)} |" for row in rows])


def _row(name: str) -> str:
    allowed = RULES[name]
    marks = ["●" if allowed is ANYONE or role in allowed else "" for role in COLUMNS]
    scope, anew = SCOPES.get(name, ""), "second factor anew" if name in STEP_UP else ""
    more = ", ".join(part for part in (f"`{scope}`" if scope else "", anew) if part)
    return f"| `{name}` | {'●' if allowed is ANYONE else ''} | {' | '.join(marks)} | {more} |"


def _power(chance: float) -> str:
    exponent = math.floor(math.log10(chance))
    return f"{chance / 10**exponent:.0f}·10^{exponent}"


def sections() -> dict[str, str]:
    """Every generated section by its name."""
    return {"guard": guard(), "guesses": guesses()}


def main() -> None:
    """Write the sections into the document."""
    PATH.write_text(renewed(PATH.read_text(encoding="utf-8"), sections()), encoding="utf-8")


if __name__ == "__main__":
    main()
