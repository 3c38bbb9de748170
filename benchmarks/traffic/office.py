"""What the secretariat and the experts do: review, shortlist, approve, answer by link. A machine reads and files."""

from benchmarks.traffic.forms import Form
from benchmarks.traffic.line import Line
from benchmarks.traffic.scene import Scene

CONSOLE = "/console/requests/"


def look(line: Line, scene: Scene) -> None:
    """The secretariat looks at what is to be done."""
    cookie = scene.people.secretary
    line.get("/console", kind="inbox", cookie=cookie)
    line.get("/console/requests?state=open", kind="list of all requests", cookie=cookie)
    line.get("/console/assignments", kind="assignments", cookie=cookie)


def take(line: Line, scene: Scene) -> None:
    """A review begins."""
    if (request_id := scene.board.take("submitted")) and _press(line, scene, request_id, "take", "request:taken"):
        scene.board.put("in review", request_id)


def shortlist(line: Line, scene: Scene) -> None:
    """Candidates are shown to the town."""
    if (request_id := scene.board.take("in review")) and _press(
        line, scene, request_id, "shortlist", "request:shortlisted"
    ):
        scene.board.put("shortlisted", request_id)
        scene.board.put("to be put in order", request_id)


def approve(line: Line, scene: Scene) -> None:
    """An expert is asked."""
    if request_id := scene.board.take("shortlisted"):
        _press(line, scene, request_id, "approve", "offer:approved")


def answer(line: Line, scene: Scene) -> None:
    """An expert opens the link of a mail and answers, mostly with yes."""
    scene.open_mails()
    note = scene.board.take("link")
    if note is None:
        return
    link, request_id = note.split()
    page = line.get(link, kind="answer page")
    form = page.form(link)
    if form is None:
        return
    said_what = scene.board.choose("accept", "accept", "accept", "decline")
    what = {"accept": "offer:accepted", "decline": "offer:declined"}[said_what]
    with scene.ledger.deed(request_id, what) as said:
        sent = line.post(link, {**form.fields, "answer": said_what}, kind="answer (POST)")
        said.done = sent.status == 303
    if said.done and said_what == "accept":
        scene.board.put("engaged", request_id)


def file(line: Line, scene: Scene) -> None:
    """A machine files a request."""
    content = _content(scene)
    made = line.call("POST", "/v1/requests", content, kind="API: file (POST)", token=scene.people.token)
    if made.status == 201:
        said = made.json
        scene.ledger.numbers[said["id"]] = said["number"]
        scene.ledger.filed[str(content["title"])] = said["id"]
        scene.ledger.note(said["id"], "request:submitted")
        scene.towns[said["id"]] = str(content["place"])
        scene.board.put("submitted", said["id"])


def read(line: Line, scene: Scene) -> None:
    """A machine reads a list, and one of its requests."""
    listed = line.call("GET", "/v1/requests?state=open", kind="API: list", token=scene.people.token)
    if listed.status != 200 or not (found := listed.json["requests"]):
        return
    chosen = scene.board.choose(*(row["id"] for row in found))
    line.call("GET", f"/v1/requests/{chosen}", kind="API: request", token=scene.people.token)


def _press(line: Line, scene: Scene, request_id: str, deed: str, what: str) -> bool:
    """Open the review and press a button; whether it was done."""
    cookie = scene.people.secretary
    page = line.get(CONSOLE + request_id, kind="review page", cookie=cookie)
    form = page.form(f"/{deed}")
    if form is None:
        return False
    with scene.ledger.deed(request_id, what) as said:
        sent = line.post(form.action, _filled(form), kind=f"{deed} (POST)", cookie=cookie)
        said.done = sent.status == 303
    return said.done


def _filled(form: Form) -> dict[str, object]:
    """The first expert of the list, with a reason, where one has to be chosen."""
    if "expert" not in form.choices:
        return {**form.fields}
    return {**form.fields, "expert": form.choices["expert"][0], "reason": "年度内に始めるため"}


def _content(scene: Scene) -> dict[str, object]:
    town = scene.board.choose(*scene.people.clerks)
    return {
        "title": scene.ledger.title(),
        "situation": "仕様書の作り方がわかる職員がいません。",
        "wish": "公正な調達ができるようになりたい。",
        "kind": "accompaniment",
        "stage": "procurement",
        "category": scene.category,
        "municipalities": [town],
        "fields": [{"code": scene.field, "level": 2, "weight": 3, "mandatory": False}],
        "months": {scene.board.choose(*scene.months): 1},
        "mode": "online",
        "place": town,
        "places": 1,
        "officer": {
            "name": "測定 花子",
            "department": "総務課",
            "email": f"clerk-{town}@town.example.jp",
            "telephone": "089-000-0000",
        },
    }
