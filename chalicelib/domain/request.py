"""A request (依頼): what a municipality asks for, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What kind of help: 相談, 訪問, 伴走, 研修, 住民向けデジタルデバイド対策."""

    CONSULTATION = "consultation"
    VISIT = "visit"
    ACCOMPANIMENT = "accompaniment"
    TRAINING = "training"
    OUTREACH = "outreach"


class Stage(StrEnum):
    """How far the municipality has come by itself."""

    IDEA = "idea"
    PLAN = "plan"
    PROCUREMENT = "procurement"
    BUILDING = "building"
    RUNNING = "running"
    TROUBLE = "trouble"


class Mode(StrEnum):
    """Where the work is done."""

    ON_SITE = "on_site"
    ONLINE = "online"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Officer:
    """The municipal officer in charge of the request."""

    name: str
    department: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A field of expertise with the level (1 knows … 5 teaches others) and weight (1 … 5) it is wanted with."""

    code: str
    level: int
    weight: int
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What was asked. Months map to half-days each; no `fields` means 分からない: the centre will find out."""

    officer: Officer
    title: str
    situation: str
    wish: str
    kind: Kind
    stage: Stage
    category: str
    fields: tuple[FieldWanted, ...]
    months: Mapping[str, int]
    mode: Mode
    place: str
    places: int = 1
    head_of_section: str = ""
    agreed_on: date | None = None
    business_partner: str = ""
    place_note: str = ""
    impossible_dates: str = ""
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    procurement_near: bool = False
    vendors: tuple[str, ...] = ()
    may_be_shown: bool = True

    @property
    def half_days(self) -> int:
        """All half-days asked of one expert."""
        return sum(self.months.values())


@dataclass(frozen=True, slots=True)
class Request:
    """A municipality's request through its life.

    `typed` holds the form as it was typed, faults and all, so that nothing a clerk wrote is ever lost; `content` is
    what was last submitted. `version` counts its changes and `head` is the digest of the last one's audit event.
    `proposals` counts the offers that wait for approval, `undelivered` those whose mail does not reach its expert, and
    `answer_by` is the first deadline of those that were sent. `chase_at` is when time next asks for what is missing of
    an engaged or completed request, and `chased` how often its report was asked for since the day it was due.
    """

    id: str
    state: str
    version: int
    head: str
    municipalities: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    typed: Mapping[str, tuple[str, ...]]
    content: Content | None = None
    number: str | None = None
    submitted_at: datetime | None = None
    shortlist: tuple[str, ...] = ()
    preference: tuple[str, ...] = ()
    receipt_id: str | None = None
    remark: str = ""
    proposals: int = 0
    answer_by: datetime | None = None
    last_session: date | None = None
    report_due: date | None = None
    chased: int = 0
    chase_at: datetime | None = None
    undelivered: int = 0

    @property
    def lead(self) -> str:
        """The municipality that asks for all that take part."""
        return self.municipalities[0]

    @property
    def asked(self) -> Content:
        """The submitted content; only a draft has none."""
        if self.content is None:
            raise ValueError(f"{self.id} has never been submitted")
        return self.content

    @property
    def title(self) -> str:
        """The title, or what was typed of it so far."""
        return self.content.title if self.content else "".join(self.typed.get("title", ()))[:60]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as one line of a list; `ordered` once the municipality has put the candidates in order."""

    id: str
    state: str
    title: str
    municipalities: tuple[str, ...]
    updated_at: datetime
    number: str | None = None
    submitted_at: datetime | None = None
    ordered: bool = False
    proposals: int = 0
    answer_by: datetime | None = None
    undelivered: int = 0

    @classmethod
    def of(cls, request: Request) -> "RequestRow":
        """The line that stands for this request."""
        return cls(
            request.id,
            request.state,
            request.title,
            request.municipalities,
            request.updated_at,
            request.number,
            request.submitted_at,
            bool(request.preference),
            request.proposals,
            request.answer_by,
            request.undelivered,
        )
