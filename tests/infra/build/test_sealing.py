"""The archive: the same bytes from the same sources, and bytecode that Lambda takes without a look."""

import importlib.util
import os
import zipfile
from pathlib import Path

from infra.build.sealing import add_bytecode, seal


def sources(folder: Path, *, order: tuple[str, ...]) -> Path:
    """Two modules, written in this order."""
    (folder / "room").mkdir(parents=True)
    for name in order:
        (folder / name).write_text(f"NAME = {name!r}\n", encoding="utf-8")
    return folder


def test_the_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order and the time they were written in, and wherever they lie."""
    first = sources(tmp_path / "a", order=("a.py", "room/b.py"))
    second = sources(tmp_path / "elsewhere", order=("room/b.py", "a.py"))
    os.utime(second / "a.py", (0, 0))

    for folder in (first, second):
        add_bytecode(folder)
        seal(folder, folder.with_suffix(".zip"))

    assert first.with_suffix(".zip").read_bytes() == second.with_suffix(".zip").read_bytes()


def test_bytecode_lies_beside_every_module_and_is_never_checked(tmp_path: Path) -> None:
    """On Lambda nothing can be written, so what is not compiled here is compiled at every start."""
    folder = sources(tmp_path / "a", order=("a.py", "room/b.py"))

    add_bytecode(folder)

    compiled = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pyc"))
    assert [Path(name).name.partition(".")[0] for name in compiled] == ["a", "b"]
    flags = {int.from_bytes((folder / name).read_bytes()[4:8], "little") for name in compiled}
    # Bit 0: by hash; bit 1, which would have the hash checked, is not set.
    assert flags == {0b01}


def test_no_path_of_this_machine_is_in_the_bytecode(tmp_path: Path) -> None:
    """A traceback on AWS speaks of the path there."""
    folder = sources(tmp_path / "a", order=("a.py",))

    add_bytecode(folder)

    content = Path(importlib.util.cache_from_source(str(folder / "a.py"))).read_bytes()
    assert b"/var/task/a.py" in content
    assert str(tmp_path).encode() not in content


def test_files_have_neither_time_nor_owner(tmp_path: Path) -> None:
    """Readable by all, which Lambda's user needs."""
    folder = sources(tmp_path / "a", order=("a.py", "room/b.py"))

    seal(folder, tmp_path / "sealed.zip")

    with zipfile.ZipFile(tmp_path / "sealed.zip") as sealed:
        entries = sealed.infolist()
    assert [entry.filename for entry in entries] == ["a.py", "room/b.py"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 2, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
