"""A package that lacks something is no package: what is looked at before anybody may deploy it."""

import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from infra.build.contents import MEGABYTE, require_distributions, require_files, require_machine, require_room
from infra.build.failure import BuildFailed
from infra.build.making import Package, inspected, make
from infra.build.packaging import package
from infra.build.source import ROOT, lay_out, packaged_files
from infra.build.starting import handlers_of, require_start

ELF = b"\x7fELF" + bytes(14)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Pages and profiles are as needed as modules."""
    (tmp_path / "app.py").touch()

    with pytest.raises(BuildFailed, match=r"chalicelib/web/pages/home\.html: not in the package"):
        require_files(tmp_path, {"app.py", "chalicelib/web/pages/home.html"})


def test_all_that_is_ours_has_to_be_there() -> None:
    """The app, the engine beside it, pages, letters and the prefecture's data."""
    wanted = packaged_files()

    assert wanted >= {
        "app.py",
        "matching/plan/planner.py",
        "chalicelib/web/pages/home.html",
        "chalicelib/profiles/ehime/municipalities.csv",
    }
    assert not any("__pycache__" in name for name in wanted)


def test_a_missing_wheel_is_named_with_its_version(tmp_path: Path) -> None:
    """An older one of the same name does not count; names may be written either way."""
    for name in ("numpy-2.2.5.dist-info", "aws_lambda_powertools-3.37.0.dist-info"):
        (tmp_path / name).mkdir()

    with pytest.raises(BuildFailed, match=r"^numpy==2\.2\.6: no wheel in the package$"):
        require_distributions(tmp_path, "# pins\naws-lambda-powertools==3.37.0\nnumpy==2.2.6\n")


@pytest.mark.parametrize(("machine", "architecture"), [(0x3E, "x86_64"), (0xB7, "arm64")])
def test_a_library_for_the_other_processor_is_named(tmp_path: Path, machine: int, architecture: str) -> None:
    """It would be found at the first import, on AWS."""
    (tmp_path / "solver.cpython-311.so").write_bytes(ELF + machine.to_bytes(2, "little"))
    other = {"x86_64": "arm64", "arm64": "x86_64"}[architecture]

    require_machine(tmp_path, architecture)
    with pytest.raises(BuildFailed, match=rf"solver\.cpython-311\.so: not for {other}"):
        require_machine(tmp_path, other)


def test_a_package_that_is_too_large_is_refused() -> None:
    """Zipped or unzipped."""
    require_room(60 * MEGABYTE, 250 * MEGABYTE)

    with pytest.raises(BuildFailed, match=r"60\.5 MB zipped, 60 MB are the limit"):
        require_room(60 * MEGABYTE + MEGABYTE // 2, 0)
    with pytest.raises(BuildFailed, match=r"251\.0 MB unzipped"):
        require_room(0, 251 * MEGABYTE)


def test_a_package_whose_handler_cannot_be_imported_is_refused(tmp_path: Path) -> None:
    """What is installed on this machine does not help."""
    (tmp_path / "app.py").write_text("import jinja2\n", encoding="utf-8")

    with pytest.raises(BuildFailed, match="No module named 'jinja2'"):
        require_start(tmp_path, ["app.app"])


def packed(folder: Path, *, without: str = "", more: Mapping[str, bytes] | None = None) -> Package:
    """A package with little in it, but for what contains a word; `more` are further files."""
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    modules = ("app.py", "chalicelib/__init__.py", "matching/__init__.py", "numpy.py", "highspy.py")
    wheels = (f"{name.replace('-', '_')}-{version}.dist-info/METADATA" for name, version in pins)
    files = {**dict.fromkeys([*modules, *wheels], b""), "app.py": b"app = print\n", **(more or {})}
    with zipfile.ZipFile(folder / "deployment.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if not without or without not in name:
                archive.writestr(name, content)
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "app.app"}}
    (folder / "sam.yaml").write_text(json.dumps({"Resources": {"Web": function}}), encoding="utf-8")
    return Package("x86_64", folder / "deployment.zip", folder / "sam.yaml", 0)


@pytest.mark.parametrize(
    ("without", "more", "said"),
    [
        ("chalicelib", {}, r"chalicelib/__init__\.py: not in the package"),
        ("boto3", {}, r"boto3==[\d.]+: no wheel in the package"),
        ("", {"solver.so": ELF + (0xB7).to_bytes(2, "little")}, r"solver\.so: not for x86_64"),
        ("", {"numpy/solver.so.1": ELF + (0xB7).to_bytes(2, "little")}, r"numpy/solver\.so\.1: not for x86_64"),
        ("", {"app.py": b"import jinja2\n"}, "the package does not start"),
        ("", {"app.py": b"app = 1\n"}, r"app\.app"),
        ("", {"chalicelib/letters.py": b"import jinja2\n"}, "No module named 'jinja2'"),
        ("highspy.py", {}, "No module named 'highspy'"),
        ("", {"large": bytes(2 * MEGABYTE)}, r"2\.0 MB unzipped, 1 MB are the limit"),
    ],
    ids=[
        "a file lacks",
        "a wheel lacks",
        "another processor's",
        "another processor's, deep inside",
        "does not start",
        "no handler",
        "a module that cannot be imported",
        "no solver",
        "too large",
    ],
)
def test_a_finished_package_is_opened_and_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str, more: dict[str, bytes], said: str
) -> None:
    """One that is whole passes; one that is not is no package."""
    monkeypatch.setattr("infra.build.contents.UNZIPPED_LIMIT", MEGABYTE)
    monkeypatch.setattr("infra.build.making.packaged_files", lambda: {"app.py", "chalicelib/__init__.py"})
    assert inspected(packed(tmp_path)).unzipped > 0

    with pytest.raises(BuildFailed, match=said):
        inspected(packed(tmp_path, without=without, more=more))


def test_what_is_made_has_been_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets a package that lacks something, whoever packaged it."""
    monkeypatch.setattr("infra.build.making.package", lambda _, *, work, out: packed(out, without="chalicelib"))
    monkeypatch.setattr("infra.build.making.packaged_files", lambda: {"app.py", "chalicelib/__init__.py"})

    with pytest.raises(BuildFailed, match=r"chalicelib/__init__\.py: not in the package"):
        make("x86_64", tmp_path)


def test_the_template_says_which_handlers_there_are() -> None:
    """Functions alone have one, each its own."""
    web, time = (
        {"Type": "AWS::Serverless::Function", "Properties": {"Handler": f"app.{name}"}} for name in ("app", "keep_time")
    )

    found = handlers_of({"Resources": {"KeepTime": time, "Web": web, "Table": {"Type": "AWS::DynamoDB::Table"}}})

    assert found == ["app.app", "app.keep_time"]


def ended(status: int, said: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A command that does nothing but end like this."""
    return lambda command, **_: subprocess.CompletedProcess(command, status, stdout=said)


def test_what_chalice_only_mentions_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves out what it finds no wheel for, and exits with 0."""
    said = "Creating deployment package.\nCould not install dependencies:\nhighspy==9.9\n"
    monkeypatch.setattr(subprocess, "run", ended(0, said))

    with pytest.raises(BuildFailed, match=r"highspy==9\.9"):
        package("arm64", work=tmp_path / "work", out=tmp_path)


def test_a_chalice_that_fails_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own words."""
    monkeypatch.setattr(subprocess, "run", ended(1, "Unknown configuration version\n"))

    with pytest.raises(BuildFailed, match="Unknown configuration version"):
        package("arm64", work=tmp_path / "work", out=tmp_path)


def test_what_is_packaged_is_a_copy_of_the_sources_alone(tmp_path: Path) -> None:
    """With the engine where chalice looks for it, and the processor that was asked for."""
    lay_out(tmp_path / "work", architecture="arm64")

    copied = {path.relative_to(tmp_path / "work").as_posix() for path in (tmp_path / "work").rglob("*")}
    assert {"app.py", "vendor/matching/ranking.py", "infra/policies/web.json", "resources.yaml"} <= copied
    assert not any(name.endswith(".pyc") for name in copied)
    assert '"lambda_architecture": "arm64"' in (tmp_path / "work" / ".chalice" / "config.json").read_text()
    assert (ROOT / "vendor" / "matching").resolve() == ROOT / "matching"
