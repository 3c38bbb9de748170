"""What a browser is, in words coarse enough to tell one's own apart and to tell nobody else anything."""

# The first that is named; most browsers also name those they want to be taken for.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"))
IMITATED = (("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_in_words(agent: str) -> str:
    """`Edge（Windows）`; empty when it says nothing that is known."""
    browser, system = _first((*BROWSERS, *IMITATED), agent), _first(SYSTEMS, agent)
    return f"{browser}（{system}）" if browser and system else browser or system


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in known if mark in agent), "")
