"""The ZIP of a case: the same case gives the same bytes, whoever packs it and when."""

import hashlib
import io
import zipfile
from collections.abc import Sequence

from chalicelib.domain.calendar import local
from chalicelib.domain.errors import TooLarge
from chalicelib.domain.profile import Profile
from chalicelib.service.export_case import CaseFile
from chalicelib.web import words
from chalicelib.web.breaks import broken
from chalicelib.web.export.records import records
from chalicelib.web.export.tables import ranking, tables
from chalicelib.web.notice_words import AUDIENCES, NOTICES
from chalicelib.web.rendering import render

# An answer of Lambda may have 6 MB, in which the ZIP grows by a third.
LARGEST = 4_000_000
MANIFEST = "manifest.sha256"


def packed(profile: Profile, file: CaseFile, *, towns: str, facts: Sequence[tuple[str, str]]) -> bytes:
    """The ZIP; TooLarge."""
    content = io.BytesIO()
    contents = {name: text.encode() for name, text in sorted(_texts(profile, file, towns, facts).items())}
    manifest = "".join(f"{hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in contents.items())
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in {**contents, MANIFEST: manifest.encode()}.items():
            archive.writestr(_entry(name, file), text)
    if len(content.getvalue()) > LARGEST:
        raise TooLarge(file.case.request.id)
    return content.getvalue()


def _texts(profile: Profile, file: CaseFile, towns: str, facts: Sequence[tuple[str, str]]) -> dict[str, str]:
    told = tables(profile, file, facts)
    context = {
        "file": file,
        "request": file.case.request,
        "towns": towns,
        "facts": facts,
        "profile": profile,
        "notices": NOTICES,
        "audiences": AUDIENCES,
        "words": words,
        "people": {expert.id: expert.name for expert in file.experts.values()},
        "ranking": ranking(profile, file),
        "fault_in_words": broken(file.fault) if file.fault else "",
    }
    return {
        "README.txt": render("export/README.txt", **context),
        "case.html": render("export/case.html", **context),
        **{f"csv/{name}.csv": text for name, text in told.items()},
        **{f"json/{name}.json": text for name, text in records(file).items()},
    }


def _entry(name: str, file: CaseFile) -> zipfile.ZipInfo:
    """Dated when the case last changed, the only moment that lies in the case itself."""
    entry = zipfile.ZipInfo(name, local(file.case.request.updated_at).timetuple()[:6])
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry
