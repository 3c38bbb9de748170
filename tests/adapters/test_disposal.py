"""A case that is disposed of loses its words on every store, and verifies as what it is."""

from chalicelib.service.dispose_records import dispose_request
from chalicelib.service.office import Office
from chalicelib.service.verify_record import verify_record
from tests.builders import SECRETARIAT
from tests.service.test_dispose_records import PERSONAL, REASON, a_closed_case, everything, go_to


def test_words_are_gone_from_every_store_and_the_chain_is_whole(office: Office) -> None:
    """Sessions, report, offers, assignments, letters, and the receipt that named an expert's client."""
    request_id = a_closed_case(office)
    assert [words for words in PERSONAL if words not in everything(office, request_id)] == ["先約"]
    go_to(office, 2032)

    dispose_request(office, SECRETARIAT, request_id, reason=REASON)

    assert [words for words in PERSONAL if words in everything(office, request_id)] == []
    verdict = verify_record(office, "request", request_id)
    assert (verdict.fault, verdict.disposed) == (None, True)
