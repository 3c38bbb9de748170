"""The forms of a page, as a browser would send them untouched."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """Where it is sent, what it holds, and what each of its lists offers."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


def forms_of(html: str) -> list[Form]:
    """Every form of the page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_to(forms: Iterable[Form], end: str, *, asking: str = "") -> Form | None:
    """The first form whose action ends like this, and that asks for a certain field where one is named."""
    fitting = (form for form in forms if form.action.endswith(end) and (not asking or asking in form.choices))
    return next(fitting, None)


class _Reader(HTMLParser):
    """Hidden and typed values, ticked boxes, text areas, lists."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms:
            self._note(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, text: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area][-1] += text

    def _note(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "textarea":
            self._area = name
            form.fields[name] = [""]
        elif tag == "select":
            self._list = name
            form.choices[name] = []
        elif tag == "option" and given.get("value"):
            form.choices[self._list].append(given["value"])
            if "selected" in given:
                form.fields[self._list] = [given["value"]]

    @staticmethod
    def _input(form: Form, name: str, given: dict[str, str]) -> None:
        if given.get("type") not in ("radio", "checkbox") or "checked" in given:
            form.fields.setdefault(name, []).append(given.get("value", ""))
