"""Sample data for the embedded run: invented people and requests, played through the real use cases.

Each request is played some days ago, in the order of their age, so that numbers, trails and lists look as they would.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

from pyotp import random_base32

from chalicelib.domain.calendar import fiscal_year, local_day, month_of, months_from
from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Actor, Role, User
from chalicelib.domain.request import Content, FieldWanted, Kind, Mode, Officer, Request, Stage
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import changed
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.prove_identity import factor_of
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.save_draft import open_draft
from chalicelib.service.send_letters import send_due_letters
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.submit_request import file_request
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from infra.experts.reading import experts_in

FILES = Path(__file__).parents[1] / "sample"
SECRETARIAT = Actor("u-sample-secretariat", Role.SECRETARIAT, "web")
# Old cases are finished ones; offers that wait for an answer are young, so that their deadline lies ahead.
DAYS_AGO = {
    "engaged": 24,
    "cancelled": 20,
    "waiting": 18,
    "withdrawn": 15,
    "answered": 12,
    "returned": 4,
    "shortlisted": 3,
    "in_review": 2,
    "offering": 1,
    "submitted": 0,
    "draft": 0,
}


@dataclass(frozen=True, slots=True)
class EarlierClock:
    """The office's clock, some days ago."""

    now_there: Callable[[], datetime]
    days: int

    def now(self) -> datetime:
        return self.now_there() - timedelta(days=self.days)

    def wait(self, seconds: float) -> None:
        sleep(seconds)


def load(office: Office) -> None:
    """Users, experts and requests, into empty records."""
    users = {user["email"]: user for user in _read("users")}
    today = local_day(office.now())
    for place, user in enumerate(users.values(), 1):
        _invite(office, _user(f"u-sample-{place:02d}", user, today))
    for expert in experts_in(FILES / "experts.toml", today):
        register_expert(office, SECRETARIAT, expert)
    for told in sorted(_read("requests"), key=lambda told: -DAYS_AGO[told["reaches"]]):
        days = DAYS_AGO[told["reaches"]]
        then = replace(office, clock=EarlierClock(office.clock.now, days))
        _play(then, told, _content(told, users[told["officer"]], today))


def _play(office: Office, told: Mapping[str, Any], content: Content) -> None:
    """Take one request to the state its file names."""
    towns, reaches = tuple(told["municipalities"]), told["reaches"]
    clerk = Actor("u-sample-clerk", Role.MUNICIPALITY, "web", towns[0])
    if reaches == "draft":
        open_draft(office, clerk, _typed(content))
        return
    request = file_request(office, clerk, content=content, municipalities=towns)
    if reaches == "withdrawn":
        withdraw_request(office, clerk, request.id, reason=told["remark"])
    elif reaches != "submitted":
        _review(office, request, told)
    while send_due_letters(office):
        continue


def _review(office: Office, request: Request, told: Mapping[str, Any]) -> None:
    reaches, remark = told["reaches"], told.get("remark", "")
    take_request(office, SECRETARIAT, request.id)
    if reaches in ("returned", "answered"):
        reply_to_request(office, SECRETARIAT, request.id, reply=_REPLIES[reaches], remark=remark)
    elif reaches == "cancelled":
        cancel_request(office, SECRETARIAT, request.id, reason=remark)
    elif reaches in ("shortlisted", "waiting"):
        shortlist_experts(office, SECRETARIAT, request.id)
    elif reaches in ("offering", "engaged"):
        _offer(office, request, told)


_REPLIES: Mapping[str, Any] = {"returned": "return", "answered": "answer"}


def _offer(office: Office, request: Request, told: Mapping[str, Any]) -> None:
    """Offer to the best, who declines as often as the file says, and accepts where it says engaged."""
    shortlist_experts(office, SECRETARIAT, request.id)
    for expert_id in office.cases.case(request.id).request.shortlist[: request.asked.places]:
        offer = offer_directly(
            office, SECRETARIAT, request.id, expert_id=expert_id, reason="年度内に始めるため、希望順の確認を省きます。"
        )
        while send_due_letters(office):
            continue
        case = office.cases.case(request.id)
        opened = OpenedOffer(case, case.offer(offer.id), office.experts.expert(expert_id), "link")
        for note in told.get("declines", []):
            decline_offer(office, opened, note=note)
        if told["reaches"] == "engaged":
            accept_offer(office, opened, note="よろしくお願いします。")


def _read(name: str) -> list[dict[str, Any]]:
    with (FILES / f"{name}.toml").open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)[name]
    return rows


def _invite(office: Office, user: User) -> None:
    """Let somebody in, with an authenticator that has been set up where one is needed (infra/local/authenticators)."""
    sealed = office.vault.seal(random_base32(), about=factor_of(user.id))
    factor = SecondFactor(user.id, sealed, office.now(), last_step=0) if user.role.needs_second_factor else None
    deed = Deed(SECRETARIAT, "user:invited", office.now())
    office.doors.commit_user(changed(None, user, deed, factor=factor))


def _user(user_id: str, user: Mapping[str, Any], today: date) -> User:
    return User(
        user_id,
        user["email"],
        user["name"],
        Role(user["role"]),
        user.get("municipality"),
        user.get("department", ""),
        telephone=user["telephone"],
        confirmed=fiscal_year(today),
    )


def _content(told: Mapping[str, Any], officer: Mapping[str, Any], today: date) -> Content:
    months = list(months_from(month_of(today), told["starts_in"] + len(told["half_days"])))[told["starts_in"] :]
    agreed = told.get("agreed_days_ago")
    same = ("title", "situation", "wish", "category", "place", "places", "procurement_near", "may_be_shown")
    optional = ("place_note", "head_of_section", "business_partner", "impossible_dates")
    return Content(
        **{name: told[name] for name in same},
        **{name: told.get(name, "") for name in optional},
        officer=Officer(officer["name"], officer["department"], officer["email"], officer["telephone"]),
        kind=Kind(told["kind"]),
        stage=Stage(told["stage"]),
        mode=Mode(told["mode"]),
        fields=tuple(FieldWanted(**field) for field in told["fields"]),
        months=dict(zip(months, told["half_days"], strict=True)),
        agreed_on=None if agreed is None else today - timedelta(days=agreed),
        wanted=frozenset(told.get("wanted", [])),
        unwanted=frozenset(told.get("unwanted", [])),
        vendors=tuple(told["vendors"]),
    )


def _typed(content: Content) -> dict[str, tuple[str, ...]]:
    """A draft as far as its clerk has come."""
    return {"title": (content.title,), "situation": (content.situation,), "kind": (content.kind.value,)}
