"""What the engine, and with it every receipt, is told of an expert."""

from dataclasses import replace

import matching
from chalicelib.domain.request import FieldWanted
from chalicelib.service.rank_candidates import rank_candidates
from tests.builders import MATSUYAMA, MONTHS, PROCUREMENT, SECURITY, UCHIKO, a_request, an_expert, engage, memory_office


def test_an_expert_is_known_by_what_is_asked_and_nothing_beyond() -> None:
    """One field of two, two months of six, one town of four: what decides nothing is in no receipt."""
    office = memory_office()
    engage(office, an_expert(levels={PROCUREMENT: 4, SECURITY: 5}))
    request = a_request(office, months={"2026-12": 4, "2027-01": 4})

    (candidate,) = rank_candidates(office, office.cases.case(request.id)).receipt.document["candidates"]

    assert candidate["levels"] == {PROCUREMENT: 4}
    assert candidate["areas"] == [UCHIKO]
    assert candidate["free"] == {"2026-12": 8, "2027-01": 8}
    assert candidate["cap_left"] == {"2026-12": 20, "2027-01": 20}


def test_what_is_left_out_changes_no_ranking() -> None:
    """Experts who differ in everything that was not asked for rank as if they did not; the receipt proves it."""
    office = memory_office()
    plain = an_expert(levels={PROCUREMENT: 4}, months={month: an_expert().months[month] for month in MONTHS[1:3]})
    versed = an_expert(levels={PROCUREMENT: 4, SECURITY: 5}, base=MATSUYAMA)
    engage(office, plain, replace(versed, months=an_expert().months))
    request = a_request(office, fields=(FieldWanted(PROCUREMENT, 3, 3),), months={"2026-12": 4, "2027-01": 4})

    ranked = rank_candidates(office, office.cases.case(request.id))

    first, second = ranked.ranking.ranked
    assert first.score == second.score
    assert matching.receipt.verify(ranked.receipt.document) == ()


def test_other_terms_bring_other_months() -> None:
    """A counter-offer is ranked, and its receipt written, for the months that the expert proposes."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office, months={"2026-12": 4})

    ranked = rank_candidates(office, office.cases.case(request.id), months={"2027-02": 2})

    assert ranked.receipt.document["candidates"][0]["free"] == {"2027-02": 8}
    assert ranked.order == ("e01",)
