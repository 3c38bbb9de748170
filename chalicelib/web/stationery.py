"""Letters in words: one folder per notice with `subject.txt` and `body.txt`; experts get the same words as HTML too."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import category

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chalicelib.domain.calendar import month_in_words
from chalicelib.domain.letter import Audience, Wording
from chalicelib.domain.profile import Profile
from chalicelib.service.notices import NOTICES
from chalicelib.web import notice_words, phrases, words
from chalicelib.web.folding import fold

LETTERS = Path(__file__).parent / "letters"
FILTERS = {
    "briefly": phrases.briefly,
    "half_days": phrases.half_days,
    "instant": phrases.instant,
    "month": month_in_words,
    "slashed": phrases.slashed,
    "yen": phrases.yen,
}
# Where each audience reads on; experts have no page but the answer page, and a code is mailed without any link.
PAGES = {
    Audience.MUNICIPALITY: "/requests/{request_id}",
    Audience.EXPERT: "/answer",
    Audience.SECRETARIAT: "/console/requests/{request_id}",
}


class Stationery:
    """`ports.Stationery`; `site` is the address links begin with."""

    def __init__(self, profile: Profile, *, site: str) -> None:
        self.profile, self.site = profile, site

    def wording(self, notice: str, facts: Mapping[str, Any]) -> Wording:
        audience = NOTICES[notice].audience
        context = {"repeated": False, **facts, "link": self._link(audience, facts)}
        subject = self._templates.get_template(f"{notice}/subject.txt").render(context)
        text = self._templates.get_template(f"{notice}/body.txt").render(context)
        html = self._html(text, link=context["link"]) if audience is Audience.EXPERT else ""
        return Wording(one_line(subject), fold(text), html)

    def _link(self, audience: Audience, facts: Mapping[str, Any]) -> str:
        of_case = PAGES.get(audience, "") if "request_id" in facts else ""
        path = "/answer/{token}" if "token" in facts else of_case
        return self.site + path.format_map(facts)

    def _html(self, text: str, *, link: str) -> str:
        paragraphs = [paragraph.split("\n") for paragraph in re.split(r"\n{2,}", text.strip())]
        return self._templates.get_template("letter.html").render(paragraphs=paragraphs, link=link)

    @cached_property
    def _templates(self) -> Environment:
        templates = Environment(
            loader=FileSystemLoader(LETTERS),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters.update(FILTERS, line=one_line, quoted=quoted)
        templates.globals.update(profile=self.profile, site=self.site, words=words, notice_words=notice_words.NOTICES)
        return templates


def one_line(text: str) -> str:
    """What somebody typed as one line without control characters, so that it can neither end a line nor a header."""
    return "".join(sign for sign in " ".join(text.split()) if category(sign) != "Cc")


def quoted(text: str) -> str:
    """What somebody typed, set apart from our own words line by line."""
    return "\n".join(f"> {one_line(line)}".rstrip() for line in text.strip().splitlines())
