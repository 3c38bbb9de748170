"""The way through the form: its steps in order, and which comes before and after."""

from chalicelib.domain.errors import NotFound

# The steps of the form, and the page that ends it.
LABELS = {
    "officer": "担当者",
    "support": "支援の内容",
    "fields": "分野",
    "months": "時期と場所",
    "circumstances": "事情と希望",
    "check": "確認と提出",
}
ORDER = tuple(LABELS)
NAMING_EXPERTS = "circumstances"


def known_step(step: str) -> str:
    """The step; NotFound when the form has none such."""
    if step not in ORDER[:-1]:
        raise NotFound(step)
    return step


def place_of(step: str) -> int:
    """Which step it is, counted from 1."""
    return ORDER.index(step) + 1


def address(request_id: str, step: str) -> str:
    """Where the step is."""
    return f"/requests/{request_id}/check" if step == "check" else f"/requests/{request_id}/edit/{step}"


def after(request_id: str, step: str) -> str:
    """Where the next step is."""
    return address(request_id, ORDER[ORDER.index(step) + 1])


def before(request_id: str, step: str) -> str:
    """Where the step before is; the list before the first."""
    place = ORDER.index(step)
    return address(request_id, ORDER[place - 1]) if place else "/requests"
