"""The READMEs and docs/security.md say what the code does."""

import pytest

from infra import guard_table
from infra.readme import READMES, ROOT, renewed, sections


@pytest.mark.parametrize("name", READMES)
def test_generated_sections_are_as_the_code_makes_them(name: str) -> None:
    """`python -m infra.readme` would change nothing."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert renewed(text, sections()) == text
    assert all(f"<!-- {section} -->" in text for section in sections())


def test_the_table_of_who_may_do_what_is_the_guards_own() -> None:
    """`python -m infra.guard_table` would change nothing."""
    text, known = guard_table.PATH.read_text(encoding="utf-8"), guard_table.sections()

    assert renewed(text, known) == text
    assert all(f"<!-- {section} -->" in text for section in known)
