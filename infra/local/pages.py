"""Pages that exist in the embedded run only: the mails it sent, its authenticators, its clock, the style guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

from chalice.app import Blueprint, Request, Response

from chalicelib.service.office import Office
from chalicelib.web import styleguide
from chalicelib.web.headers import EVERYWHERE, PRIVATE
from chalicelib.web.rendering import UNLESS_GIVEN, environment
from infra.local.authenticators import all_shown
from infra.local.clock import ClockOffset
from infra.local.eml import kept

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
MAILS = Path(__file__).with_name("mail.html")


@dataclass(frozen=True, slots=True)
class LocalPages:
    """What the pages show: the office with its prefecture's frame, the mails' folder and the clock."""

    office: Office
    mails: Path
    clock: ClockOffset

    def mail(self) -> str:
        """All mails, newest first, and the service's clock."""
        ahead = self.clock.ahead
        profile = self.office.profile
        frame = {**UNLESS_GIVEN, "service": profile.names.service, "contact": profile.contact}
        shown = environment("").from_string(MAILS.read_text(encoding="utf-8"))
        mails = [(mail, datetime.fromisoformat(mail["sent_at"])) for mail in reversed(kept(self.mails))]
        context = {"mails": mails, "codes": list(all_shown(self.office)), "ahead": hours_in_words(ahead)}
        return shown.render(frame, now=datetime.now(UTC) + ahead, **context)

    def move(self, wanted: Mapping[str, str | float]) -> None:
        """Move the clock by `days` and `hours`, or `reset` it; ValueError when that is no move forward."""
        if wanted.get("reset"):
            self.clock.reset()
            return
        by = timedelta(days=float(wanted.get("days", 0)), hours=float(wanted.get("hours", 0)))
        if by <= timedelta():
            raise ValueError("days or hours must be more than 0")
        self.clock.move(by)


def hours_in_words(ahead: timedelta) -> str:
    """`2日3時間`, or nothing below an hour."""
    hours = ahead.seconds // 3600
    return f"{ahead.days}日" * (ahead.days > 0) + f"{hours}時間" * (hours > 0)


def html(content: str) -> Response:
    """A page with the headers that all of the site's pages have."""
    return Response(content, headers={**EVERYWHERE, **PRIVATE, "Content-Type": "text/html; charset=utf-8"})


def blueprint(local: LocalPages) -> Blueprint:
    """The routes."""
    routes = Blueprint(__name__)

    @routes.route("/local/mail")
    def local_mail() -> Response:
        return html(local.mail())

    @routes.route("/local/mail.json")
    def local_mail_json() -> Response:
        return Response(kept(local.mails), headers={**PRIVATE, "Content-Type": JSON})

    @routes.route("/local/codes.json")
    def local_codes_json() -> Response:
        shown = {one.email: one.code for one in all_shown(local.office)}
        return Response(shown, headers={**PRIVATE, "Content-Type": JSON})

    @routes.route("/styleguide")
    def local_styleguide() -> Response:
        return html(styleguide.page())

    @routes.route("/local/clock", methods=["POST"], content_types=[FORM, JSON])
    def local_clock() -> Response:
        return clock_moved(local, routes.current_request)

    return routes


def clock_moved(local: LocalPages, request: Request) -> Response:
    """Back to the page for a form; how far the clock is ahead for JSON."""
    spoken = JSON in request.headers["content-type"]
    try:
        local.move(request.json_body if spoken else dict(parse_qsl(request.raw_body.decode())))
    except ValueError as fault:
        return Response({"fault": str(fault)}, status_code=400)
    if spoken:
        return Response({"seconds_ahead": int(local.clock.ahead.total_seconds())})
    return Response("", status_code=303, headers={"Location": "/local/mail"})
