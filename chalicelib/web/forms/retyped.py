"""A request's content as somebody would have typed it: for requests that came without the form."""

from collections.abc import Mapping

from chalicelib.domain.request import Content
from chalicelib.web.forms.choices import NO, YES
from chalicelib.web.forms.figures import day_typed

Controls = dict[str, tuple[str, ...]]


def retyped(content: Content, municipalities: tuple[str, ...]) -> Controls:
    """Every control with its value; the first municipality asks, the others join."""
    return {
        **_single(_texts(content)),
        **day_typed("agreed_on", content.agreed_on),
        "municipalities": municipalities[1:],
        **_fields(content),
        **{f"months-{month}": (str(half_days),) for month, half_days in content.months.items()},
        "wanted": tuple(sorted(content.wanted)),
        "unwanted": tuple(sorted(content.unwanted)),
    }


def _texts(content: Content) -> dict[str, str]:
    officer = content.officer
    named = ("title", "situation", "wish", "kind", "stage", "category", "business_partner", "head_of_section")
    placed = ("mode", "place", "place_note", "impossible_dates", "places")
    return {
        "officer_name": officer.name,
        "officer_department": officer.department,
        "officer_email": officer.email,
        "officer_telephone": officer.telephone,
        **{name: str(getattr(content, name)) for name in (*named, *placed)},
        "procurement_near": YES if content.procurement_near else NO,
        "vendors": "\n".join(content.vendors),
        "may_be_shown": YES if content.may_be_shown else NO,
        "undecided": "" if content.fields else YES,
    }


def _fields(content: Content) -> Controls:
    rows: dict[str, str] = {}
    for place, field in enumerate(content.fields, 1):
        rows[f"fields-{place}-code"] = field.code
        rows[f"fields-{place}-level"] = str(field.level)
        rows[f"fields-{place}-weight"] = str(field.weight)
        rows[f"fields-{place}-mandatory"] = YES if field.mandatory else ""
    return _single(rows)


def _single(values: Mapping[str, str]) -> Controls:
    return {name: (value,) for name, value in values.items()}
