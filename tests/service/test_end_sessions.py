"""Sessions are ended by whose they are, and by the secretariat; a browser not seen before is told of."""

from datetime import timedelta

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Role, Session, User, digest
from chalicelib.service.end_sessions import end_others, end_own, sign_out_user
from chalicelib.service.office import Office
from chalicelib.service.sign_in import KNOWN_FOR, Arrival, SignedIn, begin_sign_in, finish_sign_in, session_of
from tests.builders import OZU, SECRETARIAT, UCHIKO, a_user, clock, mails, memory_office
from tests.service.journeys import send_all
from tests.service.test_sign_in import mailed_code

HANAKO, NEIGHBOUR = (a_user(Role.MUNICIPALITY, municipality=town) for town in (UCHIKO, OZU))


@pytest.fixture
def office() -> Office:
    """Two people may sign in."""
    office = memory_office()
    for user in (HANAKO, NEIGHBOUR):
        office.doors.save_user(user)
    return office


def signed_in(office: Office, name: str, user: User = HANAKO) -> Session:
    """A session that began a moment after the last."""
    clock(office).move(seconds=1)
    now = office.now()
    session = Session(digest(name), user, "", now, now, now + timedelta(hours=1))
    office.doors.save_session(session)
    return session


def left(office: Office, user: User = HANAKO) -> list[str]:
    """Digests of the sessions that are left."""
    return [session.digest for session in office.doors.sessions_of(user.id, office.now())]


def test_one_of_ones_own_is_ended(office: Office) -> None:
    """And no other; sent again, nothing happens."""
    one, other, third = (signed_in(office, name) for name in ("one", "other", "third"))

    for _ in range(2):
        end_own(office, one, other.digest)

    assert left(office) == [third.digest, one.digest]


def test_somebody_elses_cannot_be_ended(office: Office) -> None:
    """Even by who knows what it is called."""
    theirs = signed_in(office, "theirs", NEIGHBOUR)

    end_own(office, signed_in(office, "one"), theirs.digest)

    assert left(office, NEIGHBOUR) == [theirs.digest]


def test_all_others_are_ended(office: Office) -> None:
    """This one stays."""
    one = signed_in(office, "one")
    signed_in(office, "other")
    theirs = signed_in(office, "theirs", NEIGHBOUR)

    end_others(office, one)

    assert (left(office), left(office, NEIGHBOUR)) == ([one.digest], [theirs.digest])


def test_the_secretariat_signs_somebody_out_everywhere(office: Office) -> None:
    """Also where no list shows it yet; a later sign-in counts; it is on record."""
    unlisted = signed_in(office, "one")
    sign_out_user(office, SECRETARIAT, HANAKO.id)
    office.doors.save_session(unlisted)

    with pytest.raises(NotFound):
        session_of(office, "one")
    signed_in(office, "later", office.doors.user(HANAKO.id))
    assert session_of(office, "later")
    assert [event.what for event in office.cases.events(HANAKO.id)] == ["user:signed-out"]


def arrived(office: Office, arrival: Arrival) -> SignedIn:
    """Signed in by code."""
    browser = begin_sign_in(office, HANAKO.email, network="192.0.2.1")
    send_all(office)
    signed = finish_sign_in(office, browser, mailed_code(office), arrival)
    send_all(office)
    return signed


def told(office: Office) -> list[str]:
    """Texts of the letters that tell of an unknown browser."""
    return [wording.text for _, wording, _ in mails(office) if "新しいブラウザー" in wording.subject]


def test_a_browser_not_seen_before_is_told_of_once(office: Office) -> None:
    """With when and what; from then on it is known by the name it was given."""
    first = arrived(office, Arrival(browser="Edge（Windows）"))
    arrived(office, Arrival(first.browser, "Edge（Windows）"))

    (text,) = told(office)
    assert "ブラウザー：Edge（Windows）" in text
    assert "令和8年11月24日" in text
    arrived(office, Arrival(browser="Chrome（Android）"))
    assert len(told(office)) == 2


def test_a_browser_is_known_to_each_person_apart_and_for_a_time(office: Office) -> None:
    """A shared computer knows nobody for another; after more than a year it is new again."""
    first = arrived(office, Arrival())
    assert not office.doors.knows_browser(NEIGHBOUR.id, digest(first.browser), office.now())

    clock(office).moment += KNOWN_FOR
    arrived(office, Arrival(first.browser))

    assert len(told(office)) == 2
