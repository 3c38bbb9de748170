"""What `/v1` takes, as pydantic models: unknown members, codes and sizes are refused here."""

import re
from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

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
Telephone = Annotated[str, Field(pattern=r"^[0-9+()\- ]{9,20}$")]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="a month, 2027-01")]


def _written_like(pattern: str) -> BeforeValidator:
    """Text of this form and nothing else: pydantic would take numbers for days as well, and much more for times."""

    def written(value: object) -> object:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"text like {pattern}")
        return value

    return BeforeValidator(written)


DAY, CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?"
Day = Annotated[date, _written_like(DAY), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{DAY}$"})]
Clock = Annotated[
    time,
    _written_like(CLOCK),
    WithJsonSchema({"type": "string", "pattern": f"^{CLOCK}$", "description": "by a Japanese clock, 13:30"}),
]
Truth = Annotated[bool, Field(strict=True)]
Level = Annotated[int, Field(ge=1, le=5, strict=True)]
HalfDays = Annotated[int, Field(ge=0, le=limits.HALF_DAYS_A_MONTH, strict=True, description="half-days")]


class Given(BaseModel):
    """What is sent to us: unknown members are refused, so that a misspelt one is not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficerGiven(Given):
    """The municipal officer in charge."""

    name: Line
    department: Line
    email: Email
    telephone: Telephone


class FieldGiven(Given):
    """A field of expertise with the level and weight it is wanted with."""

    code: Name
    level: Level = 3
    weight: Level = 3
    mandatory: Truth = False


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
    agreed_on: Day | None = None
    business_partner: OptionalLine = ""
    impossible_dates: OptionalText = ""
    wanted: Annotated[list[Name], Field(max_length=FIELDS)] = []
    unwanted: Annotated[list[Name], Field(max_length=FIELDS)] = []
    procurement_near: Truth = False
    vendors: Annotated[list[Line], Field(max_length=limits.VENDORS)] = []
    may_be_shown: Truth = True

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


class OfferGiven(Given):
    """Whom to ask. The reason stands for skipping the municipality's ranking or choosing another than the rules."""

    expert: Name
    reason: OptionalText = ""
    override: Annotated[list[Literal["conflict", "cap"]], Field(max_length=2)] = []


class RecallGiven(Given):
    """Why an offer is taken back."""

    reason: OptionalText = ""


class ExportGiven(Given):
    """What a case is taken out for."""

    purpose: Line


class SessionGiven(Given):
    """What was done on one day, by Japanese clocks. `corrects` names the record this one stands in for, and why."""

    offer: Annotated[str, Field(pattern=r"^[a-z0-9]{1,30}\.[0-9]{2,3}$", description="id of the accepted offer")]
    day: Day
    begins: Clock
    ends: Clock
    mode: Literal["on_site", "online"]
    place: Line
    attendees: Text
    done: Text
    advice: OptionalText = ""
    next_step: OptionalText = ""
    corrects: Annotated[str, Field(pattern=r"^[a-z0-9]{0,30}$")] = ""
    reason: OptionalText = ""


class CompletionGiven(Given):
    """On which day the last session was."""

    last_session: Day


class ReportGiven(Given):
    """What was reached, how good it was (1 to 5), and why; `summary` may be published."""

    achieved: Text
    rating: Level
    opinion: Text
    summary: OptionalText = ""
    follow_up: Literal["wanted", "undecided", "none"]


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
    telephone: Telephone | Literal[""] = ""
    base: Code
    levels: Annotated[dict[Name, Level], Field(min_length=1, max_length=50)]
    skills: Annotated[dict[Name | Annotated[str, Field(max_length=40)], Level], Field(max_length=100)] = {}
    experience_years: Annotated[int, Field(ge=0, le=60, strict=True)] = 0
    months: Annotated[dict[Month, HalfDays], Field(max_length=36)] = {}
    areas: Annotated[list[PlaceCode], Field(max_length=60)] = []
    online: Truth = True
    half_day_yen: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
    active_from: Month
    active_to: Month | None = None
    interests: Annotated[list[InterestGiven], Field(max_length=50)] = []


class CapacityGiven(Given):
    """Half-days for some months; the others stay as they are. With `version`, only if the expert is still at it."""

    months: Annotated[dict[Month, HalfDays], Field(min_length=1, max_length=36)]
    version: Annotated[int, Field(ge=1, strict=True)] | None = None
