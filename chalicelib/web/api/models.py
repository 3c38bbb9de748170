"""What goes in and out of `/v1`, as pydantic models; OpenAPI is generated from them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chalicelib.web.forms import limits


# More fields or towns than any profile has are not looked at one by one.
FIELDS, TOWNS = 10, 60


def _text(value: str) -> str:
    """Text that can be stored and read: no control characters, no broken Unicode."""
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in value) or any(0xD800 <= ord(s) < 0xE000 for s in value):
        raise ValueError("control characters and lone surrogates are not text")
    return value.strip()


Line = Annotated[str, AfterValidator(_text), Field(min_length=1, max_length=limits.NAME)]
OptionalLine = Annotated[str, AfterValidator(_text), Field(max_length=limits.NAME)]
Title = Annotated[str, AfterValidator(_text), Field(min_length=1, max_length=limits.TITLE)]
Text = Annotated[str, AfterValidator(_text), Field(min_length=1, max_length=limits.TEXT)]
OptionalText = Annotated[str, AfterValidator(_text), Field(max_length=limits.TEXT)]
Email = Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=254)]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="全国地方公共団体コード, 6 digits")]
PlaceCode = Annotated[str, Field(pattern=r"^[0-9]{6}(-[a-z]+)?$", description="a municipality or a place in one")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="a month, 2027-01")]
Level = Annotated[int, Field(ge=1, le=5, strict=True)]
HalfDays = Annotated[int, Field(ge=0, le=limits.HALF_DAYS_A_MONTH, strict=True, description="half-days")]


class Given(BaseModel):
    """What is sent to us: unknown members are refused, so that a misspelt one is not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(BaseModel):
    """What we send."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class OfficerGiven(Given):
    """The municipal officer in charge."""

    name: Line
    department: Line
    email: Email
    telephone: Annotated[str, Field(pattern=r"^[0-9+()\- ]{9,20}$")]


class FieldGiven(Given):
    """A field of expertise with the level and weight it is wanted with."""

    code: Name
    level: Level = 3
    weight: Level = 3
    mandatory: bool = False


class RequestGiven(Given):
    """A request of one or more municipalities; the first leads. No `fields` means that they cannot tell."""

    title: Title
    situation: Text
    wish: Text
    kind: Literal["consultation", "visit", "accompaniment", "training", "outreach"]
    stage: Literal["idea", "plan", "procurement", "building", "running", "trouble"]
    category: Name
    municipalities: Annotated[list[Code], Field(min_length=1, max_length=TOWNS)]
    fields: Annotated[list[FieldGiven], Field(max_length=FIELDS)] = []
    months: Annotated[dict[Month, HalfDays], Field(min_length=1, max_length=limits.MONTHS_AHEAD + 1)]
    mode: Literal["on_site", "online", "either"]
    places: Annotated[int, Field(ge=1, le=limits.PLACES, strict=True)] = 1
    officer: OfficerGiven
    place: Annotated[str | None, Field(description="where the work is; the first municipality unless given")] = None
    place_note: OptionalText = ""
    head_of_section: OptionalLine = ""
    agreed_on: date | None = None
    business_partner: OptionalLine = ""
    impossible_dates: OptionalText = ""
    wanted: Annotated[list[Name], Field(max_length=FIELDS)] = []
    unwanted: Annotated[list[Name], Field(max_length=FIELDS)] = []
    procurement_near: bool = False
    vendors: Annotated[list[Line], Field(max_length=limits.VENDORS)] = []
    may_be_shown: bool = True

    @model_validator(mode="after")
    def sensible(self) -> "RequestGiven":
        """Some half-day is asked, not more than a year holds, and nothing is named twice."""
        total = sum(self.months.values())
        if not 1 <= total <= limits.HALF_DAYS_IN_ALL:
            raise ValueError(f"months: 1 to {limits.HALF_DAYS_IN_ALL} half-days in all, not {total}")
        if len(set(self.municipalities)) < len(self.municipalities):
            raise ValueError("municipalities: one is named twice")
        if len({field.code for field in self.fields}) < len(self.fields):
            raise ValueError("fields: one is named twice")
        return self


class RequestMade(Said):
    """A new request."""

    id: str
    number: str | None
    state: str


class RequestLine(RequestMade):
    """A request in a list."""

    title: str
    municipalities: list[str]
    submitted_at: datetime | None
    updated_at: datetime


class RequestList(Said):
    """A page of requests, newest first; `cursor` leads to the next."""

    requests: list[RequestLine]
    cursor: str | None


class OfferSaid(Said):
    """An offer; `deadline` and `sent_at` are null until its mail has left."""

    id: str
    request_id: str
    expert_id: str
    state: str
    rank: int
    score: int
    months: dict[str, int]
    half_day_yen: int
    reason: str
    sent_at: datetime | None
    deadline: datetime | None
    answered_at: datetime | None
    answer_note: str


class RequestWhole(RequestLine):
    """A request with what was asked and its offers."""

    version: int
    content: dict[str, Any]
    shortlist: list[str]
    preference: list[str]
    remark: str
    offers: list[OfferSaid]


class PartsSaid(Said):
    """The parts of a score, per mille each."""

    skill: int
    avail: int
    place: int
    known: int


class RankedSaid(Said):
    """An eligible expert with the score (per mille) and why."""

    expert: str
    rank: int
    score: int
    parts: PartsSaid
    reasons: list[str]


class ExcludedSaid(Said):
    """An expert whom hard rules keep out, with every reason."""

    expert: str
    reasons: list[str]


class Candidates(Said):
    """All experts for one request."""

    ranked: list[RankedSaid]
    excluded: list[ExcludedSaid]


class OfferGiven(Given):
    """Whom to ask. The reason stands for skipping the municipality's ranking or choosing another than the rules."""

    expert: Name
    reason: OptionalText = ""
    override: Annotated[list[Literal["conflict", "cap"]], Field(max_length=2)] = []


class RecallGiven(Given):
    """Why an offer is taken back."""

    reason: OptionalText = ""


class ShareSaid(Said):
    """One payer's part, in yen."""

    municipality: str
    yen: int


class AssignmentSaid(Said):
    """An accepted offer."""

    id: str
    request_id: str
    number: str
    title: str
    expert_id: str
    municipalities: list[str]
    months: dict[str, int]
    half_day_yen: int
    shares: list[ShareSaid]
    accepted_at: datetime
    state: str


class AssignmentList(Said):
    """A page of assignments, newest first."""

    assignments: list[AssignmentSaid]
    cursor: str | None


class InterestGiven(Given):
    """A tie to a company, from month to month."""

    kind: Literal["employer", "client", "shareholding"]
    party: Line
    since: Month
    until: Month | None = None


class ExpertGiven(Given):
    """A new expert; `months` are capacities in half-days."""

    name: Line
    kana: Line
    email: Email
    base: Code
    levels: Annotated[dict[Name, Level], Field(min_length=1, max_length=50)]
    skills: Annotated[dict[Name | Annotated[str, Field(max_length=40)], Level], Field(max_length=100)] = {}
    experience_years: Annotated[int, Field(ge=0, le=60, strict=True)] = 0
    months: Annotated[dict[Month, HalfDays], Field(max_length=36)] = {}
    areas: Annotated[list[PlaceCode], Field(max_length=60)] = []
    online: bool = True
    half_day_yen: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
    active_from: Month
    active_to: Month | None = None
    interests: Annotated[list[InterestGiven], Field(max_length=50)] = []


class MonthSaid(Said):
    """A month of an expert, in half-days."""

    capacity: int
    booked: int
    free: int


class ExpertSaid(Said):
    """An expert without what only the secretariat's console shows (address and interests)."""

    id: str
    name: str
    base: str
    levels: dict[str, int]
    months: dict[str, MonthSaid]
    areas: list[str]
    online: bool
    half_day_yen: int
    active_from: str
    active_to: str | None
    version: int


class ExpertList(Said):
    """All experts."""

    experts: list[ExpertSaid]


class CapacityGiven(Given):
    """Half-days for some months; the others stay as they are."""

    months: Annotated[dict[Month, HalfDays], Field(min_length=1, max_length=36)]


class EventSaid(Said):
    """One audit event with its seal."""

    sequence: int
    what: str
    who: str
    role: str
    way: str
    at: datetime
    why: str
    facts: dict[str, str]
    previous: str
    digest: str


class Trail(Said):
    """A record's audit trail; `fault` names the first break of the chain, null when it is whole."""

    record: str
    events: list[EventSaid]
    fault: str | None
