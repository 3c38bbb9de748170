"""A line to the service: one kept connection, and a note of how long each answer took."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.traffic.forms import Form, form_to, forms_of

PATIENCE = 30.0
Beat = Callable[[], float]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class CutOff(Exception):
    """The service went away: nobody knows whether what was sent has been done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    cookies: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)

    def form(self, end: str, *, asking: str = "") -> Form | None:
        """A form of the page by the end of its action."""
        return form_to(forms_of(self.text), end, asking=asking)


@dataclass(frozen=True, slots=True)
class Timed:
    """One request: its kind, the status of its answer (0: none came), and the seconds since it was due."""

    kind: str
    status: int
    seconds: float


class Log:
    """Every request that was made."""

    def __init__(self) -> None:
        self._lock, self._rows = threading.Lock(), list[Timed]()

    def note(self, row: Timed) -> None:
        """Add one."""
        with self._lock:
            self._rows.append(row)

    def take(self) -> list[Timed]:
        """All since the last time."""
        with self._lock:
            rows, self._rows = self._rows, []
        return rows


class Line:
    """Speaks HTTP for one worker. `beat` waits until the next request is due, and says when that was."""

    def __init__(self, host: str, *, log: Log, beat: Beat = time.monotonic) -> None:
        self._connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        self._log, self._beat = log, beat

    def get(self, path: str, *, kind: str, cookie: str = "") -> Answer:
        """Fetch a page."""
        return self._send("GET", path, None, kind=kind, headers={"Cookie": cookie})

    def post(self, path: str, fields: Mapping[str, Any], *, kind: str, cookie: str = "") -> Answer:
        """Send a form."""
        headers = {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
        return self._send("POST", path, urlencode(fields, doseq=True), kind=kind, headers=headers)

    def fill(self, page: Answer, end: str, typed: Mapping[str, Any], *, kind: str, cookie: str = "") -> Answer:
        """Send the form of a page with what was typed into it; a page that has no such form is the answer itself."""
        form = page.form(end)
        if form is None:
            return page
        return self.post(form.action, {**form.fields, **typed}, kind=kind, cookie=cookie)

    def call(self, method: str, path: str, content: Any = None, *, kind: str, token: str) -> Answer:
        """Speak to `/v1`."""
        headers = {"Content-Type": JSON, "Authorization": f"Bearer {token}"}
        return self._send(method, path, None if content is None else json.dumps(content), kind=kind, headers=headers)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, method: str, path: str, body: str | None, *, kind: str, headers: Mapping[str, str]) -> Answer:
        due = self._beat()
        try:
            self._connection.request(method, path, body and body.encode(), {k: v for k, v in headers.items() if v})
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as fault:
            self._connection.close()
            self._log.note(Timed(kind, 0, time.monotonic() - due))
            raise CutOff(f"{kind}: {type(fault).__name__}") from None
        self._log.note(Timed(kind, response.status, time.monotonic() - due))
        given = (cookie.partition(";")[0].partition("=") for cookie in response.headers.get_all("Set-Cookie", []))
        return Answer(
            response.status,
            response.headers.get("Location", ""),
            {name: value for name, _, value in given},
            text,
        )
