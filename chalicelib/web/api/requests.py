"""Requests over the API: filed, listed, read, ranked."""

from datetime import date, timedelta

import matching
from chalicelib.domain.calendar import local_day, month_of
from chalicelib.domain.case import Case
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import Forbidden, InvalidContent, UnknownCode
from chalicelib.domain.identity import Role
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.domain.request import Content, FieldWanted, Kind, Mode, Officer, RequestRow, Stage
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import rank_candidates
from chalicelib.service.sight import case_for, watcher_for
from chalicelib.service.submit_request import file_request
from chalicelib.web.api.asked import PAGING, like, one_of
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.given import RequestGiven
from chalicelib.web.api.said import (
    Candidates,
    ContentSaid,
    ExcludedSaid,
    OfferSaid,
    PartsSaid,
    RankedSaid,
    RequestLine,
    RequestList,
    RequestMade,
    RequestWhole,
)
from chalicelib.web.forms import limits

MUNICIPALITY = like("municipality", "6-digit code of a municipality that takes part", "[0-9]{6}", example="{town}")
STATES = sorted({target for _, _, target in REQUEST.moves} | {"open"})


def filed(call: Call, errand: Errand) -> RequestMade:
    """The request that was filed."""
    return RequestMade.model_validate(case_for(call.office, call.actor, errand.record).request)


@endpoint("POST", "/v1/requests", again=filed, body=RequestGiven, answer=RequestMade, status=201)
def file(call: Call) -> RequestMade:
    """File a request; it is submitted at once and takes its number."""
    given: RequestGiven = call.body
    towns = tuple(given.municipalities)
    if call.actor.role is Role.MUNICIPALITY and call.actor.municipality != towns[0]:
        raise Forbidden("a municipality files requests of its own")
    request = file_request(call.office, call.actor, content=_content(call.office, given), municipalities=towns)
    return RequestMade.model_validate(request)


@endpoint(
    "GET",
    "/v1/requests",
    answer=RequestList,
    query=(
        one_of("state", "a state, or `open` for all that still need somebody's hand", STATES, example="open"),
        MUNICIPALITY,
        *PAGING,
    ),
)
def search(call: Call) -> RequestList:
    """List requests, newest first."""
    watcher = municipality_asked(call) or watcher_for(call.office, call.actor)
    state = call.asked("state")
    page = call.office.cases.rows(watcher, state=state, cursor=call.asked("cursor"), limit=call.limit)
    visible = [row for row in page.rows if row.number or call.actor.municipality in row.municipalities]
    return RequestList(requests=[_line(row) for row in visible], cursor=page.cursor)


@endpoint("GET", "/v1/requests/{request_id}", answer=RequestWhole)
def read(call: Call, request_id: str) -> RequestWhole:
    """Read a request with its offers."""
    case = case_for(call.office, call.actor, request_id)
    request = case.request
    return RequestWhole(
        **_line(RequestRow.of(request)).model_dump(),
        version=request.version,
        content=ContentSaid.model_validate(request.content) if request.content else None,
        shortlist=list(request.shortlist),
        preference=list(request.preference),
        remark=request.remark,
        offers=[OfferSaid.model_validate(offer) for offer in case.offers],
    )


@endpoint("GET", "/v1/requests/{request_id}/candidates", answer=Candidates)
def candidates(call: Call, request_id: str) -> Candidates:
    """Rank all experts for a request as they stand now, with reasons."""
    return _candidates(call.office, case_for(call.office, call.actor, request_id))


def municipality_asked(call: Call) -> str | None:
    """The municipality a list is asked for; UnknownCode, and Forbidden for another municipality's list."""
    code = call.asked("municipality")
    if code is None:
        return None
    if code not in call.office.profile.municipalities:
        raise UnknownCode("municipality", code)
    if call.actor.municipality not in (None, code):
        raise Forbidden("another municipality's list")
    return code


def _line(row: RequestRow) -> RequestLine:
    return RequestLine.model_validate(row)


def _candidates(office: Office, case: Case) -> Candidates:
    ranking, words = rank_candidates(office, case).ranking, office.profile.words()
    ranked = [
        RankedSaid(
            expert=entry.expert,
            rank=entry.rank,
            score=entry.score,
            parts=PartsSaid(**entry.parts._asdict()),
            reasons=list(matching.sentences(entry, words=words, language="ja")) if entry.facts else [],
        )
        for entry in ranking.ranked
    ]
    excluded = [
        ExcludedSaid(expert=entry.expert, reasons=[why.sentence(words=words, language="ja") for why in entry.reasons])
        for entry in ranking.excluded
    ]
    return Candidates(ranked=ranked, excluded=excluded)


def _content(office: Office, given: RequestGiven) -> Content:
    _within_a_year(local_day(office.now()), given)
    place = given.place or given.municipalities[0]
    return Content(
        officer=Officer(**given.officer.model_dump()),
        title=given.title,
        situation=given.situation,
        wish=given.wish,
        kind=Kind(given.kind),
        stage=Stage(given.stage),
        category=given.category,
        fields=tuple(FieldWanted(**field.model_dump()) for field in given.fields),
        months={month: half_days for month, half_days in sorted(given.months.items()) if half_days},
        mode=Mode(given.mode),
        place=place,
        places=given.places,
        head_of_section=given.head_of_section,
        agreed_on=given.agreed_on,
        business_partner=given.business_partner,
        place_note=given.place_note,
        impossible_dates=given.impossible_dates,
        wanted=frozenset(given.wanted),
        unwanted=frozenset(given.unwanted),
        procurement_near=given.procurement_near,
        vendors=tuple(given.vendors),
        may_be_shown=given.may_be_shown,
    )


def _within_a_year(today: date, given: RequestGiven) -> None:
    last = month_of(today + timedelta(days=31 * limits.MONTHS_AHEAD))
    if max(given.months) > last:
        raise InvalidContent({"months": f"{limits.MONTHS_AHEAD}か月先までの月を指定してください"})
