"""The package of an inzage: one ZIP, AES-256 under a passphrase, with the report, the data per table and the files.

Written from the extracts to a file in a stream. The names inside tell nothing, because a ZIP doesn't hide its names.
"""

import csv
import hashlib
import io
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyzipper
from django.utils import translation
from django.utils.translation import gettext as _

from subjects.exporting.errors import WorkFolderRefuses
from subjects.exporting.extract import OpenExtract
from subjects.exporting.formats import harmless
from subjects.exporting.tables import BOM, csv_of, json_of
from subjects.exporting.wording import why_missing

LANGUAGE = "nl"
README, DATA, LIST_OF_FILES = "LEESMIJ.txt", "gegevens", "bestanden/lijst.csv"
MANIFEST = "manifest.json"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 5


@dataclass(frozen=True, kw_only=True)
class Package:
    """What goes into a package. ``report`` is the signed PDF; ``made_at`` is the date of every entry (local time).

    With a ``manifest`` (what the package is, for a program) the package is one of art. 20, and ends with that manifest,
    completed with the size and the SHA-256 of every other file.
    """

    organisation: str
    contact: str
    reference: str
    made_at: datetime
    report: bytes
    report_name: str
    extracts: Sequence[OpenExtract]
    manifest: Mapping[str, Any] | None = None


def new_passphrase() -> str:
    """Five groups of five signs that can't be mistaken when read aloud: 124 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _sign in range(_GROUP)) for _group in range(_GROUPS))


def write_package(*, target: Path, package: Package, passphrase: str) -> None:
    """Write the package to ``target``, which gets its name when it is whole. Raises WorkFolderRefuses."""
    temporary = target.with_name(f".writing-{target.name}-{secrets.token_hex(6)}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise WorkFolderRefuses(error.strerror) from None
    try:
        _write(temporary, package, passphrase)
        temporary.replace(target)
    except OSError as error:
        raise WorkFolderRefuses(error.strerror) from None
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, package: Package, passphrase: str) -> None:
    with pyzipper.AESZipFile(path, "w", compression=pyzipper.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.setpassword(passphrase.encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        with translation.override(LANGUAGE):
            files = [_add(archive, name, content, package.made_at) for name, content in entries(package)]
            if package.manifest is not None:
                text = json.dumps({**package.manifest, "files": files}, ensure_ascii=False, indent=1)
                _add(archive, MANIFEST, [text.encode()], package.made_at)


def entries(package: Package) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every entry as name and content; contents are streams, read in this order."""
    yield README, [_readme(package).encode()]
    yield package.report_name, [package.report]
    for extract in package.extracts:
        for number, table in enumerate(extract.index.tables, start=1):
            name = f"{DATA}/{extract.index.source}/{number:02d}-{plain(table.table)}"
            yield f"{name}.csv", csv_of(extract, table)
            yield f"{name}.json", json_of(extract, table)
    if any(extract.index.files for extract in package.extracts):
        yield LIST_OF_FILES, list_of_files(package.extracts)
    for extract in package.extracts:
        for file in extract.index.files:
            if file.section:
                yield file.name, extract.content(file)


def plain(name: str) -> str:
    """A table's name as part of a file name."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip(".") or "tabel"


def _add(archive: pyzipper.AESZipFile, name: str, content: Iterable[bytes], at: datetime) -> dict[str, Any]:
    """Write an entry; the answer is its line in a manifest."""
    entry = pyzipper.AESZipFile.zipinfo_cls(filename=name, date_time=at.timetuple()[:6])
    entry.compress_type = pyzipper.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(entry, "w", force_zip64=True) as file:
        for piece in content:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def list_of_files(extracts: Sequence[OpenExtract]) -> Iterator[bytes]:
    """Which record each file belongs to, and why a file is not there."""
    yield (BOM + _row([_("File"), _("System"), _("Data"), _("Record"), _("Size in bytes"), _("Remark")])).encode()
    for extract in extracts:
        labels = {table.table: table.label for table in extract.index.tables}
        for file in extract.index.files:
            where = [extract.index.label, labels.get(file.table, file.table), str(file.record)]
            size = str(file.size) if file.section else ""
            yield _row([file.name, *where, size, why_missing(file.missing)]).encode()


def _row(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def _start_here(package: Package) -> list[str]:
    facts = {"report": package.report_name, "manifest": MANIFEST}
    if package.manifest is None:
        return [_("%(report)s: the report. Start here. It explains which data we have and why we use them.") % facts]
    return [
        _("%(report)s: the overview. Start here. It says what you take along, what we left out, and why.") % facts,
        _("%(manifest)s: the same for another program, with a checksum (SHA-256) of every file.") % facts,
    ]


def _readme(package: Package) -> str:
    files = any(file.section for extract in package.extracts for file in extract.index.files)
    about_files = _("The folder bestanden: files about you, such as recordings. lijst.csv says what each is.")
    paragraphs = [
        _("Your personal data at %(name)s") % {"name": package.organisation},
        _("Reference: %(reference)s") % {"reference": package.reference},
        _("What is in this package?"),
        *_start_here(package),
        _(
            "The folder %(folder)s: the same data as tables. You open a file that ends in .csv with a spreadsheet "
            "program, such as Excel or LibreOffice. Files that end in .json are meant for other programs."
        )
        % {"folder": DATA},
        *([about_files] if files else []),
        _("Keep it safe"),
        _(
            "These data are about you. Keep the package and the passphrase apart, and do not forward them to people "
            "whom you do not trust. A cell that begins with an apostrophe (') holds text that a spreadsheet would "
            "otherwise read as a formula; the apostrophe is not part of the text."
        ),
        _("Do you have a question? You reach us through %(contact)s. Please mention the reference.")
        % {"contact": package.contact},
    ]
    return "\r\n\r\n".join(paragraphs) + "\r\n"
