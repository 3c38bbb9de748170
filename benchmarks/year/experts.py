"""What experts do: answer by the link of the mail, with yes, no, or yes but; late, or never."""

from collections.abc import Mapping
from functools import partial

from benchmarks.year.mailbox import Mail
from benchmarks.year.season import months_of
from benchmarks.year.year import LINK, SECRETARIAT, Year
from chalicelib.domain.errors import InvalidContent, NoFreeHalfDays
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.open_offer import OpenedOffer, open_by_token

ANSWERS = {"accept": 74, "decline": 11, "counter": 7, "silent": 8}
MEDIAN_HOURS, SPREAD = 14, 1.0


def asked(year: Year, mail: Mail) -> None:
    """An offer has come: it is answered some time, or not."""
    answer = year.chance.choices(list(ANSWERS), list(ANSWERS.values()))[0]
    if answer != "silent":
        token = LINK.findall(mail.wording.text)[0]
        hours = MEDIAN_HOURS * year.chance.lognormvariate(0, SPREAD)
        year.plan(partial(_answer, year, token, answer), office_hours=False, hours=hours)


def _answer(year: Year, token: str, answer: str) -> None:
    opened = open_by_token(year.office, token)
    # Their own conditions, and months that are full, leave nothing to haggle over.
    own_terms = dict(opened.offer.months) != dict(opened.case.request.asked.months)
    if answer == "accept" or own_terms:
        _accept(year, opened)
    elif answer == "counter":
        _counter(year, opened)
    else:
        decline_offer(year.office, opened, note="先約があります")


def _accept(year: Year, opened: OpenedOffer) -> None:
    try:
        accept_offer(year.office, opened, note="よろしくお願いします")
    except NoFreeHalfDays:
        year.noted["accepted too late: months full"] += 1
        decline_offer(year.office, opened, note="その月は埋まってしまいました")


def _counter(year: Year, opened: OpenedOffer) -> None:
    try:
        counter_offer(year.office, opened, months=_other(opened.offer.months), note="この回数なら伺えます")
    except InvalidContent:
        decline_offer(year.office, opened, note="条件が合いません")


def _other(months: Mapping[str, int]) -> dict[str, int]:
    """A half-day less where there is one to spare, else all a month later."""
    if any(half_days > 1 for half_days in months.values()):
        return {month: max(1, half_days - 1) for month, half_days in months.items()}
    return {months_of(month, 2)[1]: half_days for month, half_days in months.items()}


def change_capacities(year: Year) -> None:
    """Each month one expert in ten has more time in some month ahead, or less."""
    for expert in year.office.experts.experts():
        if year.likely(0.1):
            month = year.chance.choice(sorted(expert.months)[-6:])
            book = expert.months[month]
            capacity = max(book.booked, book.capacity + year.chance.choice([-2, -1, 1, 2]))
            set_capacity(year.office, SECRETARIAT, expert.id, months={month: capacity})
