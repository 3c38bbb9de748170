"""A stack on the embedded AWS, made, changed and gone back with by the very commands of docs/operations.md."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import yaml

from infra.local.aws import EmbeddedAws, client_environment
from tests.e2e.document import ROOT, Shell, section

NAME = "suketto-e2e"
INSTALLING = "From an empty account to a working service"
UPDATING, GOING_BACK, RESTORING, ROTATING = "Update", "Rollback", "Restore", "Secrets"
# The embedded CloudFormation knows neither the firewall's place nor budgets; both are options of the template.
WITHOUT = {"Firewall": "no", "MonthlyBudget": "0"}


@dataclass
class Stack:
    """The stack of one package; `work` is a folder for what is made on the way."""

    aws: EmbeddedAws
    package: Path
    work: Path
    shell: Shell = field(init=False)
    outputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tools = Path(os.environ["SUKETTO_AWSCLI"]).absolute().parent
        mine = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(self.work), "LANG": "C.UTF-8"}
        self.shell = Shell(self.work / "shell", client_environment(self.aws.endpoint) | mine)

    @property
    def host(self) -> str:
        """The name under which the embedded gateway knows the API."""
        return f"{self.outputs['RestAPIId']}.execute-api.localhost:{self.aws.port}"

    @property
    def site(self) -> str:
        """The address that the mails name."""
        return self.outputs["EndpointURL"].rstrip("/")

    def install(self) -> None:
        """Follow the document from an empty account to a working service.

        Two things are not as on AWS: which answers the template gets, and the address under which the API is reached.
        """
        for block in section(INSTALLING):
            self.shell.type(block.commands)
            if "export STACK=" in block.commands:
                self._say_what_is_mine()
            if "export SITE=" in block.commands:
                self._look()
                self.shell.export(SITE=f"http://{self.host}/api/")

    def memory(self, function: str) -> int:
        """Megabytes that a function of the stack has now."""
        resource = boto3.client("cloudformation").describe_stack_resource(StackName=NAME, LogicalResourceId=function)
        name = resource["StackResourceDetail"]["PhysicalResourceId"]
        return int(boto3.client("lambda").get_function_configuration(FunctionName=name)["MemorySize"])

    def update(self, **memory: int) -> None:
        """Follow it for an update to a package whose template gives some functions other memory."""
        self.shell.export(PACKAGE=str(self._changed(memory)))
        self._follow(UPDATING)

    def go_back(self) -> None:
        """Follow it back to the release before."""
        self._follow(GOING_BACK)

    def rotate(self) -> str:
        """Follow it to another secret; what was said."""
        return "".join(self.shell.type(block.commands) for block in section(ROTATING))

    def restore(self) -> str:
        """Follow it back to a moment of the past, into a table beside; what was said."""
        before = len(self.shell.said)
        for block in section(RESTORING):
            self.shell.type(block.commands)
            if "export MOMENT=" in block.commands:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                self.shell.export(MOMENT=now, FILE=str(self.work / "before.jsonl.gz"))
        return "".join(self.shell.said[before:])

    def _follow(self, name: str) -> None:
        for block in section(name):
            self.shell.type(block.commands)
        self._look()

    def _look(self) -> None:
        (described,) = boto3.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}

    def _say_what_is_mine(self) -> None:
        answers = self.work / "answers.txt"
        given = (ROOT / "infra" / "stages" / "dev.txt").read_text(encoding="utf-8").splitlines()
        kept = [line for line in given if line.partition("=")[0] not in WITHOUT]
        answers.write_text(
            "\n".join([*kept, *(f"{name}={value}" for name, value in WITHOUT.items())]), encoding="utf-8"
        )
        releases = self.work / "releases"
        self.shell.export(STACK=NAME, PACKAGE=str(self.package), ANSWERS=str(answers), RELEASES=str(releases))

    def _changed(self, memory: dict[str, int]) -> Path:
        """A copy of the package with its changed template."""
        document: dict[str, Any] = yaml.safe_load((self.package / "sam.yaml").read_text(encoding="utf-8"))
        for function, megabytes in memory.items():
            document["Resources"][function]["Properties"]["MemorySize"] = megabytes
        changed = self.work / "changed"
        changed.mkdir()
        shutil.copyfile(self.package / "deployment.zip", changed / "deployment.zip")
        text = yaml.safe_dump(document, allow_unicode=True)
        (changed / "sam.yaml").write_text(text, encoding="utf-8")
        return changed
