"""Who finds something wrong about themself asks for correction, and is answered."""

import pytest

from chalicelib.domain.errors import Forbidden, IllegalMove, InvalidContent, NotFound, ReasonMissing
from chalicelib.domain.identity import Actor, Role
from chalicelib.service.correct_record import WAITING, answer_correction, ask_correction
from chalicelib.service.verify_record import verify_record
from tests.builders import CENTRE, SECRETARIAT, mails
from tests.service.journeys import send_all
from tests.service.test_own_record import ICHIRO, an_office

TEXT = "経験年数は10年ではなく12年です。"


def test_a_request_reaches_the_secretariat_without_its_words() -> None:
    """The letter calls for a look; what is personal stays behind the sign-in, and out of the event."""
    office = an_office()

    expert = ask_correction(office, ICHIRO, "e01", text=TEXT)
    send_all(office)

    (asked,) = expert.corrections
    assert (asked.text, asked.open) == (TEXT, True)
    assert [to for to, _, _ in mails(office)] == [office.profile.post.secretariat, office.profile.post.centre]
    assert "12年" not in mails(office)[0][1].text
    assert office.cases.events("e01")[-1].facts == {"correction": asked.id}
    assert verify_record(office, "expert", "e01").fault is None


def test_the_answer_reaches_the_expert() -> None:
    """In its own words, and it stands beside the request."""
    office = an_office()
    (asked,) = ask_correction(office, ICHIRO, "e01", text=TEXT).corrections

    expert = answer_correction(office, SECRETARIAT, "e01", asked.id, answer="12年に訂正しました。")
    send_all(office)

    assert (expert.corrections[0].answer, expert.corrections[0].open) == ("12年に訂正しました。", False)
    to, wording, _ = mails(office)[-1]
    assert to == "ichiro@experts.example.jp"
    assert "> 12年に訂正しました。" in wording.text
    assert verify_record(office, "expert", "e01").fault is None


def test_an_answer_is_given_once_with_words_by_the_secretariat() -> None:
    """Neither twice, nor empty, nor by the centre, nor to what nobody asked."""
    office = an_office()
    (asked,) = ask_correction(office, ICHIRO, "e01", text=TEXT).corrections

    with pytest.raises(ReasonMissing):
        answer_correction(office, SECRETARIAT, "e01", asked.id, answer=" ")
    with pytest.raises(Forbidden):
        answer_correction(office, CENTRE, "e01", asked.id, answer="はい")
    with pytest.raises(NotFound):
        answer_correction(office, SECRETARIAT, "e01", "c0", answer="はい")
    answer_correction(office, SECRETARIAT, "e01", asked.id, answer="はい")
    with pytest.raises(IllegalMove):
        answer_correction(office, SECRETARIAT, "e01", asked.id, answer="いいえ")


def test_requests_have_words_and_do_not_pile_up() -> None:
    """An answered one makes room; nobody asks about somebody else."""
    office = an_office()

    with pytest.raises(InvalidContent):
        ask_correction(office, ICHIRO, "e01", text="  ")
    for _ in range(WAITING):
        expert = ask_correction(office, ICHIRO, "e01", text=TEXT)
    with pytest.raises(InvalidContent):
        ask_correction(office, ICHIRO, "e01", text=TEXT)
    answer_correction(office, SECRETARIAT, "e01", expert.corrections[0].id, answer="訂正しました。")
    ask_correction(office, ICHIRO, "e01", text=TEXT)
    with pytest.raises(NotFound):
        ask_correction(office, Actor("e02", Role.EXPERT, "web"), "e01", text=TEXT)
