"""What every store promises of letters and answer links."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.letter import Audience, Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import AnswerLink
from chalicelib.service.office import Office

MINUTE = timedelta(minutes=1)


def a_letter(office: Office, letter_id: str = "l1", *, late: timedelta = timedelta(0)) -> Letter:
    """A letter in the queue."""
    due = office.now() + late
    return Letter(
        letter_id,
        "r1",
        "offer",
        Audience.EXPERT,
        "ichiro@experts.example.jp",
        {"title": "𠮷野川の相談 😀", "months": {"2026-12": 4}, "reasons": ["一", "二"], "deadline": None},
        "queued",
        office.now(),
        due,
        offer_id="r1.01",
    )


def a_link(office: Office, opens: str = "t1", code: str = "c1") -> AnswerLink:
    """What a letter's link opens."""
    return AnswerLink(opens, code, "R08-0001", "r1", "r1.01", office.now() + MINUTE)


def test_a_letter_comes_back_as_it_was_posted(office: Office) -> None:
    """With all its facts."""
    letter = a_letter(office)
    office.letters.post(letter)

    assert office.letters.letter("r1", "l1") == letter
    assert list(office.letters.about("r1")) == [letter]


def test_an_unknown_letter_is_not_found(office: Office) -> None:
    """And nothing is about an unknown request."""
    with pytest.raises(NotFound):
        office.letters.letter("r1", "l9")
    assert list(office.letters.about("r9")) == []


def test_letters_of_a_request_are_listed_oldest_first(office: Office) -> None:
    """By their ids, which sort by time."""
    for letter_id in ("l2", "l1", "l3"):
        office.letters.post(a_letter(office, letter_id))

    assert [letter.id for letter in office.letters.about("r1")] == ["l1", "l2", "l3"]


def test_a_letter_is_posted_once(office: Office) -> None:
    """An id is never given to a second letter."""
    office.letters.post(a_letter(office))

    with pytest.raises(LostRace):
        office.letters.post(replace(a_letter(office), to="other@experts.example.jp"))

    assert office.letters.letter("r1", "l1").to == "ichiro@experts.example.jp"


def test_no_letter_is_left_out_however_long_they_are(office: Office) -> None:
    """Together they are more than a store gives in one answer."""
    for number in range(15):
        office.letters.post(replace(a_letter(office, f"l{number:02d}"), text="あ" * 30_000))

    assert [letter.id for letter in office.letters.about("r1")] == [f"l{number:02d}" for number in range(15)]


def test_no_letter_is_left_out_however_many_they_are(office: Office) -> None:
    """A request that was offered to thirty experts has more than two hundred; the newest is what counts."""
    for number in range(201):
        office.letters.post(a_letter(office, f"l{number:03d}"))

    assert [letter.id for letter in office.letters.about("r1")][-1] == "l200"


def test_what_is_due_comes_longest_due_first(office: Office) -> None:
    """What is due later is not there yet, and no more than asked for."""
    for letter_id, late in (("l1", MINUTE), ("l2", -MINUTE), ("l3", timedelta(0)), ("l4", -2 * MINUTE)):
        office.letters.post(a_letter(office, letter_id, late=late))

    assert [letter.id for letter in office.letters.due(office.now())] == ["l4", "l2", "l3"]
    assert [letter.id for letter in office.letters.due(office.now(), limit=1)] == ["l4"]


@pytest.mark.parametrize(
    ("state", "waits"), [("sending", True), ("uncertain", True), ("sent", False), ("dropped", False)]
)
def test_a_letter_is_due_while_its_state_needs_a_hand(office: Office, state: str, waits: bool) -> None:
    """A lease or a doubt runs out; what has left or was dropped rests."""
    letter = a_letter(office)
    office.letters.post(letter)

    office.letters.step(letter, replace(letter, state=state))

    assert bool(office.letters.due(office.now())) is waits


def test_a_letter_is_leased_once(office: Office) -> None:
    """The second of two senders loses, whether it saw the queue or an earlier attempt."""
    letter = a_letter(office)
    office.letters.post(letter)
    leased = advance(letter, "lease", attempts=1)
    office.letters.step(letter, leased)
    with pytest.raises(LostRace):
        office.letters.step(letter, leased)
    again = advance(leased, "postpone")
    office.letters.step(leased, again)

    with pytest.raises(LostRace):
        office.letters.step(letter, leased)

    assert office.letters.letter("r1", "l1") == again


def test_a_sender_who_counts_as_dead_does_not_settle_the_doubt_about_it(office: Office) -> None:
    """Its lease ran out meanwhile: the letter is where the sweep has taken it, after as many attempts."""
    letter = a_letter(office)
    office.letters.post(letter)
    leased = advance(letter, "lease", attempts=1)
    office.letters.step(letter, leased)
    doubted = advance(leased, "lose")
    office.letters.step(leased, doubted)

    with pytest.raises(LostRace):
        office.letters.step(leased, advance(leased, "postpone"))

    assert office.letters.letter("r1", "l1") == doubted


def test_a_lost_lease_keeps_no_link(office: Office) -> None:
    """Letter and link are written together or not at all."""
    letter = a_letter(office)
    office.letters.post(letter)
    leased = advance(letter, "lease", attempts=1)
    office.letters.step(letter, leased, a_link(office))

    with pytest.raises(LostRace):
        office.letters.step(letter, leased, a_link(office, "t2", "c2"))

    assert office.letters.by_token("t1") == office.letters.by_code("R08-0001", "c1") == a_link(office)
    with pytest.raises(NotFound):
        office.letters.by_token("t2")


def test_a_code_opens_with_its_own_number_only(office: Office) -> None:
    """The same code with another number opens nothing, nor does a token's digest as a code."""
    letter = a_letter(office)
    office.letters.post(letter)
    office.letters.step(letter, advance(letter, "lease", attempts=1), a_link(office))

    for number, code in (("R08-0002", "c1"), ("R08-0001", "t1"), ("", "c1")):
        with pytest.raises(NotFound):
            office.letters.by_code(number, code)


def test_a_repeated_letter_leaves_its_first_link_open(office: Office) -> None:
    """Nobody knows which of the two mails is read."""
    letter = a_letter(office)
    office.letters.post(letter)
    leased = advance(letter, "lease", attempts=1)
    office.letters.step(letter, leased, a_link(office))
    again = advance(leased, "postpone")
    office.letters.step(leased, again)
    office.letters.step(again, advance(again, "lease", attempts=2), a_link(office, "t2", "c2"))

    assert {office.letters.by_token(token).offer_id for token in ("t1", "t2")} == {"r1.01"}


def test_what_waits_is_known_before_it_is_due(office: Office) -> None:
    """Those that come due first; what has left does not wait."""
    for letter_id, late in (("l1", 2 * MINUTE), ("l2", -MINUTE), ("l3", MINUTE)):
        office.letters.post(a_letter(office, letter_id, late=late))
    gone = office.letters.letter("r1", "l3")
    office.letters.step(gone, replace(gone, state="sent"))

    assert [letter.id for letter in office.letters.waiting(limit=9)] == ["l2", "l1"]
    assert [letter.id for letter in office.letters.waiting(limit=1)] == ["l2"]


def test_two_words_about_a_letter_do_not_overwrite_each_other(office: Office) -> None:
    """Both take it from where it was; the second must look again."""
    office.letters.post(replace(a_letter(office), state="delivered", told_at=office.now()))
    letter = office.letters.letter("r1", "l1")
    later = replace(letter, told_at=office.now() + 2 * MINUTE)
    office.letters.step(letter, later)

    with pytest.raises(LostRace):
        office.letters.step(letter, replace(letter, told_at=office.now() + MINUTE))

    assert office.letters.letter("r1", "l1") == later


def test_an_address_is_barred_until_it_is_admitted_or_time_has_passed(office: Office) -> None:
    """In capital letters or small ones."""
    now = office.now()
    office.addresses.bar("Ichiro@experts.example.jp", until=now + MINUTE)
    office.addresses.bar("jiro@experts.example.jp", until=now + MINUTE)
    office.addresses.admit("jiro@experts.example.jp")
    office.addresses.admit("saburo@experts.example.jp")

    assert office.addresses.barred("ichiro@experts.example.jp", now)
    assert not office.addresses.barred("ichiro@experts.example.jp", now + MINUTE)
    assert not office.addresses.barred("jiro@experts.example.jp", now)
