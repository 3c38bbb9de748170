"""Runs `chalice package`, which says of much that goes wrong only in passing."""

import os
import subprocess
import sys
from pathlib import Path

from infra.build import template
from infra.build.failure import BuildFailed
from infra.build.source import lay_out

# Chalice wants to know a region; the template itself knows none.
REGION = {"AWS_DEFAULT_REGION": "ap-northeast-1"}
# One package and one template serve every stage: what differs between stages is a parameter of the template.
STAGE = "every"
TROUBLE = ("Could not install dependencies", "Traceback")


def package(architecture: str, *, work: Path, out: Path) -> None:
    """Put `deployment.zip` and `sam.yaml` into `out`; BuildFailed with chalice's own words when anything is missing."""
    lay_out(work, architecture=architecture)
    command = ["chalice", "package", "--stage", STAGE, "--merge-template", template.NAME, str(out.resolve())]
    done = subprocess.run(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=work,
        env={**os.environ, **REGION},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode or any(sign in done.stdout for sign in TROUBLE):
        raise BuildFailed(f"chalice could not package for {architecture}:\n{done.stdout.strip()}")
