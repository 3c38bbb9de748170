"""What `profile.toml` says: names, addresses, caps, rates and the figures of the travel formula."""

import re

from chalicelib.domain.profile import Caps, Contact, Names, Post, Rates, Retention, Staff
from chalicelib.profiles.entry import Entry
from chalicelib.profiles.roads import Roads

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST_ANSWER_DAYS = 60
HALF_DAYS_OF_A_MONTH = 62
MANY_HALF_DAYS = 9_999
LONGEST_RETENTION = 99
MOST_YEN = 1_000_000


def read_answer_working_days(top: Entry) -> int:
    """How many working days an expert has to answer an offer."""
    return top.whole("answer_working_days", least=1, most=LONGEST_ANSWER_DAYS)


def read_areas(section: Entry) -> dict[str, str]:
    """Names of the areas by key."""
    return {key: section.text(key) for key in section.values}


def read_names(section: Entry) -> Names:
    """What things and people are called here."""
    return Names(
        service=section.text("service"),
        prefecture=section.text("prefecture"),
        secretariat=section.text("secretariat"),
        centre=section.text("centre"),
        municipality=section.text("municipality"),
        expert=section.text("expert"),
    )


def read_contact(section: Entry) -> Contact:
    """Whom to call."""
    return Contact(
        office=section.text("office"),
        telephone=section.text("telephone"),
        email=section.email("email"),
        hours=section.text("hours"),
    )


def read_post(section: Entry) -> Post:
    """Where letters come from and go to."""
    return Post(
        sender_name=section.text("sender_name"),
        sender=section.email("sender"),
        reply_to=section.email("reply_to"),
        secretariat=section.email("secretariat"),
        centre=section.email("centre"),
    )


def read_staff(section: Entry) -> Staff:
    """Whose addresses may be let in: domains with blanks between them."""
    domains = tuple(section.text("mail_domains").split())
    for domain in domains:
        if not DOMAIN.fullmatch(domain):
            section.fault(f"mail_domains has {domain}, which is no domain in small letters", "mail_domains")
    return Staff(domains)


def read_caps(section: Entry) -> Caps:
    """Half-days that need no reason."""
    return Caps(
        expert_month=section.whole("expert_month", least=1, most=HALF_DAYS_OF_A_MONTH),
        municipality_year=section.whole("municipality_year", least=1, most=MANY_HALF_DAYS),
        project=section.whole("project", least=1, most=MANY_HALF_DAYS),
    )


def read_rates(section: Entry) -> Rates:
    """Yen for a half-day and the prefecture's share of it."""
    return Rates(
        half_day_yen=section.whole("half_day_yen", least=1, most=MOST_YEN),
        prefecture_share=section.whole("prefecture_share", least=0, most=100),
    )


def read_retention(section: Entry) -> Retention:
    """Fiscal years that records are kept."""
    return Retention(
        case=section.whole("case", least=1, most=LONGEST_RETENTION),
        expert=section.whole("expert", least=1, most=LONGEST_RETENTION),
    )


def read_roads(section: Entry) -> Roads:
    """The figures of the travel formula."""
    return Roads(
        minutes_at_ends=section.whole("minutes_at_ends", least=0, most=240),
        detour=section.number("detour", least=1, most=5),
        km_per_hour=section.number("km_per_hour", least=1, most=300),
    )
