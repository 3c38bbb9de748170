"""The parts of the READMEs that the code knows best: `python -m infra.readme` writes them anew, a test compares."""

import re
from collections.abc import Mapping
from pathlib import Path

from chalicelib.domain.lifecycle import LETTER, OFFER, REQUEST, ROUND, Lifecycle
from chalicelib.service.notices import NOTICES
from chalicelib.web import words

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.ja.md")
LIFECYCLES = {"request": REQUEST, "offer": OFFER, "letter": LETTER, "round": ROUND}


def notices() -> str:
    """The table of notices."""
    rows = [f"| `{notice.name}` | {notice.audience.value} | {notice.trigger} |" for notice in NOTICES.values()]
    return "\n".join(["| notice | to | when |", "| --- | --- | --- |", *rows])


def states(lifecycle: Lifecycle) -> str:
    """A lifecycle as a Mermaid state diagram; steps that stay in their state are left out."""
    arrows = [arrow for arrow in lifecycle.arrows() if arrow[0] != arrow[2]]
    first = arrows[0][0]
    left = {source for source, _, _ in arrows}
    ends = sorted({target for _, _, target in arrows} - left)
    lines = [f"    [*] --> {first}", *(f"    {source} --> {target}: {action}" for source, action, target in arrows)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, *(f"    {end} --> [*]" for end in ends), "```"])


def sections() -> dict[str, str]:
    """Every generated section by its name."""
    state_words = "\n".join(f"| `{state}` | {word} |" for state, word in words.REQUEST_STATES.items())
    return {
        "notices": notices(),
        "state-words": f"| state | 画面の言葉 |\n| --- | --- |\n{state_words}",
        **{f"states-{name}": states(lifecycle) for name, lifecycle in LIFECYCLES.items()},
    }


def renewed(text: str, known: Mapping[str, str]) -> str:
    """The text with every generated section as it should be."""

    def section(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- {name} -->\n{known[name]}\n<!-- /{name} -->"

    return re.sub(r"<!-- (?P<name>[\w-]+) -->\n.*?<!-- /(?P=name) -->", section, text, flags=re.S)


def main() -> None:
    """Write the sections into the READMEs."""
    for name in READMES:
        path = ROOT / name
        path.write_text(renewed(path.read_text(encoding="utf-8"), sections()), encoding="utf-8")


if __name__ == "__main__":
    main()
