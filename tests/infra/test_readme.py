"""The READMEs say what the code does."""

import pytest

from infra.readme import READMES, ROOT, renewed, sections


@pytest.mark.parametrize("name", READMES)
def test_generated_sections_are_as_the_code_makes_them(name: str) -> None:
    """`python -m infra.readme` would change nothing."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert renewed(text, sections()) == text
    assert all(f"<!-- {section} -->" in text for section in sections())
