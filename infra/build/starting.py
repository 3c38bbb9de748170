"""Whether what the template names can be imported from the package alone."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from infra.build.failure import BuildFailed

# No site-packages, no environment, no current folder: what is not in the package or in Python itself is not there.
ALONE = [sys.executable, "-I", "-S", "-B"]
IMPORTING = """
import importlib, pkgutil, sys
folder, *handlers = sys.argv[1:]
sys.path.insert(0, folder)
for handler in handlers:
    module, _, name = handler.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name)), handler
for part in ("chalicelib", "matching"):
    for module in pkgutil.walk_packages([f"{folder}/{part}"], f"{part}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
import numpy, highspy
"""


def handlers_of(template: dict[str, Any]) -> list[str]:
    """The handlers a template names, such as `app.keep_time`."""
    functions = (found for found in template["Resources"].values() if found["Type"] == "AWS::Serverless::Function")
    return sorted({function["Properties"]["Handler"] for function in functions})


def require_start(folder: Path, handlers: Iterable[str]) -> None:
    """Every handler, and every module of ours, can be imported from this folder by an interpreter that has no other."""
    command = [*ALONE, "-c", IMPORTING, str(folder), *handlers]
    done = subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"the package does not start:\n{done.stderr.strip()}")
