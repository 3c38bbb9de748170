"""docs/operations.md speaks of this template, these commands and these alarms; `make e2e` follows it."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.session import get_session

from infra.build import template
from tests.e2e.document import DOCUMENT, ELSEWHERE, Block, blocks
from tests.e2e.stack import GOING_BACK, INSTALLING, RESTORING, ROTATING, UPDATING

TEXT = DOCUMENT.read_text(encoding="utf-8")
BLOCKS = list(blocks(TEXT))
LINES = "\n".join(block.commands for block in BLOCKS).replace("\\\n", " ")
OURS = re.findall(r"python -m (infra\.\w+) ([^\n]+)", LINES)
# What the command line does by itself is no call of a service: `make e2e` types it.
ITSELF = r"cloudformation (?:package|deploy)|dynamodb wait"
AWS = re.findall(rf"\baws (?!{ITSELF})([a-z0-9-]+) ([a-z0-9-]+)((?:(?!\baws )[^\n])*)", LINES)
MAKEFILE = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")


def rows(header: str) -> Iterator[tuple[str, ...]]:
    """The cells of the table that begins with this header."""
    lines = TEXT[TEXT.index(header) :].splitlines()[2:]
    for line in lines[: next(place for place, line in enumerate(lines) if not line.startswith("|"))]:
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def test_every_alarm_has_its_row_that_says_what_to_do() -> None:
    """What it means in the alarm's own words, and at least a sentence of what to do."""
    declared = template.parts()["Resources"].items()
    alarms = {name: found for name, found in declared if found.get("Type") == "AWS::CloudWatch::Alarm"}
    means = {f"`{name}`": alarm["Properties"]["AlarmDescription"] for name, alarm in alarms.items()}
    told = list(rows("| alarm | what it means"))

    assert {name: meaning for name, meaning, _ in told} == means
    assert all(len(deed) > 30 for _, _, deed in told)


def test_every_question_of_the_template_is_explained() -> None:
    """And none that it does not ask."""
    assert [name.strip("`") for name, _ in rows("| answer | what it is")] == list(template.parts()["Parameters"])


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.commands.splitlines()[0][:40])
def test_commands_can_be_typed(block: Block) -> None:
    """The shell understands them; what CI does not run says why not."""
    done = subprocess.run(["bash", "-n"], input=block.commands, text=True, capture_output=True, check=False)

    assert done.stderr == ""
    if block.elsewhere:
        assert len(block.commands.partition("\n")[0]) > len(ELSEWHERE) + 10


@pytest.mark.parametrize(("module", "words"), OURS)
def test_our_own_commands_take_what_is_typed(module: str, words: str) -> None:
    """Their deeds, options and files, as their own parsers read them."""
    assert import_module(f"{module}.__main__").arguments(shlex.split(words))


@pytest.mark.parametrize(("service", "deed", "options"), AWS, ids=lambda words: str(words)[:40])
def test_commands_of_aws_are_calls_that_it_knows(service: str, deed: str, options: str) -> None:
    """By its own description of each service; so are those that only the real one can answer."""
    session = get_session()
    model = session.get_service_model({"s3api": "s3"}.get(service, service))
    calls = {xform_name(name, "-"): name for name in model.operation_names}
    typed = set(re.findall(r"--([a-z0-9-]+)", options)) - {"query", "output"}

    assert deed in calls
    asked = model.operation_model(calls[deed]).input_shape
    assert typed <= {xform_name(name, "-") for name in (asked.members if asked else ())}


def test_whatever_a_command_needs_was_said_before() -> None:
    """Exported in an earlier line; but for what is known only when it is needed."""
    said, missing = set[str](), set[str]()
    for line in "\n".join(block.commands for block in BLOCKS).splitlines():
        said |= set(re.findall(r"(?:export|for|^|\s)\s*(\w+)(?:=| in )", line))
        missing |= set(re.findall(r"(?<!\\)\$\{?([A-Za-z_]\w*)", line)) - said

    assert missing == {"DOMAIN_NAME", "NUMBER", "OTHER_BUCKET"}


def test_commands_that_are_named_are_there() -> None:
    """Modules to be run, and targets of make."""
    modules = set(re.findall(r"python -m (infra[\w.]*)", TEXT))
    targets = set(re.findall(r"(?:^|`)make ([a-z0-9]+)", TEXT, re.MULTILINE))

    assert modules >= {"infra.audit", "infra.backup", "infra.cost", "infra.experts"}
    assert [name for name in modules if find_spec(f"{name}.__main__") is None] == []
    assert [name for name in targets if f"\n{name}:" not in MAKEFILE] == []


@pytest.mark.parametrize("section", [INSTALLING, UPDATING, GOING_BACK, RESTORING, ROTATING])
def test_what_is_followed_has_commands(section: str) -> None:
    """A heading that is renamed does not leave `make e2e` with nothing to do."""
    assert [block for block in BLOCKS if block.section == section and not block.elsewhere]
