"""One visit: what a browser sent, who sent it, and the answers a view can give."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlencode

from chalice.app import Request, Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Actor, Session, digest
from chalicelib.service.office import Office
from chalicelib.web import cookies, stamp, words
from chalicelib.web.counter import counter
from chalicelib.web.headers import EVERYWHERE, PRIVATE, RESTED, later_by, safe
from chalicelib.web.menu import menu
from chalicelib.web.rendering import render
from chalicelib.web.typed import Typed

FORM = "application/x-www-form-urlencoded"
LARGEST_FORM = 1_000_000
HOUR = 3600
MOST_FIELDS = 2_000
Params = Mapping[str, str]


class FormTooLarge(Exception):
    """More was sent than any of our forms can hold."""


@dataclass
class Visit:
    """`route` is the path's pattern; `typed` what a form sent, unfolded but otherwise as typed."""

    office: Office
    method: str
    route: str
    path: str
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    network: str
    typed: Typed = field(default_factory=Typed)
    session: Session | None = None
    cookies: list[str] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """Who acts; only visits of signed-in people have one."""
        if self.session is None:
            raise RuntimeError(f"{self.route} is open to people who are not signed in")
        user = self.session.user
        return Actor(user.id, user.role, "web", user.municipality, self.errand)

    @property
    def errand(self) -> str:
        """The key of what was sent: whose, where to, from which rendering of the form, and every word of it.

        Empty for people who are not signed in, and for what carries no stamp of ours.
        """
        once = stamp.once_of(self.typed.value(stamp.NAME))
        if self.session is None or not once:
            return ""
        sent = {name: values for name, values in self.typed.given.items() if name != stamp.NAME}
        return digest(f"{self.session.user.id} {self.path} {once} {urlencode(sorted(sent.items()), doseq=True)}")

    def sent_before(self) -> Errand | None:
        """What this very form did when it came before; None when it is new or came to nothing."""
        try:
            known = self.office.errands.errand(self.errand) if self.errand else None
        except NotFound:
            return None
        return known if known and known.sequence else None

    @property
    def here(self) -> str:
        """The address as it was asked for, query and all."""
        return self.path + (f"?{urlencode(self.query, doseq=True)}" if self.query else "")

    def stamped(self, once: str) -> str:
        """The stamp of a form that is rendered for this visitor."""
        return stamp.stamped(self.session.csrf if self.session else "", once)

    def asked(self, name: str) -> str:
        """A value of the query string, empty when it was not given."""
        values = self.query.get(name) or [""]
        return values[-1].strip()

    def cookie(self, name: str) -> str:
        """The value of a cookie, empty when the browser has none."""
        return cookies.read(self.headers.get("cookie", ""), name)

    def page(self, template: str, /, *, status: int = 200, **context: object) -> Response:
        """A page with the service's frame around it."""
        profile, user = self.office.profile, self.session.user if self.session else None
        frame = {
            "service": profile.names.service,
            "contact": profile.contact,
            "nav": () if self.session and self.session.half_open else menu(user, self.path),
            "user": user and {"name": user.name, "role_name": words.ROLES[user.role], "account": self._has_account},
            "csrf": self.stamped(self.office.mint.answer_token()),
            "base_path": counter.base_path(),
            "words": words,
            "profile": profile,
        }
        headers = {"Content-Type": "text/html; charset=utf-8", **PRIVATE}
        return self.answer(render(template, **{**frame, **context}), status=status, headers=headers)

    @property
    def _has_account(self) -> bool:
        """Whether the page of one's own opens: not before the second factor is shown."""
        return self.session is not None and not self.session.half_open

    def redirect(self, path: str) -> Response:
        """Go on to another page of ours, with GET."""
        return self.answer("", status=303, headers={"Location": safe(counter.base_path() + path), **PRIVATE})

    def answer(self, body: str | bytes, *, status: int, headers: Mapping[str, str]) -> Response:
        """Any answer, with the headers that all answers have."""
        every: dict[str, str | list[str]] = {**EVERYWHERE, **headers, **self._later(status)}
        if self.cookies:
            every["Set-Cookie"] = [safe(cookie) for cookie in self.cookies]
        return Response(body, headers=every, status_code=status)

    def _later(self, status: int) -> dict[str, str]:
        """When to try again; what is counted for people is counted by the hour."""
        if status == 429:
            return later_by(HOUR - int(self.office.now().timestamp()) % HOUR)
        return later_by(RESTED) if status == 503 else {}


def visit_of(request: Request, *, with_form: bool = True) -> Visit:
    """The visit that a chalice request is; FormTooLarge, unless the form is left unread."""
    query = request.query_params
    context = request.context
    return Visit(
        office=counter.office(),
        method=request.method,
        route=context["resourcePath"],
        path=_path(context["resourcePath"], request.uri_params or {}),
        query={name: query.getlist(name) for name in query} if query else {},
        headers={name.lower(): value for name, value in request.headers.items()},
        network=context.get("identity", {}).get("sourceIp", ""),
        typed=Typed(_fields(request) if with_form else {}),
    )


def _path(route: str, params: Params) -> str:
    """The path as it was asked for; chalice gives its pattern, and the gateway's own words begin with the stage."""
    return re.sub(r"{(\w+)}", lambda name: quote(unquote(params[name[1]]), safe=""), route)


def _fields(request: Request) -> dict[str, tuple[str, ...]]:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if request.method != "POST" or content_type != FORM:
        return {}
    body = request.raw_body
    if len(body) > LARGEST_FORM:
        raise FormTooLarge
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormTooLarge from None
    # A browser sends the line ends of a text area as CR LF; a lone surrogate or NUL is nobody's typing.
    return {name: tuple(_clean(value) for value in values) for name, values in fields.items()}


def _clean(value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in value if sign in "\n\t" or ord(sign) >= 32)
