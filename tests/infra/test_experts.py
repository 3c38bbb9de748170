"""The experts of a file, on their way into the records."""

from datetime import date
from pathlib import Path

import pytest

from chalicelib.service.issue_token import OPERATOR
from infra.experts.__main__ import register
from infra.experts.reading import FileInvalid, experts_in
from infra.local.sample import FILES
from tests.builders import memory_office

TODAY = date(2026, 11, 30)
SAMPLE = (FILES / "experts.toml").read_text(encoding="utf-8")


def test_a_file_is_registered_once() -> None:
    """A second time leaves whoever is there alone; the trail names the operator."""
    office = memory_office()
    experts = experts_in(FILES / "experts.toml", TODAY)

    assert register(office, experts) == (len(experts), 0)
    before = office.experts.experts()
    assert register(office, experts) == (0, len(experts))

    assert office.experts.experts() == before
    (event,) = office.cases.events(experts[0].id)
    assert (event.who, event.way) == (OPERATOR.id, "command")


def test_half_days_count_from_this_month() -> None:
    """The first number is today's month."""
    expert = experts_in(FILES / "experts.toml", TODAY)[0]

    assert next(iter(expert.months)) == "2026-11"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SAMPLE.replace('kana = "みほん いちろう"\n', ""), r"expert 1 \(mihon-ichiro\): KeyError\('kana'\)"),
        (SAMPLE.replace('kind = "', 'kind = "x-'), "is not a valid InterestKind"),
        ('[experts]\nid = "mihon"\n', "begin each expert with"),
        (SAMPLE.replace("experts", "people"), "KeyError"),
        ("experts = 1 2", "TOMLDecodeError"),
    ],
)
def test_a_fault_is_named_with_its_expert(tmp_path: Path, fault: str, said: str) -> None:
    """And nothing is registered."""
    path = tmp_path / "experts.toml"
    path.write_text(fault, encoding="utf-8")

    with pytest.raises(FileInvalid, match=said):
        experts_in(path, TODAY)
