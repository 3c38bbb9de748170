"""The same sources make the same zip, byte for byte, with bytecode that Lambda need not check or compile."""

import compileall
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

# The zip format's first day but one: whatever clock built it, the archive says the same.
LONG_AGO = (1980, 1, 2, 0, 0, 0)
TASK = "/var/task"


def add_bytecode(folder: Path) -> None:
    """Compile every module below the folder, under the path it will have on Lambda, never to be checked again."""
    compileall.compile_dir(
        folder,
        quiet=2,
        force=True,
        stripdir=str(folder),
        prependdir=TASK,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def seal(folder: Path, archive: Path) -> None:
    """Write all files below the folder into the archive, in order, without times or owners."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as sealed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), LONG_AGO)
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            sealed.writestr(entry, path.read_bytes())
