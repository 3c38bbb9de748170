"""Headers of every answer: what a browser may load, keep and tell others."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

EVERYWHERE = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make Chromium send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}

# In so many seconds a store that was busy has had its rest.
RESTED = 30


def later_by(seconds: int) -> dict[str, str]:
    """When to try again."""
    return {"Retry-After": str(seconds)}


def safe(value: str) -> str:
    """The value as it may stand in a header; ValueError rather than a header somebody else wrote."""
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
        raise ValueError("control character in a header")
    return value
