"""The folder that chalice packages: a copy of the sources alone, so that nothing lying about gets into the package."""

import json
import shutil
from pathlib import Path

from infra.build import template

ROOT = Path(__file__).parents[2]
PARTS = ("chalicelib", "matching")
UNWANTED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


def lay_out(folder: Path, *, architecture: str) -> None:
    """Copy what is packaged into an empty folder, with the joined template and a configuration for the architecture."""
    folder.mkdir(parents=True)
    for name in ("app.py", "requirements.txt"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "chalicelib", folder / "chalicelib", ignore=UNWANTED)
    # Of what lies beside chalicelib, chalice takes along only what is in `vendor`.
    shutil.copytree(ROOT / "matching", folder / "vendor" / "matching", ignore=UNWANTED)
    shutil.copytree(ROOT / "infra" / "policies", folder / "infra" / "policies")
    (folder / template.NAME).write_text(template.joined(), encoding="utf-8")
    configuration = json.loads((ROOT / ".chalice" / "config.json").read_text(encoding="utf-8"))
    (folder / ".chalice").mkdir()
    settings = json.dumps(configuration | {"lambda_architecture": architecture})
    (folder / ".chalice" / "config.json").write_text(settings, encoding="utf-8")


def packaged_files() -> set[str]:
    """Every source file as it has to lie in the package."""
    return {
        str(path.relative_to(ROOT))
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    } | {"app.py"}
