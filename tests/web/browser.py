"""A browser without a screen: it speaks to the app through chalice's own gateway, keeps cookies, and reads forms."""

import base64
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from chalice.config import Config
from chalice.local import LocalGateway

import app
from chalicelib.domain.identity import Pass, Role, Session, User, digest
from chalicelib.service.office import Office
from chalicelib.service.people import person
from chalicelib.web import cookies
from tests.builders import a_user

STAMP = re.compile(r'(?<=name="csrf" value=")[^"]*')
HOST = "127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers in lower case (the last of equal ones), body as text, address it came from."""

    status: int
    headers: dict[str, str]
    text: str
    path: str
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)

    @property
    def words(self) -> str:
        """The body without the stamps of its forms, which no two pages share."""
        return STAMP.sub("", self.text)

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the page's forms hold: names with the values a browser would send, as they stand."""
        reader = _Fields()
        reader.feed(self.text)
        return reader.found


@dataclass
class Browser:
    """One browser with its cookies."""

    office: Office
    jar: dict[str, str] = field(default_factory=dict)

    def sign_in(self, role: Role, *, municipality: str | None = None, proven: bool = True) -> "Browser":
        """Open a session as a person of this role, without the mail in between; `proven` by a second factor, or not."""
        if role is Role.EXPERT:
            return self.sign_in_expert()
        user = a_user(role, municipality=municipality)
        self.office.doors.save_user(user)
        return self.enter(user, proven=proven)

    def sign_in_expert(self, expert_id: str = "e01") -> "Browser":
        """Open a session as a registered expert."""
        return self.enter(person(self.office, expert_id))

    def enter(self, user: User, *, proven: bool = True) -> "Browser":
        """Open a session as this person."""
        now, shown = self.office.now(), Pass.of(f"token-{user.id}", user)
        ends = now.replace(year=now.year + 1)
        # The second factor is as good as shown a moment ago, however far a test moves the clock.
        proven_at = ends if proven else None
        self.office.doors.save_session(Session(digest(shown.secret), user, "csrf-value", now, now, ends, proven_at))
        self.jar[cookies.SESSION] = shown.words
        return self

    def get(self, path: str, *, follow: bool = True, **headers: str) -> Answer:
        """Fetch a page, following where it leads."""
        answer = self.send("GET", path, b"", **headers)
        while follow and answer.status == 303:
            answer = self.send("GET", answer.headers["location"], b"", **headers)
        return answer

    def post(self, path: str, fields: dict[str, Any] | None = None, *, follow: bool = True, **headers: str) -> Answer:
        """Send a form, with the session's CSRF value unless another is given, and follow where it leads."""
        body = urlencode({"csrf": "csrf-value", **(fields or {})}, doseq=True).encode()
        form = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin", **headers}
        answer = self.send("POST", path, body, **form)
        return self.get(answer.headers["location"]) if follow and answer.status == 303 else answer

    def send(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Answer:
        """One request as it is; header names with underscores stand for dashes."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        sent = {"host": HOST, "accept": "text/html,*/*;q=0.8", **({"cookie": cookie} if cookie else {}), **given}
        gateway = LocalGateway(app.app, Config(chalice_stage="dev", config_from_disk={}))
        answer = gateway.handle_request(method, path, sent, body)
        headers = {**answer["headers"], **answer["multiValueHeaders"]}
        self._keep(headers.get("Set-Cookie", []))
        said = {name.lower(): _last(value) for name, value in headers.items()}
        body = answer["body"] if isinstance(answer["body"], bytes) else answer["body"].encode()
        body = base64.b64decode(body) if answer.get("isBase64Encoded") else body
        return Answer(answer["statusCode"], said, body.decode("utf-8", "replace"), urlsplit(path).path, body)

    def _keep(self, given: str | list[str]) -> None:
        for cookie in [given] if isinstance(given, str) else given:
            name, _, value = cookie.partition(";")[0].partition("=")
            if "Max-Age=0" in cookie:
                self.jar.pop(name, None)
            else:
                self.jar[name] = value


def _last(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


class _Fields(HTMLParser):
    """Collects inputs, text areas and selects as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            boxes = given.get("type") in ("radio", "checkbox")
            values = self.found.setdefault(name, [])
            if not boxes or "checked" in given:
                values.append(given.get("value", ""))
        if tag == "textarea":
            self._area = name
            self.found.setdefault(name, [""])
        if tag == "select":
            self._select = name
            self.found.setdefault(name, [])
        if tag == "option" and "selected" in given:
            self.found[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, text: str) -> None:
        if self._area:
            self.found[self._area][-1] += text.removeprefix("\n")
