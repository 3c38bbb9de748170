"""What templates, style and script may not say: nothing unescaped, nothing the content policy would block."""

import re
from collections.abc import Iterator

RULES = {
    re.compile(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false"): "text is escaped, never declared safe",
    re.compile(r"<[^>]*\sstyle\s*="): "style stands in the style sheet",
    re.compile(r"<[^>]*\son[a-z]+\s*="): "script stands in the script file",
    re.compile(r"<script(?![^>]*\ssrc=)"): "script stands in the script file",
    re.compile(r"javascript:|data:text", re.IGNORECASE): "an address leads to a page",
    re.compile(r"""(?:src|action)\s*=\s*["'](?:https?:)?//"""): "nothing is loaded from, or sent to, another site",
    re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    ): "script adds no markup",
    re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//"): "nothing is loaded from another site",
}


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Line and sentence of each breach."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((number, sentence) for rule, sentence in RULES.items() if rule.search(line))
