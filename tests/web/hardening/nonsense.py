"""What nobody types and somebody sends: a form with some of its fields bent, doubled, left out or made up."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Fields = dict[str, Any]

# Signs that have broken software before: no text, ends of lines, digits that are none, signs of other directions,
# half a sign, names of other types, HTML, templates, formulas, headers, paths.
TRAPS = (
    *("", " ", "　", "\0", "\r\n", "²", "①", "٣", "１２", "-1", "1e9", "NaN", "None", "null", "true", "[]", "{}"),
    *("\u202e逆", "\ufeff", "\ud800", "e\u0301" * 40, "𠮷野家", "👩‍👩‍👧‍👦", "ｶﾞｯｺｳ"),
    *("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}", "{% raw %}", "=1+1", "@SUM(A1)"),
    *("a\r\nSet-Cookie: a=b", "../../etc/passwd", "//evil.example", "javascript:alert(1)", "%00", "%2F", "9" * 5_000),
    *("あ" * 20_000, "2026-02-30", "9999-99-99", "25:99", "0000", "令和", "a@b", "a@b.example\nBcc: c@d.example"),
)
words = st.sampled_from(TRAPS) | st.text(max_size=40) | st.integers().map(str)
bending = st.sampled_from(["replaced", "left out", "doubled", "made up"])


@st.composite
def bent(draw: st.DrawFn, fields: Mapping[str, Any]) -> Fields:
    """The fields of a form that would be accepted, one to three times bent."""
    found: Fields = dict(fields)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from([*sorted(fields), "csrf"]))
        match draw(bending):
            case "replaced":
                found[name] = draw(words)
            case "left out":
                found.pop(name, None)
            case "doubled":
                found[name] = draw(st.lists(words, min_size=2, max_size=4))
            case "made up":
                found[draw(words)] = draw(words)
    return found
