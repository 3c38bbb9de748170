"""A stack on the embedded AWS, made and changed by the very commands that make one on AWS."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import yaml

from infra.local.aws import REGION, EmbeddedAws

NAME, BUCKET = "suketto-dev", "suketto-packages"
STAGE = Path(__file__).parents[2] / "infra" / "stages" / "dev.json"
# The embedded CloudFormation knows neither the firewall's place nor budgets; both are options of the template.
WITHOUT = ("Firewall=no", "MonthlyBudget=0")


@dataclass
class Stack:
    """The stack of one package."""

    aws: EmbeddedAws
    package: Path
    work: Path
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The name under which the embedded gateway knows the API."""
        return f"{self.outputs['RestAPIId']}.execute-api.localhost:{self.aws.port}"

    @property
    def site(self) -> str:
        """The address that the mails name."""
        return self.outputs["EndpointURL"].rstrip("/")

    def deploy(self, *, template: Path | None = None) -> None:
        """`aws cloudformation package`, then `deploy`; a first time creates the stack, a later one changes it."""
        self._make_bucket()
        given, packaged = template or self.package / "sam.yaml", self.work / "packaged.yaml"
        bucket = ("--s3-bucket", BUCKET)
        _aws("package", "--template-file", str(given), *bucket, "--output-template-file", str(packaged))
        stack = ("--template-file", str(packaged), "--stack-name", NAME, *bucket, "--capabilities", "CAPABILITY_IAM")
        _aws("deploy", *stack, "--parameter-overrides", *_parameters())
        (described,) = boto3.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}

    def changed_template(self, **memory: int) -> Path:
        """The template with other memory for some functions, beside a copy of the package."""
        document: dict[str, Any] = yaml.safe_load((self.package / "sam.yaml").read_text(encoding="utf-8"))
        for function, megabytes in memory.items():
            document["Resources"][function]["Properties"]["MemorySize"] = megabytes
        shutil.copyfile(self.package / "deployment.zip", self.work / "deployment.zip")
        changed = self.work / "sam.yaml"
        changed.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return changed

    def _make_bucket(self) -> None:
        s3 = boto3.client("s3")
        if BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})


def _parameters() -> list[str]:
    answers = yaml.safe_load(STAGE.read_text(encoding="utf-8"))["Parameters"]
    return [*(f"{name}={value}" for name, value in answers.items() if name != "MonthlyBudget"), *WITHOUT]


def _aws(command: str, *words: str) -> None:
    done = subprocess.run(
        [os.environ["SUKETTO_AWSCLI"], "cloudformation", command, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
