"""Pages from templates: everything escaped, nothing undefined, every path under the service's own prefix."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chalicelib.domain.calendar import moment_in_words, month_in_words
from chalicelib.web import charts, phrases, static_files

PAGES = Path(__file__).parent / "pages"
FILTERS = {
    "wareki": phrases.wareki,
    "moment": moment_in_words,
    "month": month_in_words,
    "half_days": phrases.half_days,
    "yen": phrases.yen,
    "per_mille": phrases.per_mille,
}
# What a page may leave out; `errors` maps a field's name to what is wrong with it.
UNLESS_GIVEN: dict[str, object] = {"base_path": "", "csrf": "", "errors": {}, "nav": (), "user": None}


def render(template: str, /, **context: object) -> str:
    """The page as HTML; jinja2.UndefinedError names what the template needs and was not given."""
    known = UNLESS_GIVEN | context
    return environment(str(known["base_path"])).get_template(template).render(known)


@cache
def environment(base_path: str) -> Environment:
    """Templates whose `url(path)` and `static(name)` lead below `base_path`."""

    def url(path: str) -> str:
        return base_path + path if path.startswith("/") else path

    def static(name: str) -> str:
        return url(static_files.address(name))

    pages = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    pages.globals.update(url=url, static=static, charts=charts)
    pages.filters.update(FILTERS)
    return pages
