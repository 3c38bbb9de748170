"""One prefecture's particulars: everything that is not the same everywhere.

A profile is data (`chalicelib/profiles/<key>/`), read and checked once; the code knows its shape and nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.errors import UnknownCode
from chalicelib.domain.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Term:
    """A coded word of the field: a field of expertise, a plan category or a skill."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work whose way is not that to its municipality's office, such as an island.

    Its code is the municipality's, a hyphen and a name in small letters.
    """

    code: str
    name: str
    kana: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Names:
    """What this prefecture calls the service and the people in it."""

    service: str
    prefecture: str
    secretariat: str
    centre: str
    municipality: str
    expert: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: shown on every page and in every letter."""

    office: str
    telephone: str
    email: str
    hours: str


@dataclass(frozen=True, slots=True)
class Post:
    """Who letters come from, and where those to the offices go."""

    sender_name: str
    sender: str
    reply_to: str
    secretariat: str
    centre: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may be let in: people with an address in one of these domains, or below it."""

    mail_domains: tuple[str, ...]

    def welcomes(self, email: str) -> bool:
        """Whether the address is in one of the domains."""
        domain = email.rpartition("@")[2].casefold()
        return any(domain == allowed or domain.endswith(f".{allowed}") for allowed in self.mail_domains)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most half-days that may be engaged without a stated reason."""

    expert_month: int
    municipality_year: int
    project: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What an expert's half-day costs in yen, and the prefecture's share of it in per cent."""

    half_day_yen: int
    prefecture_share: int


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many fiscal years records are kept, counted from the April after they came to their end (保存期間)."""

    case: int
    expert: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A prefecture, its municipalities, its words, caps, rates and distances."""

    key: str
    version: str
    names: Names
    contact: Contact
    post: Post
    staff: Staff
    caps: Caps
    rates: Rates
    retention: Retention
    answer_working_days: int
    prefecture: Municipality
    areas: Mapping[str, str]
    municipalities: Mapping[str, Municipality]
    places: Mapping[str, Place]
    fields: Mapping[str, Term]
    categories: Mapping[str, Term]
    skills: Mapping[str, Term]
    travel: Mapping[tuple[str, str], int]

    def municipality(self, code: str) -> Municipality:
        """The municipality (or the prefecture) of this code; UnknownCode when there is none."""
        if code == self.prefecture.code:
            return self.prefecture
        try:
            return self.municipalities[code]
        except KeyError:
            raise UnknownCode("municipality", code) from None

    def minutes(self, one: str, other: str) -> int:
        """Minutes of travel one way between two offices or places, by their codes; 0 within one."""
        return 0 if one == other else self.travel[one, other]

    def words(self) -> dict[str, str]:
        """Every code of the profile with its name, for sentences about them."""
        terms = (*self.fields.values(), *self.categories.values(), *self.skills.values())
        offices = (self.prefecture, *self.municipalities.values())
        return (
            {term.code: term.name for term in terms}
            | {office.code: office.name for office in offices}
            | {place.code: place.name for place in self.places.values()}
        )
