"""What `/v1` answers, as pydantic models."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

# Experts by id, in order; a set would be told differently each time.
Codes = Annotated[list[str], BeforeValidator(sorted)]
# By Japanese clocks: JSON Schema's own `time` names a zone.
Clock = Annotated[time, WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"})]


class Said(BaseModel):
    """What we send."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


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


class OfficerSaid(Said):
    """The municipal officer in charge."""

    name: str
    department: str
    email: str
    telephone: str


class FieldSaid(Said):
    """A field of expertise with the level and weight it is wanted with."""

    code: str
    level: int
    weight: int
    mandatory: bool


class ContentSaid(Said):
    """What was asked; no `fields` means that they cannot tell. `months` are half-days for one expert."""

    officer: OfficerSaid
    title: str
    situation: str
    wish: str
    kind: str
    stage: str
    category: str
    fields: list[FieldSaid]
    months: dict[str, int]
    mode: str
    place: str
    places: int
    head_of_section: str
    agreed_on: date | None
    business_partner: str
    place_note: str
    impossible_dates: str
    wanted: Codes
    unwanted: Codes
    procurement_near: bool
    vendors: list[str]
    may_be_shown: bool


class RequestWhole(RequestLine):
    """A request with what was asked and its offers; `content` is null until it was submitted."""

    version: int
    content: ContentSaid | None
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


class ShareSaid(Said):
    """One payer's part, in yen."""

    municipality: str
    yen: int


class AccountSaid(Said):
    """What is told of a session, by Japanese clocks."""

    day: date
    begins: Clock
    ends: Clock
    mode: str
    place: str
    attendees: str
    done: str
    advice: str
    next_step: str


class SessionSaid(Said):
    """A session on record; `corrects` is the id of the record it stands in for, empty for most."""

    id: str
    offer_id: str
    expert_id: str
    account: AccountSaid
    recorded_at: datetime
    role: str
    corrects: str
    reason: str


class OutcomeSaid(Said):
    """The report and evaluation."""

    achieved: str
    rating: int
    opinion: str
    summary: str
    follow_up: str


class ReportSaid(Said):
    """A report on record."""

    outcome: OutcomeSaid
    reported_at: datetime
    role: str


class SupportSaid(Said):
    """Every session as it was recorded, corrected ones too, and the report, null until there is one."""

    sessions: list[SessionSaid]
    report: ReportSaid | None


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
    """A page of experts, in order of id."""

    experts: list[ExpertSaid]
    cursor: str | None


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
    """A record's audit trail; `fault` names the first place where it is broken, null when it is whole."""

    record: str
    events: list[EventSaid]
    fault: str | None


class ExportSaid(Said):
    """A whole case as a ZIP, its content in base64; `sha256` is that of the ZIP."""

    name: str
    sha256: str
    content: str
