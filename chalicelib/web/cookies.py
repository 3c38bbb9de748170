"""The cookies: a session's token, the secret of a browser that waits for its code, and the name of a known browser."""

from http.cookies import CookieError, SimpleCookie

SESSION = "__Host-suketto"
SIGN_IN = "__Host-suketto-sign-in"
BROWSER = "__Host-suketto-browser"


def read(header: str, name: str) -> str:
    """The cookie's value; empty when it is absent or the header makes no sense."""
    try:
        jar: SimpleCookie = SimpleCookie(header)
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def write(name: str, value: str, *, seconds: int | None = None) -> str:
    """A `Set-Cookie` value; without `seconds` the cookie ends with the browser, with 0 at once."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"
