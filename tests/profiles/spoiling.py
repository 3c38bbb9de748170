"""A copy of the tiny profile that a test may spoil."""

import shutil
from pathlib import Path

from chalicelib.domain.errors import ProfileInvalid
from chalicelib.profiles import load

TINY = Path(__file__).parents[1] / "profile_tiny"


class Copy:
    """The tiny profile's files, once more."""

    def __init__(self, into: Path) -> None:
        self.folder = Path(shutil.copytree(TINY, into / "tiny"))

    def spoil(self, file: str, right: str, wrong: str) -> None:
        """Write `wrong` where the file says `right`."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert right in text, f"{right} is not in {file}"
        path.write_text(text.replace(right, wrong, 1), "utf-8")

    def faults(self) -> tuple[str, ...]:
        """What the loader says of it; nothing when it loads."""
        try:
            load(str(self.folder))
        except ProfileInvalid as invalid:
            return invalid.faults
        return ()
