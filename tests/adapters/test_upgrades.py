"""What was stored long ago is read as today's, and what a later program stored is not misread."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters import upgrades
from chalicelib.adapters.items import Item, plain, recalled, recalled_plan, recalled_receipt, stored, wire
from chalicelib.adapters.table import Table
from chalicelib.domain.api_token import ApiToken, Scope
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.errors import UnknownShape
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Session, SignInAttempt, User
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import AnswerLink, Assignment, Offer
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import Request, RequestRow
from chalicelib.domain.round import Progress, Round, RoundRow
from chalicelib.domain.trial import Trial
from chalicelib.domain.tuning import Tuning
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.open_offer import OpenedOffer
from infra.backup.lines import read
from tests import embedded
from tests.adapters.conftest import on_table
from tests.builders import UCHIKO, clock, ehime
from tests.service.journeys import send_all

FOLDER = Path(__file__).parent / "first_version"
KINDS: dict[str, type] = {
    "answer_link": AnswerLink,
    "api_token": ApiToken,
    "assignment": Assignment,
    "event": AuditEvent,
    "expert": Expert,
    "letter": Letter,
    "offer": Offer,
    "plan": RoundPlan,
    "progress": Progress,
    "receipt": Receipt,
    "request": Request,
    "request_row": RequestRow,
    "round": Round,
    "round_row": RoundRow,
    "session": Session,
    "sign_in_attempt": SignInAttempt,
    "trial": Trial,
    "tuning": Tuning,
    "user": User,
}
# These have no shape to speak of: a pointer or a counter each.
BARE = {"count", "email", "number", "sequence"}


def first_version(name: str) -> list[Item]:
    """The items of one kind, as the first version stored them."""
    return [read(json.dumps(item)) for item in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))]


def read_back(name: str, item: Item) -> object:
    """The record an item stands for, read as the adapters do."""
    if name == "plan":
        return recalled_plan(item)
    return recalled_receipt(item) if name == "receipt" else recalled(KINDS[name], item)


def still_said(before: Any, after: Any) -> bool:
    """Whether a value is as it was, but for fields that came later."""
    if isinstance(before, dict):
        return all(name in after and still_said(value, after[name]) for name, value in before.items())
    return bool(before == after)


def test_every_kind_of_the_first_version_is_kept() -> None:
    """A file for each, and none that no test reads."""
    assert {file.stem for file in FOLDER.glob("*.json")} == KINDS.keys() | BARE


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_the_first_version_stored_is_read(name: str) -> None:
    """Every item of the kind, with everything the record still has a place for."""
    for item in first_version(name):
        record = read_back(name, item)

        assert isinstance(record, KINDS[name])
        if name not in ("plan", "receipt", "expert"):
            kept, said = plain(stored(record)), upgrades.upgraded(KINDS[name], plain(item))
            # `due` lies in the index under another spelling.
            same = kept.keys() & said.keys() - {"schema", "due"}
            assert all(still_said(said[key], kept[key]) for key in same)


@pytest.mark.embedded
def test_a_case_begun_with_the_first_version_goes_on(table: embedded.Table) -> None:
    """Its offer is accepted, its letters leave, and its chain is whole from the first event to the last."""
    for name in (*KINDS, *BARE):
        for item in first_version(name):
            table.client.put_item(TableName=table.name, Item=item)
    office = on_table(Table(table.client, table.name))
    clock(office).move(minutes=5)
    row = office.cases.rows(ehime().prefecture.code, state="offering").rows[0]
    case = office.cases.case(row.id)
    offer = case.in_state("sent")[0]

    accept_offer(office, OpenedOffer(case, offer, office.experts.expert(offer.expert_id), "link"), note="伺います")
    send_all(office)

    after, events = office.cases.case(row.id), office.cases.events(row.id)
    assert after.request.state == "engaged"
    assert first_fault(events, head=after.request.head) is None
    assert office.experts.expert(offer.expert_id).served == {UCHIKO: 1}
    assert {letter.state for letter in office.letters.about(row.id)} == {"sent"}


@pytest.mark.embedded
def test_a_token_of_the_first_version_still_opens_all_that_its_role_may(table: embedded.Table) -> None:
    """It lies where the pointer stands today, knows no scopes, and is noted nowhere."""
    (item,) = first_version("api_token")
    table.client.put_item(TableName=table.name, Item=item)
    office = on_table(Table(table.client, table.name))

    token = office.tokens.by_digest(item["digest"]["S"])
    office.tokens.note_use(token.id, token.expires_at.date())

    assert token.lasts(office.now())
    assert all(token.covers(scope) for scope in Scope)
    assert office.tokens.tokens().rows == []


def test_an_older_item_is_led_through_every_step() -> None:
    """One after the other, beginning with the shape it was written in."""

    def named(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "name": f"{values['family']} {values['given']}"}

    def with_department(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "department": f"{values['name']}の課"}

    steps: dict[type, Sequence[upgrades.Upgrade]] = {User: (named, with_department)}
    first, second = {"family": "見本", "given": "花子", "schema": 1}, {"name": "見本 次郎", "schema": 2}

    assert upgrades.upgraded(User, first, steps=steps)["department"] == "見本 花子の課"
    assert upgrades.upgraded(User, second, steps=steps)["department"] == "見本 次郎の課"
    assert upgrades.schema_of(User, steps=steps) == 3


def test_what_is_stored_carries_the_schema_of_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the next step knows where to begin; an item read in an old shape is stored in today's."""
    (user, *_) = first_version("user")
    monkeypatch.setitem(upgrades.STEPS, User, (lambda values: {**values, "department": "企画課"},))

    record = recalled(User, user)

    assert record.department == "企画課"
    assert plain(stored(record))["schema"] == 2


@pytest.mark.parametrize("name", sorted(KINDS))
def test_an_item_of_a_later_program_is_refused(name: str) -> None:
    """Rather no answer than a wrong one: what it says may mean something else by now."""
    later = first_version(name)[0] | wire({"schema": upgrades.schema_of(KINDS[name]) + 1})

    with pytest.raises(UnknownShape, match="deploy the newer one"):
        read_back(name, later)
