"""Two ways out: a table as lines into any other, and the embedded run's state into one file and back."""

import gzip
import json
import re
import shutil
import signal
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib import bootstrap
from chalicelib.adapters import keys
from chalicelib.adapters.items import Item, wire
from chalicelib.adapters.patience import Patience
from chalicelib.adapters.table import Table, dynamodb
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.sign_in import begin_sign_in
from chalicelib.service.verify_all import verify_stretch
from infra.backup import archive, snapshot
from infra.backup.__main__ import main
from infra.backup.export import Damaged, checked, export
from infra.backup.importing import import_file
from infra.local.environment import TABLE
from infra.local.reach import reached
from infra.local.table import create
from infra.scan import items
from tests import embedded
from tests.adapters.conftest import on_table
from tests.builders import SECRETARIAT
from tests.live_site import start, stop
from tests.service.offices import with_everything

pytestmark = pytest.mark.embedded


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was served before in this process has no say in how long a backup may take."""
    monkeypatch.setattr(bootstrap, "patience", Patience())


@pytest.fixture
def other(table: embedded.Table) -> embedded.Table:
    """A second table, empty."""
    create(table.client, f"{table.name}-other")
    return embedded.Table(f"{table.name}-other", table.client)


@pytest.fixture
def office(table: embedded.Table) -> Office:
    """An office at work, with somebody signing in and more than one answer of a scan can hold."""
    office = with_everything(on_table(Table(table.client, table.name)))
    begin_sign_in(office, "nobody@office.example.jp", network="192.0.2.1")
    for count in range(8):
        bulky = {"pk": "RECEIPTS#none", "sk": f"s{count}", "document": b"\x00\xff" * 90_000}
        table.client.put_item(TableName=table.name, Item=wire(bulky))
    return office


def lasting(table: embedded.Table) -> list[Item]:
    """All items but those that pass by themselves, in order of their keys."""
    found = [item for item in items(table.client, table.name) if "expires" not in item]
    return sorted(found, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def test_a_table_leaves_and_arrives_whole(
    office: Office, table: embedded.Table, other: embedded.Table, tmp_path: Path
) -> None:
    """Every item equal, every chain verified, and what passes by itself left behind."""
    file = tmp_path / "table.jsonl.gz"

    manifest = export(table.client, table.name, file)
    done = import_file(other.client, other.name, file)

    assert lasting(other) == lasting(table)
    assert done.written == sum(manifest["counts"].values()) == len(lasting(table))
    assert not [item for item in items(other.client, other.name) if "expires" in item]
    stretch = verify_stretch(on_table(Table(other.client, other.name)), limit=100)
    assert stretch.verdicts == verify_stretch(office, limit=100).verdicts
    assert not [verdict for verdict in stretch.verdicts if verdict.fault]


def test_an_import_repeated_changes_nothing(
    office: Office, table: embedded.Table, other: embedded.Table, tmp_path: Path
) -> None:
    """And what differs meanwhile is named and left as it is."""
    file = tmp_path / "table.jsonl.gz"
    export(table.client, table.name, file)
    import_file(other.client, other.name, file)
    set_capacity(on_table(Table(other.client, other.name)), SECRETARIAT, "e01", months={"2027-03": 5})
    before = lasting(other)

    again = import_file(other.client, other.name, file)

    assert again.written == 0
    assert again.differing == ["EXPERTS / e01"]
    assert lasting(other) == before


def altered(content: bytes) -> bytes:
    """One letter of one line."""
    return gzip.compress(gzip.decompress(content).replace(b"R08-0001", b"R08-0009", 1))


def without_a_line(content: bytes) -> bytes:
    """All but the first line."""
    return gzip.compress(gzip.decompress(content).split(b"\n", 1)[1])


def cut_off(content: bytes) -> bytes:
    """What a full disk leaves."""
    return content[:-100]


@pytest.mark.parametrize("damage", [altered, without_a_line, cut_off])
def test_a_damaged_file_is_not_imported(
    office: Office, table: embedded.Table, other: embedded.Table, tmp_path: Path, damage: Any
) -> None:
    """Not even the part of it that could be read."""
    file = tmp_path / "table.jsonl.gz"
    export(table.client, table.name, file)
    file.write_bytes(damage(file.read_bytes()))

    with pytest.raises(Damaged):
        import_file(other.client, other.name, file)

    assert not lasting(other)
    with pytest.raises(Damaged):
        checked(file)


def test_a_running_service_is_saved_and_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Killed after the copy was taken, it is there again elsewhere, every item, mail and setting of its clock."""
    state, file, elsewhere = tmp_path / "state", tmp_path / "backup.tar.gz", tmp_path / "elsewhere"
    site = start(state)
    site.move_clock(days=2)
    mailed = names(state / "mail")

    assert main(["save", str(file), "--state", str(state)]) == 0
    site.process.send_signal(signal.SIGKILL)
    site.process.wait()
    assert main(["restore", str(file), "--state", str(elsewhere)]) == 0

    saved, restored = capsys.readouterr().out.splitlines()
    assert saved.partition(";")[2] == restored.partition(";")[2]
    assert re.fullmatch(r"[1-9]\d* items .*; [1-9]\d* records with [1-9]\d* events, 0 broken\.", saved)
    assert float((elsewhere / "clock").read_text()) == 2 * 86_400
    # The service went on mailing until it was killed.
    assert mailed <= names(elsewhere / "mail") <= names(state / "mail")


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a stopped service."""
    folder = tmp_path_factory.mktemp("stopped")
    stop(start(folder / "state", sample=0))
    archive.save(folder / "state", folder / "backup.tar.gz")
    return folder / "backup.tar.gz"


def test_a_state_is_not_overwritten_without_being_told(backup: Path, tmp_path: Path) -> None:
    """And when told, what was there is put aside, not removed."""
    state = tmp_path / "state"
    archive.restore(backup, state)
    (state / "note").write_text("mine")

    with pytest.raises(archive.Occupied):
        archive.restore(backup, state)
    assert (state / "note").exists()

    archive.restore(backup, state, overwrite=True)
    assert not (state / "note").exists()
    assert (tmp_path / "state.before-restore-1" / "note").read_text() == "mine"


def test_a_damaged_backup_is_not_restored(backup: Path, tmp_path: Path) -> None:
    """Cut off, or another file altogether."""
    damaged = tmp_path / "damaged.tar.gz"
    for content in (backup.read_bytes()[:-2000], b"no backup"):
        damaged.write_bytes(content)
        with pytest.raises(Damaged):
            archive.restore(damaged, tmp_path / "state")
    assert not (tmp_path / "state").exists()


def test_a_backup_with_an_altered_file_is_not_restored(backup: Path, tmp_path: Path) -> None:
    """Every file of it has its digest in the manifest."""
    with tarfile.open(backup) as archived:
        archived.extractall(tmp_path, filter="data")
    with tarfile.open(tmp_path / "state.tar") as archived:
        archived.extractall(tmp_path, filter="data")
    (tmp_path / "state" / "seal.pem").write_text("another")
    with tarfile.open(tmp_path / "state.tar", "w") as archived:
        archived.add(tmp_path / "state", "state")
    altered_file = tmp_path / "altered.tar.gz"
    with tarfile.open(altered_file, "w:gz") as archived:
        archived.add(tmp_path / "manifest.json", "manifest.json")
        archived.add(tmp_path / "state.tar", "state.tar")

    with pytest.raises(Damaged, match="is not as it was saved"):
        archive.restore(altered_file, tmp_path / "restored")


@pytest.mark.parametrize(
    ("name", "found"), [("counts", {"CASE": 1}), ("records", 7), ("events", 7), ("faults", ["r1: event 2 is missing"])]
)
def test_a_backup_in_which_something_else_is_found_than_was_saved_is_not_restored(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, found: Any
) -> None:
    """Its files may be whole: what is in them is counted and verified before they are put in place."""
    with tarfile.open(backup) as archived:
        archived.extract("manifest.json", tmp_path, filter="data")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    contents = archive.Contents(manifest["counts"], manifest["records"], manifest["events"], manifest["faults"])
    monkeypatch.setattr(archive, "contents_of", lambda state: replace(contents, **{name: found}))

    with pytest.raises(Damaged, match=f"does not hold what was saved: {name}"):
        archive.restore(backup, tmp_path / "restored")

    assert not (tmp_path / "restored").exists()


def test_a_backup_of_something_broken_says_so(backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When it is saved, and again when it is restored."""
    state, file = tmp_path / "state", tmp_path / "broken.tar.gz"
    archive.restore(backup, state)
    with reached(state):
        given = wire({**keys.sequence(2026), "last": 1})
        dynamodb().put_item(TableName=TABLE, Item=given)

    assert main(["save", str(file), "--state", str(state)]) == 1
    assert main(["restore", str(file), "--state", str(tmp_path / "elsewhere")]) == 1

    assert capsys.readouterr().out.count("broken: R08-0001: no request carries this number, which was given") == 2


def test_a_copy_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file changed while the others were copied, all are copied again once everything stood still."""
    state = tmp_path / "state"
    state.mkdir()
    for name in ("one", "other"):
        (state / name).write_text("before")
    copytree, copies = shutil.copytree, []

    def while_somebody_writes(source: Path, to: Path, **how: Any) -> None:
        copytree(source, to, **how)
        copies.append(to)
        if len(copies) == 1:
            for name in ("one", "other"):
                (state / name).write_text("after and longer")

    monkeypatch.setattr(shutil, "copytree", while_somebody_writes)

    snapshot.copy(state, tmp_path / "copy")

    assert len(copies) == 2
    assert {file.read_text() for file in (tmp_path / "copy").iterdir()} == {"after and longer"}
