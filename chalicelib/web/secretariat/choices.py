"""What the lists of the console can be narrowed to, as options of a select."""

from datetime import datetime

from chalicelib.domain.calendar import fiscal_months, fiscal_year, local_day, month_in_words
from chalicelib.domain.profile import Profile
from chalicelib.web.words import REQUEST_STATES

Options = list[tuple[str, str]]


def states() -> Options:
    """Every state the prefecture can see a request in, and all that still need a hand."""
    return [("open", "対応中のものすべて"), *((code, name) for code, name in REQUEST_STATES.items() if code != "draft")]


def municipalities(profile: Profile) -> Options:
    """The municipalities in the profile's order."""
    return [(place.code, place.name) for place in profile.municipalities.values()]


def months(now: datetime) -> Options:
    """The months of this fiscal year and the next."""
    year = fiscal_year(local_day(now))
    return [(month, month_in_words(month)) for month in (*fiscal_months(year), *fiscal_months(year + 1))]


def chosen(value: str, options: Options) -> str | None:
    """The value when it is one of the options; an address somebody edited narrows nothing."""
    return value if value in dict(options) else None
