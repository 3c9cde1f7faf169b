"""Which format a file has, seen from its content and never from its name, and how to read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registers.exchange.archives import Archive, check_size
from registers.exchange.avgregister import archive as avg
from registers.exchange.avgregister import shapes
from registers.exchange.books import interpreting as books
from registers.exchange.books import reading as book_reading
from registers.exchange.errors import ActiveContent, FormatUnknown, HeadersUnknown
from registers.exchange.sheets import csvfiles, ods, xlsx
from registers.exchange.sheets.grid import Workbook
from registers.exchange.sheets.grouping import Counter, originals
from registers.exchange.sheets.headers import Header, find_header
from registers.exchange.sheets.interpreting import interpret
from registers.exchange.sheets.mapping import SheetMapping
from registers.exchange.sheets.targets import propose
from registers.exchange.units import Original, Reading, Remark, Unit, note
from registers.exchange.words import folded

AVG_REGISTER, SHEET, BOOK = "avgregister", "sheet", "book"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the user chose: a mapping, a sheet, the order of dates per column; and the known mappings by their hash."""

    mapping: SheetMapping | None = None
    known: Mapping[str, SheetMapping] = field(default_factory=dict)
    sheet: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)


def open_file(content: bytes, filename: str, choices: Choices | None = None) -> Reading:
    """The file as originals, ready to be read. Raises ImportRefused, MappingInvalid; also while it is read."""
    check_size(content, filename)
    chosen = choices or Choices()
    if content.startswith(b"PK"):
        return _archive(Archive(content, filename), chosen)
    if content.startswith(_OLE):
        told = _("an old workbook (.xls), or one with a password; save it as .xlsx without a password")
        raise ActiveContent(filename, told)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _book(book_reading.from_json(content, filename))
    if content.startswith(b"%PDF"):
        raise FormatUnknown(filename, _unknown())
    return _sheet(csvfiles.read(content, filename), filename, chosen)


def _unknown() -> str:
    return _("not a file that can be read; use a zip of the AVG register, XLSX, ODS, CSV or an export of Waarborg")


def _archive(archive: Archive, choices: Choices) -> Reading:
    names = archive.names
    if any(name.startswith("xl/") for name in names):
        return _workbook(xlsx.read(archive), archive.filename, choices)
    if "mimetype" in names and archive.read("mimetype").strip() == ods.MIMETYPE.encode():
        return _workbook(ods.read(archive), archive.filename, choices)
    if avg.is_avg_register(archive):
        return _avg_register(archive)
    if names and all(name.endswith(".csv") for name in names):
        workbook = csvfiles.read_archive(archive)
        if book_reading.is_own(workbook):
            return _book(book_reading.from_workbook(workbook))
    raise FormatUnknown(archive.filename, _unknown())


def _avg_register(archive: Archive) -> Reading:
    counter = Counter()
    notes: list[Remark] = []
    return Reading(
        format=AVG_REGISTER,
        originals=_counted(avg.originals(archive, notes), counter),
        interpret=shapes.interpret,
        notes=notes,
        rows=lambda: counter.rows,
    )


def _counted(found: Iterator[Original], counter: Counter) -> Iterator[Original]:
    for original in found:
        counter.rows += original.rows
        yield original


def _workbook(workbook: Workbook, filename: str, choices: Choices) -> Reading:
    if book_reading.is_own(workbook):
        return _book(book_reading.from_workbook(workbook))
    return _sheet(workbook, filename, choices)


def _book(rows: book_reading.Rows) -> Reading:
    return Reading(
        format=BOOK,
        originals=book_reading.originals(rows),
        interpret=books.interpret,
        notes=rows.notes,
        rows=lambda: rows.count,
        known_here=rows.uids,
        exported_at=rows.exported_at,
    )


def _sheet(workbook: Workbook, filename: str, choices: Choices) -> Reading:
    name, header = _header(workbook, filename, choices)
    mapping = _mapping(header, filename, choices).with_dates(dict(choices.dates))
    counter = Counter()
    notes = [*workbook.notes, *(note("sheet-not-read", other) for other in workbook.names if other != name)]
    if header.row > 1:
        notes.append(note("rows-above", name, rows=header.row - 1))
    return Reading(
        format=SHEET,
        originals=originals(workbook.rows(name), header, mapping, counter),
        interpret=by(mapping),
        notes=notes,
        rows=lambda: counter.rows,
    )


def by(mapping: SheetMapping) -> Callable[[Original], Unit]:
    """How an original becomes a unit by this mapping."""
    return lambda original: interpret(original, mapping)


def _header(workbook: Workbook, filename: str, choices: Choices) -> tuple[str, Header]:
    """The sheet and the row with the headers: those that a mapping knows, or else the first that there are."""
    if choices.sheet and choices.sheet not in workbook.names:
        told = _("there is no sheet named %(sheet)s; there are %(names)s")
        names = ", ".join(workbook.names)
        raise FormatUnknown(filename, told % {"sheet": repr(choices.sheet), "names": names})
    wanted = [choices.sheet] if choices.sheet else list(workbook.names)
    found = [(name, find_header(workbook.rows(name), lambda header: _fit(header, choices))) for name in wanted]
    headers = [(name, header) for name, header in found if header is not None]
    if not headers:
        raise FormatUnknown(filename, _("no row with the names of columns was found in the first twenty rows"))
    return max(headers, key=lambda one: _fit(one[1], choices) >= _KNOWN)


_KNOWN = 1000


def _fit(header: Header, choices: Choices) -> int:
    """How well a row serves as headers: known to a mapping, or else how many words it has that we know."""
    known = choices.mapping.sha256 == header.sha256 if choices.mapping else header.sha256 in choices.known
    return _KNOWN if known else sum(bool(target) for target in propose(header.labels).values())


def _mapping(header: Header, filename: str, choices: Choices) -> SheetMapping:
    if choices.mapping is None:
        found = choices.known.get(header.sha256)
        if found is None:
            told = _("no mapping fits these columns yet; fill in the proposal and import again with it")
            raise HeadersUnknown(filename, told, proposal=_proposal(header))
        return found
    missing = set(choices.mapping.columns) - {folded(name) for name in header.names}
    new = {folded(name) for name in header.names} - set(choices.mapping.columns)
    if missing or new:
        told = _("mapping %(name)s does not fit: columns missing: %(missing)s; columns it does not know: %(new)s")
        facts = {
            "name": choices.mapping.name,
            "missing": ", ".join(sorted(missing)) or "–",
            "new": ", ".join(sorted(new)) or "–",
        }
        raise HeadersUnknown(filename, told % facts, proposal=_proposal(header))
    return choices.mapping


def _proposal(header: Header) -> dict[str, str]:
    """A target for each column, '' where there is no proposal."""
    by_label = propose(header.labels)
    return {name: by_label.get(label, "") for name, label in zip(header.names, header.labels, strict=True)}
