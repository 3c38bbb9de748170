"""What each step of the form offers to choose from, as (value, words) or (value, words, hint)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chalicelib.web import words
from chalicelib.web.forms import limits
from chalicelib.web.forms.fields import rows_of
from chalicelib.web.forms.months import shown_months
from chalicelib.web.municipality.draft import Draft

Options = Mapping[str, Sequence[Any]]

KIND_HINTS = {
    "consultation": "メール・電話・オンライン会議で相談します",
    "visit": "専門官が庁舎などへうかがいます",
    "accompaniment": "数か月にわたり、定期的に一緒に進めます",
    "training": "職員向けの研修や勉強会を行います",
    "outreach": "地元の事業者と連携して、住民向けの講座などを行います",
}


def options_for(step: str, draft: Draft) -> Options:
    """The step's options by name."""
    return OFFERED[step](draft)


def _officer(draft: Draft) -> Options:
    around = draft.surroundings
    return {"municipalities": [(code, around.profile.municipalities[code].name) for code in around.neighbours]}


def _support(draft: Draft) -> Options:
    categories = draft.surroundings.profile.categories
    return {
        "kinds": [(code, name, KIND_HINTS[code]) for code, name in words.KINDS.items()],
        "stages": list(words.STAGES.items()),
        "categories": [(term.code, term.name) for term in categories.values()],
    }


def _fields(draft: Draft) -> Options:
    fields = draft.surroundings.profile.fields
    return {
        "rows": rows_of(draft.typed),
        "fields": [(term.code, term.name) for term in fields.values()],
        "levels": [(str(level), f"{level}　{name}") for level, name in words.LEVELS.items()],
        "weights": [(str(weight), f"{weight}　{name}") for weight, name in words.WEIGHTS.items()],
    }


def _months(draft: Draft) -> Options:
    return {
        "months": shown_months(draft.typed, draft.surroundings),
        "modes": list(words.MODES.items()),
        "places": list(draft.surroundings.places.items()),
        "numbers": [(str(number), f"{number}人") for number in range(1, limits.PLACES + 1)],
    }


def _circumstances(draft: Draft) -> Options:
    return {"experts": list(draft.experts.items())}


OFFERED: dict[str, Callable[[Draft], Options]] = {
    "officer": _officer,
    "support": _support,
    "fields": _fields,
    "months": _months,
    "circumstances": _circumstances,
}
