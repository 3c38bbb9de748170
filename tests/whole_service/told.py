"""Who must have been told of what: each audit event has its letters, and no letter is without its event."""

from collections import Counter
from collections.abc import Mapping, Sequence

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Case
from chalicelib.service.notices import NOTICES
from chalicelib.service.office import Office

# Letters that an event always brings; the secretariat's go to two addresses.
ALWAYS: Mapping[str, str] = {
    "request:drafted": "",
    "request:saved": "",
    "request:submitted": "request_received new_request new_request",
    "request:taken": "",
    "request:returned": "request_returned",
    "request:answered": "request_answered",
    "request:referred": "request_referred",
    "request:shortlisted": "",
    "request:preferred": "",
    "request:waiting": "nobody_found nobody_fits nobody_fits",
    "request:withdrawn": "",
    "request:cancelled": "request_cancelled",
    "offer:approved": "offer",
    "offer:sent": "",
    "offer:undelivered": "mail_bounced mail_bounced",
    "offer:sent-again": "offer",
    "letter:undelivered": "",
    "offer:reminded": "offer_reminder",
    "offer:accepted": "decided answer_received answer_came answer_came",
    "offer:declined": "answer_received answer_came answer_came",
    "offer:countered": "answer_received answer_came answer_came",
    "offer:expired": "deadline_passed deadline_passed",
    "offer:recalled": "",
    "session:recorded": "",
    "session:corrected": "",
    "support:over": "support_over",
    "request:completed": "report_due",
    "report:reminded": "report_reminder",
    "report:overdue": "report_overdue report_overdue",
    "request:exported": "",
    "request:handed-over": "",
    "request:disposed": "",
    "request:closed": "report_came report_came",
}
# Letters that it may bring besides, as the case stands.
NOBODY_LEFT = "nobody_found nobody_fits"
PERHAPS: Mapping[str, str] = {
    # Not when a mail that had come back arrives after all; see below.
    "offer:sent": "offer_sent",
    # Not where it was told before that the same letter did not arrive.
    "letter:undelivered": "mail_bounced",
    # Not where the secretariat offers at once.
    "request:shortlisted": "candidates_ready",
    # Nobody knew of a draft.
    "request:withdrawn": "request_withdrawn request_gone offer_recalled",
    "request:cancelled": "offer_recalled",
    "offer:accepted": "other_chosen",
    "offer:declined": NOBODY_LEFT,
    "offer:expired": NOBODY_LEFT,
    "offer:recalled": f"offer_recalled {NOBODY_LEFT}",
    # To each expert without a session, and to each who helped.
    "support:over": "session_due",
    "request:completed": "support_ended",
}


def every_event_has_its_letters(office: Office, cases: Sequence[Case]) -> None:
    """As many of each notice as the trail asks for, more only where it allows more, each to its own audience."""
    for case in cases:
        events, letters = office.cases.events(case.request.id, limit=1_000), office.letters.about(case.request.id)
        if case.request.state == "disposed":
            # Its letters went with what it said.
            assert not letters
            continue
        sent, owed = Counter(letter.notice for letter in letters), _owed(events)
        allowed = {notice for event in events for notice in PERHAPS.get(event.what, "").split()}
        for notice in sent | owed:
            assert sent[notice] >= owed[notice], f"{notice} is missing"
            assert sent[notice] == owed[notice] or notice in allowed, f"{notice}: no reason for it"
        assert all(letter.audience is NOTICES[letter.notice].audience for letter in letters)


def whoever_was_asked_is_told_that_it_is_over(office: Office, cases: Sequence[Case]) -> None:
    """An approved offer that was taken back has its letter that says so."""
    for case in cases:
        letters = office.letters.about(case.request.id)
        ended = {letter.offer_id for letter in letters if letter.notice in ("offer_recalled", "other_chosen")}
        for offer in case.in_state("recalled"):
            assert not offer.sent_at or offer.id in ended, f"{offer.id} was taken back in silence"


def towns_know_of_every_offer(office: Office, cases: Sequence[Case]) -> None:
    """A town was told of each offer that left, at least once."""
    for case in cases:
        left = {event.facts["offer"] for event in office.cases.events(case.request.id) if event.what == "offer:sent"}
        told = [letter for letter in office.letters.about(case.request.id) if letter.notice == "offer_sent"]
        assert len(told) >= len(left)


def waiting_says_so(office: Office, cases: Sequence[Case]) -> None:
    """Both sides know of a request that waits for an expert."""
    for case in cases:
        if case.request.state == "waiting":
            notices = {letter.notice for letter in office.letters.about(case.request.id)}
            assert {"nobody_found", "nobody_fits"} <= notices


def _owed(events: Sequence[AuditEvent]) -> Counter[str]:
    return Counter(notice for event in events for notice in ALWAYS[event.what].split())
