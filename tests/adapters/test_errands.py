"""The contract of errands: done once with the change that does them, held by one hand, known for a day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errand import LASTS, Errand
from chalicelib.domain.errors import LostRace, NotFound, Repeated
from chalicelib.service.begin_round import begin_round
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft
from chalicelib.service.take_request import take_request
from chalicelib.service.tune_parameters import save_parameters
from matching import DEFAULT, Weights
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, an_expert, clock

SENT = replace(CLERK, errand="k1")
HOLD = timedelta(seconds=30)


def out_of_the_sweepers_reach(office: Office) -> None:
    """The embedded store removes what expired by the clock on the wall."""
    clock(office).move(days=36_500)


def errand(office: Office, body: str = "b1") -> Errand:
    """An errand that is begun now."""
    return Errand("k1", office.now() + LASTS, body=body, held_until=office.now() + HOLD)


def test_a_change_marks_its_errand_and_is_not_made_twice(office: Office) -> None:
    """The mark names the event; the second change writes nothing at all."""
    out_of_the_sweepers_reach(office)
    draft = open_draft(office, SENT, {})

    with pytest.raises(Repeated):
        open_draft(office, SENT, {})

    known = office.errands.errand("k1")
    assert (known.record, known.sequence) == (draft.id, 1)
    assert [row.id for row in office.cases.rows(UCHIKO).rows] == [draft.id]
    assert office.cases.events(draft.id)[0].facts["errand"] == "k1"


def test_experts_rounds_and_parameters_are_not_changed_twice_either(office: Office) -> None:
    """Every record with a chain keeps the promise."""
    sent = replace(SECRETARIAT, errand="k1")
    expert = register_expert(office, sent, an_expert())
    request = take_request(office, SECRETARIAT, a_request(office).id)
    parameters = replace(DEFAULT, weights=Weights(skill=60, avail=25, place=10, known=5))

    with pytest.raises(Repeated):
        register_expert(office, sent, an_expert())
    with pytest.raises(Repeated):
        begin_round(office, sent, request_ids=[request.id])
    with pytest.raises(Repeated):
        save_parameters(office, sent, parameters=parameters, reason="試し", version=0)

    assert [known.id for known in office.experts.experts()] == [expert.id]
    assert office.rounds.rows().rows == []
    assert office.tunings.latest() is None


def test_an_errand_is_in_one_hand_at_a_time(office: Office) -> None:
    """Another hand is refused until the first lets go or counts as gone, and then only over the same body."""
    out_of_the_sweepers_reach(office)
    office.errands.begin(errand(office), office.now())
    with pytest.raises(LostRace):
        office.errands.begin(errand(office), office.now())

    clock(office).move(seconds=31)
    with pytest.raises(LostRace):
        office.errands.begin(errand(office, "b2"), office.now())
    office.errands.begin(errand(office), office.now())
    office.errands.let_go("k1")
    office.errands.begin(errand(office, "b2"), office.now())

    assert office.errands.errand("k1").body == "b2"


def test_what_is_done_is_kept_with_its_answer_for_a_day(office: Office) -> None:
    """It is neither begun nor let go again; after a day the key is as good as new."""
    out_of_the_sweepers_reach(office)
    office.errands.begin(errand(office), office.now())
    draft = open_draft(office, SENT, {})
    office.errands.keep_answer("k1", "answered")
    office.errands.let_go("k1")
    clock(office).move(seconds=31)
    with pytest.raises(LostRace):
        office.errands.begin(errand(office), office.now())

    known = office.errands.errand("k1")
    assert (known.body, known.record, known.answer) == ("b1", draft.id, "answered")
    clock(office).move(days=1)
    office.errands.begin(errand(office, "b2"), office.now())
    assert office.errands.errand("k1").answer == ""


def test_an_unknown_errand_is_not_found(office: Office) -> None:
    """Nothing was sent under this key."""
    with pytest.raises(NotFound):
        office.errands.errand("k1")
