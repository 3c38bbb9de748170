"""How a request comes in, is reviewed, and ends."""

from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.export_case import record_export
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.submit_request import file_request, submit_request
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.builders import CLERK, OZU, SECRETARIAT, UCHIKO, a_request, content
from tests.faults.use_case import OFFICE, TOWN, Deed, UseCase, in_review, sent


def drafted(office: Office) -> Request:
    """A draft with a title."""
    return open_draft(office, CLERK, {"title": ("窓口予約",)})


def opening(office: Office) -> Deed:
    """A municipality begins."""
    return lambda office: open_draft(office, TOWN, {"title": ("窓口予約",)})


def saving(office: Office) -> Deed:
    """A municipality goes on."""
    draft = drafted(office)
    return lambda office: save_draft(office, TOWN, draft.id, typed={"wish": ("早く",)}, version=draft.version)


def submitting(office: Office) -> Deed:
    """A municipality has written everything down, another was first in this year."""
    a_request(office, of=OZU)
    draft = drafted(office)
    return lambda office: submit_request(
        office, TOWN, draft.id, content=content(), municipalities=(UCHIKO, OZU), version=draft.version
    )


def submitting_again(office: Office) -> Deed:
    """A municipality answers what it was asked back."""
    request = in_review(office)
    back = reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="確認のお願い")
    return lambda office: submit_request(
        office, TOWN, back.id, content=content(), municipalities=(UCHIKO,), version=back.version
    )


def filing(office: Office) -> Deed:
    """A machine files a request that was no draft."""
    return lambda office: file_request(office, TOWN, content=content(), municipalities=(UCHIKO,))


def taking(office: Office) -> Deed:
    """A request has come in."""
    request = a_request(office)
    return lambda office: take_request(office, OFFICE, request.id)


def replying(office: Office) -> Deed:
    """It needs no expert."""
    request = in_review(office)
    return lambda office: reply_to_request(office, OFFICE, request.id, reply="answer", remark="電話で済みました")


def shortlisting(office: Office) -> Deed:
    """It needs one."""
    request = in_review(office)
    return lambda office: shortlist_experts(office, OFFICE, request.id)


def shortlisting_nobody(office: Office) -> Deed:
    """It needs one, and nobody is free."""
    request = in_review(office, months={"2027-03": 60})
    return lambda office: shortlist_experts(office, OFFICE, request.id)


def preferring(office: Office) -> Deed:
    """The candidates are on the town's table."""
    request = in_review(office)
    shortlist_experts(office, SECRETARIAT, request.id)
    return lambda office: prefer_experts(office, TOWN, request.id, order=("e02", "e01"))


def withdrawing(office: Office) -> Deed:
    """The town needs nobody any more, an expert has been asked."""
    request_id, _, _ = sent(office)
    return lambda office: withdraw_request(office, TOWN, request_id, reason="取りやめ")


def cancelling(office: Office) -> Deed:
    """An expert is engaged."""
    request_id, _, token = sent(office)
    accept_offer(office, open_by_token(office, token))
    return lambda office: cancel_request(office, OFFICE, request_id, reason="予算の都合")


def taking_out(office: Office) -> Deed:
    """Somebody outside asks for the whole case."""
    request = in_review(office)
    return lambda office: record_export(office, OFFICE, request.id, purpose="監査のため")


USE_CASES = (
    UseCase(open_draft, opening),
    UseCase(save_draft, saving),
    UseCase(submit_request, submitting),
    UseCase(submit_request, submitting_again, "returned"),
    UseCase(file_request, filing),
    UseCase(take_request, taking),
    UseCase(reply_to_request, replying),
    UseCase(shortlist_experts, shortlisting),
    UseCase(shortlist_experts, shortlisting_nobody, "nobody fits"),
    UseCase(prefer_experts, preferring),
    UseCase(withdraw_request, withdrawing),
    UseCase(cancel_request, cancelling, "engaged"),
    UseCase(record_export, taking_out),
)
