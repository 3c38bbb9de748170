"""What municipalities do: ask, put candidates in order, answer what they are asked back, take a request back."""

from functools import partial

from benchmarks.year.mailbox import Mail
from benchmarks.year.season import month_at
from benchmarks.year.wishes import joining, wish
from benchmarks.year.year import Year, clerk
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.shortlist_experts import prefer_experts
from chalicelib.service.submit_request import file_request, submit_request
from chalicelib.service.withdraw_request import withdraw_request


def ask(year: Year, town: str) -> None:
    """Half of the towns write a draft first, and some never come back to it."""
    if year.likely(0.5):
        draft(year, town)
    else:
        content = wish(year.scale, year.chance, town, month_at(year.office.now()))
        towns = (town, *joining(year.scale, year.chance, town))
        changed_mind(year, file_request(year.office, clerk(town), content=content, municipalities=towns).id, town)


def draft(year: Year, town: str) -> None:
    """Begin, save once more, submit some days later."""
    begun = open_draft(year.office, clerk(town), {"title": ("下書き",)})
    save_draft(year.office, clerk(town), begun.id, typed={"situation": ("担当は2人です。",)}, version=None)
    if year.likely(0.93):
        year.plan(partial(submit, year, begun.id, town), hours=year.chance.uniform(1, 120))


def submit(year: Year, request_id: str, town: str) -> None:
    """What was a draft, or had been returned."""
    content = wish(year.scale, year.chance, town, month_at(year.office.now()))
    towns = year.office.cases.case(request_id).request.municipalities
    submit_request(year.office, clerk(town), request_id, content=content, municipalities=towns)
    changed_mind(year, request_id, town)


def changed_mind(year: Year, request_id: str, town: str) -> None:
    """Three in a hundred requests are taken back some day, if nobody is engaged by then."""
    if year.likely(0.03):
        withdraw = partial(withdraw_request, year.office, clerk(town), request_id, reason="庁内の事情により")
        year.plan(lambda: _done(withdraw()), days=year.chance.uniform(2, 25))


def returned(year: Year, mail: Mail) -> None:
    """Something is unclear: it is asked again, clearer."""
    year.plan(partial(submit, year, mail.letter.about, _lead(year, mail)), days=year.chance.uniform(0.5, 6))


def candidates_ready(year: Year, mail: Mail) -> None:
    """Three of four towns put the candidates in order before the secretariat goes on without."""
    if year.likely(0.75):
        year.plan(partial(_prefer, year, mail.letter.about, _lead(year, mail)), days=year.chance.uniform(0.2, 3))


def _prefer(year: Year, request_id: str, town: str) -> None:
    shortlist = list(year.office.cases.case(request_id).request.shortlist)
    if year.likely(0.3):
        year.chance.shuffle(shortlist)
    prefer_experts(year.office, clerk(town), request_id, order=tuple(shortlist[:3]))


def _lead(year: Year, mail: Mail) -> str:
    return year.office.cases.case(mail.letter.about).request.lead


def _done(_: object) -> None:
    """Nothing more follows."""
