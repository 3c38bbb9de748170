"""A person at a browser in front of the deployed API."""

import http.client
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeVar
from urllib.parse import urlsplit

from infra.local.eml import Mail, kept
from tests.authenticator import Authenticator
from tests.e2e.stack import Stack
from tests.web.browser import Answer, Browser
from tests.web.sendings import shown_secret

Found = TypeVar("Found")
CODE = re.compile(r"^コード　(\d{8})$", re.MULTILINE)
# The first call of a function opens its package; the schedule comes once a minute.
WITHIN_S = 120.0
# The authenticators' secrets, by address.
SECRETS: dict[str, str] = {}


def wait_for(look: Callable[[], Found | None]) -> Found:
    """What is looked for, as soon as it is there."""
    deadline = time.monotonic() + WITHIN_S
    while (found := look()) is None:
        assert time.monotonic() < deadline, f"{look} found nothing"
        time.sleep(0.2)
    return found


@dataclass
class Visitor(Browser):
    """A browser whose requests go over HTTP through the gateway, and whose forms carry the session's value."""

    stack: Stack = field(kw_only=True)

    def post(self, path: str, fields: dict[str, Any] | None = None, *, follow: bool = True, **headers: str) -> Answer:
        """Send a form as the page would."""
        own = self.get("/help").fields.get("csrf", [""])[0]
        return super().post(path, {"csrf": own, **(fields or {})}, follow=follow, **headers)

    def send(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Answer:
        """One request over HTTP; a path of the site's own gets the stage before it.

        Where the page asks to try again, since the store was too slow for it, it is sent again as it was.
        """
        deadline = time.monotonic() + WITHIN_S
        while (answer := self._sent(method, path, body, **headers)).status == 503 and time.monotonic() < deadline:
            time.sleep(1)
        return answer

    def _sent(self, method: str, path: str, body: bytes, **headers: str) -> Answer:
        whole = path if path.startswith("/api/") else f"/api{path}"
        cookie = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        sent = {"Host": self.stack.host, "Accept": "text/html", "Cookie": cookie}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.aws.port, timeout=WITHIN_S)
        connection.request(method, whole, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        self._keep(_cookies(answer.headers))
        said = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, said, text, urlsplit(path).path)

    def come_in(self, address: str) -> "Visitor":
        """Sign in with the code that is mailed."""
        before = len(self.mails(address))
        self.post("/sign-in", {"email": address})
        mail = wait_for(lambda: next(iter(self.mails(address)[before:]), None))
        arrived = self.post("/sign-in/code", {"code": CODE.findall(mail["text"])[-1]})
        assert arrived.status == 200, arrived.text
        return self._prove(address, arrived)

    def _prove(self, address: str, arrived: Answer) -> "Visitor":
        """Set up an authenticator where none is, and show its code where one is wanted."""
        if arrived.path.endswith("/account/factor"):
            SECRETS[address] = shown_secret(arrived)
            fields = {"sealed": arrived.fields["sealed"][0], "code": self._code(address)}
            assert self.post("/account/factor", fields).status == 200
        elif arrived.path.endswith("/sign-in/proof"):
            # The code of this half minute may be the one that set it up.
            assert any(
                self.post("/sign-in/proof", {"proof": self._code(address, step)}).status == 200 for step in (0, 1)
            )
        return self

    def _code(self, address: str, ahead: int = 0) -> str:
        return Authenticator(self.office, SECRETS[address]).shown(ahead)

    def mails(self, to: str, *, containing: str = "") -> list[Mail]:
        """Mails to an address, newest last."""
        return [mail for mail in kept(self.stack.aws.mails) if mail["to"] == to and containing in mail["text"]]


def _cookies(headers: Message) -> list[str]:
    return headers.get_all("Set-Cookie") or []
