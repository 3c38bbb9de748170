"""What a town's clerks do: they fill in the form, look at their list, put candidates in order, sign in and out."""

import re

from benchmarks.traffic.line import Answer, Line
from benchmarks.traffic.postbox import NUMBER
from benchmarks.traffic.scene import Scene

REQUEST = re.compile(r'href="(/requests/r[0-9a-z]+)"')


def ask(line: Line, scene: Scene) -> None:
    """Fill in the form step by step, and submit it."""
    town = scene.board.choose(*scene.people.clerks)
    cookie = scene.people.clerks[town]
    listed = line.get("/requests", kind="request list", cookie=cookie)
    made = line.fill(listed, "/requests", {}, kind="begin a draft (POST)", cookie=cookie)
    if made.status != 303:
        return
    address = made.location
    request_id = address.split("/")[2]
    scene.ledger.note(request_id, "request:drafted")
    for step, typed in _typed(scene, town).items():
        page = line.get(f"/requests/{request_id}/edit/{step}", kind="form step", cookie=cookie)
        with scene.ledger.deed(request_id, "request:saved") as said:
            fields = {"go": "next", **typed}
            saved = line.fill(page, f"/edit/{step}", fields, kind="form step (POST)", cookie=cookie)
            said.done = saved.status == 303
    check = line.get(f"/requests/{request_id}/check", kind="check page", cookie=cookie)
    with scene.ledger.deed(request_id, "request:submitted") as said:
        sent = line.fill(check, "/submit", {}, kind="submit (POST)", cookie=cookie)
        said.done = sent.status == 303
    if said.done:
        _told_its_number(line, scene, sent.location, town=town, request_id=request_id)


def look(line: Line, scene: Scene) -> None:
    """A clerk looks at a list, and at a request."""
    town = scene.board.choose(*scene.people.clerks)
    listed = line.get("/requests", kind="request list", cookie=scene.people.clerks[town])
    if found := REQUEST.findall(listed.text):
        line.get(scene.board.choose(*found), kind="request page", cookie=scene.people.clerks[town])


def prefer(line: Line, scene: Scene) -> None:
    """A town puts the candidates in order."""
    request_id = scene.board.take("to be put in order")
    if request_id is None:
        return
    cookie = scene.people.clerks[scene.towns[request_id]]
    page = line.get(f"/requests/{request_id}", kind="request page", cookie=cookie)
    form = page.form("/preference")
    if form is None:
        return
    with scene.ledger.deed(request_id, "request:preferred") as said:
        typed = {"order-1": form.choices["order-1"][-1]}
        answer = line.fill(page, "/preference", typed, kind="preference (POST)", cookie=cookie)
        said.done = answer.status == 303


def sign_in(line: Line, scene: Scene) -> None:
    """Somebody asks for a code; typing it is the next one's turn, when the mail has come."""
    if not scene.sign_ins.acquire(blocking=False):
        return
    address = scene.board.choose(*scene.people.visitors)
    page = line.get("/sign-in", kind="sign-in page")
    answer = line.fill(page, "/sign-in", {"email": address}, kind="ask for a code (POST)")
    if answer.status == 303:
        scene.board.put(f"code for {address}", _cookie(answer))


def type_code(line: Line, scene: Scene) -> None:
    """The code from the mail opens the list of requests."""
    note = scene.board.take("code")
    if note is None:
        return
    code, cookie = note.split(" ", 1)
    page = line.get("/sign-in/code", kind="sign-in page", cookie=cookie)
    answer = line.fill(page, "/sign-in/code", {"code": code}, kind="type a code (POST)", cookie=cookie)
    if answer.status == 303:
        line.get("/requests", kind="request list", cookie=_cookie(answer))


def _told_its_number(line: Line, scene: Scene, address: str, *, town: str, request_id: str) -> None:
    page = line.get(address, kind="submitted page", cookie=scene.people.clerks[town])
    if page.status == 200 and (number := NUMBER.search(page.text)):
        scene.ledger.numbers[request_id] = number[0]
        scene.towns[request_id] = town
        scene.board.put("submitted", request_id)


def _cookie(answer: Answer) -> str:
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items() if value)


def _typed(scene: Scene, town: str) -> dict[str, dict[str, object]]:
    """What is typed into each step: one field, one half-day in one month."""
    return {
        "officer": {
            "officer_name": "測定 花子",
            "officer_department": "総務課",
            "officer_email": f"clerk-{town}@town.example.jp",
            "officer_telephone": "089-000-0000",
            "head_of_section": "総務課長 測定 太郎",
            "agreed_on_era": "reiwa",
            "agreed_on_year": "8",
            "agreed_on_month": "4",
            "agreed_on_day": "1",
        },
        "support": {
            "kind": "accompaniment",
            "title": scene.ledger.title(),
            "situation": "仕様書の作り方がわかる職員がいません。" * 4,
            "wish": "要件を整理し、公正な調達ができるようになりたい。" * 4,
            "stage": "procurement",
            "category": scene.category,
        },
        "fields": {"fields-1-code": scene.field, "fields-1-level": "2", "fields-1-weight": "3"},
        "months": {
            f"months-{scene.board.choose(*scene.months)}": "1",
            "mode": "online",
            "place": town,
            "places": "1",
        },
        "circumstances": {"procurement_near": "no", "may_be_shown": "yes"},
    }
