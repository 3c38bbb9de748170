"""The template that is merged into chalice's: the files of infra/template joined, each with one subject."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from infra.build.gateway_answers import gateway_answers

FOLDER = Path(__file__).parents[1] / "template"
NAME = "resources.yaml"


class _Loader(yaml.SafeLoader):
    """Reads `!Ref Table` as `{Ref: Table}`, as chalice does."""


def _intrinsic(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if tag == "GetAtt":
        value = value.split(".", 1)
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value}


class _Dumper(yaml.SafeDumper):
    """Writes everything out in full: CloudFormation knows no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Loader.add_multi_constructor("!", _intrinsic)


def read(path: Path) -> dict[str, Any]:
    """A template file as plain data."""
    found: dict[str, Any] = _Loader(path.read_text(encoding="utf-8")).get_single_data()
    return found


@cache
def parts() -> dict[str, dict[str, Any]]:
    """Section by section, what all files declare together; ValueError when two declare the same."""
    sections: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for section, declared in read(path).items():
            known = sections.setdefault(section, {})
            if twice := known.keys() & declared.keys():
                raise ValueError(f"{path.name}: {section} declares {', '.join(sorted(twice))} a second time")
            known |= declared
    return sections


def joined() -> str:
    """All of it as one YAML document, with the gateway's own answers."""
    whole = deepcopy(parts())
    whole["Resources"]["RestAPI"]["Properties"]["GatewayResponses"] = gateway_answers()
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
