"""The front door: the first page, help, signing in and out, and the files every page needs."""

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import SignInFailed, TooManyTries
from chalicelib.domain.identity import Role
from chalicelib.service.sign_in import KNOWN_FOR, Arrival, begin_sign_in, finish_sign_in, sign_out
from chalicelib.web import cookies, static_files
from chalicelib.web.agents import browser_in_words
from chalicelib.web.headers import FOREVER
from chalicelib.web.privacy import KEPT
from chalicelib.web.serve import form, page
from chalicelib.web.stamp import NAME, once_of
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

door = Blueprint(__name__)
HOMES = {Role.MUNICIPALITY: "/requests", Role.EXPERT: "/expert"}


@page(door, "/")
def home(visit: Visit) -> Response:
    if visit.session:
        return visit.redirect(HOMES.get(visit.session.user.role, "/console"))
    return visit.page("home.html")


@page(door, "/help")
def show_help(visit: Visit) -> Response:
    return visit.page("help.html")


@page(door, "/accessibility")
def show_accessibility(visit: Visit) -> Response:
    return visit.page("accessibility.html")


@page(door, "/privacy")
def show_privacy(visit: Visit) -> Response:
    return visit.page("privacy.html", rows=KEPT)


@page(door, "/static/{name}")
def show_static(visit: Visit, name: str) -> Response:
    found = static_files.load(name)
    headers = {"Content-Type": found.content_type, "ETag": f'"{found.etag}"', **FOREVER}
    return visit.answer(found.content.decode(), status=200, headers=headers)


@page(door, "/sign-in")
def ask_address(visit: Visit) -> Response:
    return visit.page("sign_in/address.html", form=visit.typed)


@form(door, "/sign-in", done=None)
def mail_code(visit: Visit) -> Response:
    email = visit.typed.value("email").strip()
    if "@" not in email or len(email) > 254:
        return _address_again(visit, "メールアドレスを入力してください（例：soumu@town.example.jp）")
    try:
        once = once_of(visit.typed.value(NAME))
        browser = begin_sign_in(visit.office, email, network=visit.network, once=once)
    except TooManyTries:
        return _address_again(visit, "短い時間に何度も送信されました。1時間ほどたってからお試しください", status=429)
    visit.cookies.append(cookies.write(cookies.SIGN_IN, browser, seconds=600))
    return visit.redirect("/sign-in/code")


@page(door, "/sign-in/code")
def ask_code(visit: Visit) -> Response:
    return visit.page("sign_in/code.html", form=Typed())


@form(door, "/sign-in/code", done=None)
def check_code(visit: Visit) -> Response:
    try:
        arrival = Arrival(visit.cookie(cookies.BROWSER), browser_in_words(visit.headers.get("user-agent", "")))
        signed_in = finish_sign_in(visit.office, visit.cookie(cookies.SIGN_IN), visit.typed.value("code"), arrival)
    except TooManyTries:
        if visit.session:
            # Sent twice: the first time has signed in.
            return visit.redirect(HOMES.get(visit.session.user.role, "/console"))
        again = "コードの期限が切れたか、入力の回数が上限に達しました。もう一度メールアドレスから始めてください"
        return _address_again(visit, again)
    except SignInFailed:
        wrong = Typed(visit.typed.given, {"code": "コードが違います。メールの8けたの数字を入力してください"})
        return visit.page("sign_in/code.html", status=422, form=wrong, errors=wrong.errors)
    before = visit.cookie(cookies.SESSION)
    if before != signed_in.token:
        # Nobody's session stays open behind a cookie that is overwritten.
        sign_out(visit.office, before)
    visit.cookies += [
        cookies.write(cookies.SESSION, signed_in.token),
        cookies.write(cookies.SIGN_IN, "", seconds=0),
        cookies.write(cookies.BROWSER, signed_in.browser, seconds=KNOWN_FOR.days * 86_400),
    ]
    return visit.redirect(HOMES.get(signed_in.session.user.role, "/console"))


@form(door, "/sign-out", done=None)
def leave(visit: Visit) -> Response:
    sign_out(visit.office, visit.cookie(cookies.SESSION))
    visit.cookies.append(cookies.write(cookies.SESSION, "", seconds=0))
    return visit.redirect("/")


def _address_again(visit: Visit, message: str, *, status: int = 422) -> Response:
    wrong = Typed({"email": visit.typed.values("email")}, {"email": message})
    return visit.page("sign_in/address.html", status=status, form=wrong, errors=wrong.errors)
