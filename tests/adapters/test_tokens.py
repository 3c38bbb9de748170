"""What every store promises of bearer tokens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import LostRace, NotFound, Repeated
from chalicelib.domain.identity import digest
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.revoke_token import revoke_token
from tests.builders import SECRETARIAT, clock


def made(office: Office, name: str = "文書管理システム") -> ApiToken:
    """A token, as it was stored."""
    return office.tokens.by_digest(digest(issue_token(office, role="secretariat", name=name, by=SECRETARIAT)))


def test_a_token_is_found_by_id_and_by_what_it_says(office: Office) -> None:
    """The same, with every word, and its chain begins with it."""
    token = made(office)

    assert office.tokens.token(token.id) == token
    assert (token.name, token.owner, token.version) == ("文書管理システム", SECRETARIAT.id, 1)
    assert first_fault(office.cases.events(token.id), head=token.head) is None


def test_what_nobody_was_given_is_not_found(office: Office) -> None:
    """Neither by id nor by digest."""
    with pytest.raises(NotFound):
        office.tokens.token("k-none")
    with pytest.raises(NotFound):
        office.tokens.by_digest(digest("guess"))


def test_tokens_are_listed_newest_first_page_by_page(office: Office) -> None:
    """None twice, none left out, the revoked ones too."""
    made_in_order = []
    for place in range(5):
        made_in_order.append(made(office, f"{place}番").name)
        clock(office).move(seconds=1)
    revoke_token(office, SECRETARIAT, office.tokens.tokens().rows[2].id)

    names, cursor = [], None
    while True:
        page = office.tokens.tokens(cursor=cursor, limit=2)
        names += [token.name for token in page.rows]
        cursor = page.cursor
        if cursor is None:
            break

    assert names == made_in_order[::-1]


def test_the_second_writer_of_one_version_loses(office: Office) -> None:
    """And the chain has one event for it."""
    token = made(office)
    revoke_token(office, SECRETARIAT, token.id)

    with pytest.raises(LostRace):
        office.tokens.save(replace(token, version=2), office.cases.events(token.id)[1])

    assert len(office.cases.events(token.id)) == 2


def test_one_errand_makes_one_token(office: Office) -> None:
    """A form that comes twice is told that it was done."""
    clerk = replace(SECRETARIAT, errand="form")
    issue_token(office, role="secretariat", by=clerk, secret="form")

    with pytest.raises(Repeated):
        issue_token(office, role="secretariat", by=clerk, secret="form")

    assert len(office.tokens.tokens().rows) == 1


def test_the_day_of_the_last_use_is_noted_and_nothing_else(office: Office) -> None:
    """Twice a day does no harm, and a token that is not there stays away."""
    token, today = made(office), date(2026, 11, 24)

    for day in (today, today, today + timedelta(days=1)):
        office.tokens.note_use(token.id, day)
    office.tokens.note_use("k-none", today)

    assert office.tokens.token(token.id) == replace(token, used_on=today + timedelta(days=1))
    assert len(office.tokens.tokens().rows) == 1
