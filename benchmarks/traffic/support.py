"""What comes of an accepted offer: the town records a session, says that the support has ended, and reports."""

from collections.abc import Mapping

from benchmarks.traffic.line import Line
from benchmarks.traffic.scene import Scene
from chalicelib.web.forms.figures import day_typed


def record(line: Line, scene: Scene) -> None:
    """A session of today."""
    told = {"place": "役場", "attendees": "総務課2人", "done": "仕様書の素案を一緒に読みました。"}
    typed = {**day_typed("day", scene.today), "begins": "9:00", "ends": "11:30", "mode": "online", **told}
    _next(line, scene, ("engaged", "recorded"), page="sessions/new", typed=typed, what="session:recorded")


def complete(line: Line, scene: Scene) -> None:
    """The last session was today."""
    typed = day_typed("last_session", scene.today)
    _next(line, scene, ("recorded", "over"), page="complete", typed=typed, what="request:completed")


def report(line: Line, scene: Scene) -> None:
    """The town reports, and the request is closed."""
    told = {"achieved": "仕様書ができました。", "rating": "5", "opinion": "わかりやすい助言でした。"}
    typed = {**told, "summary": "", "follow_up": "undecided"}
    _next(line, scene, ("over", "reported"), page="report", typed=typed, what="request:closed")


def _next(
    line: Line, scene: Scene, headings: tuple[str, str], *, page: str, typed: Mapping[str, object], what: str
) -> None:
    """Take a request from one heading, fill in the page's form, and put it under the other when it was done."""
    before, after = headings
    request_id = scene.board.take(before)
    if request_id is None:
        return
    cookie, end = scene.people.clerks[scene.towns[request_id]], f"/{page.removesuffix('/new')}"
    shown = line.get(f"/requests/{request_id}/{page}", kind=f"{end[1:]} page", cookie=cookie)
    with scene.ledger.deed(request_id, what) as said:
        sent = line.fill(shown, end, typed, kind=f"{end[1:]} (POST)", cookie=cookie)
        said.done = sent.status == 303
    if said.done:
        scene.board.put(after, request_id)
