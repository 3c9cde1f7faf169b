"""From extracts to what the report says: records per activity, the information of art. 15(1), what was left out.

Records stay a stream. What the map doesn't know is left empty, and the report says so in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.documents.reportcontent import Information, Omission, RegisterSource, ReportActivity, ReportTable
from registers.publishing.informing import ToldActivity
from subjects.exporting.extract import ExtractTable, LeftOut, OpenExtract
from subjects.exporting.formats import readable
from subjects.exporting.packaging import LANGUAGE
from subjects.exporting.wording import ground_in_words, retention_in_words, why_left_out, why_missing


@dataclass(frozen=True, kw_only=True)
class Records:
    """The records of a table as a person reads them; can be read more than once, each time from the extract."""

    extract: OpenExtract
    table: ExtractTable

    def __iter__(self) -> Iterator[list[str | None]]:
        copies = {
            (file.record, file.column): file.name
            for file in self.extract.index.files
            if file.table == self.table.table and file.section
        }
        for number, record in enumerate(self.extract.records(self.table), start=1):
            with translation.override(LANGUAGE):
                texts = [readable(value, column) for value, column in zip(record, self.table.columns, strict=True)]
                yield [
                    _with_copy(text, copies.get((number, column.name)))
                    for text, column in zip(texts, self.table.columns, strict=True)
                ]


def _with_copy(text: str | None, copy: str | None) -> str | None:
    return _("%(path)s (in the package: %(name)s)") % {"path": text, "name": copy} if copy else text


def activity_names(extracts: Sequence[OpenExtract]) -> tuple[str, ...]:
    """What the map calls the activities in which the person was found."""
    return tuple(dict.fromkeys(table.activity for extract in extracts for table in extract.index.tables))


def activities(extracts: Sequence[OpenExtract], told: Mapping[str, ToldActivity]) -> tuple[ReportActivity, ...]:
    """The activities in which the person was found, in the order of the map, with their records.

    ``told`` is what the register says about them, by the name that the map has; a name that it lacks is answered from
    the map alone.
    """
    grouped: dict[str, list[tuple[OpenExtract, ExtractTable]]] = {}
    for extract in extracts:
        for table in extract.index.tables:
            grouped.setdefault(table.activity, []).append((extract, table))
    with translation.override(LANGUAGE):
        return tuple(_activity(name, found, told.get(name)) for name, found in grouped.items())


def _activity(name: str, found: list[tuple[OpenExtract, ExtractTable]], told: ToldActivity | None) -> ReportActivity:
    return ReportActivity(
        name=(told.name if told else name) or _("Activity that our register does not name"),
        information=_from_register(told, found) if told else _information(name, found),
        register=RegisterSource(number=told.number, version=told.version, whole=told.whole, sha256=told.sha256)
        if told
        else None,
        tables=tuple(
            ReportTable(
                label=table.label,
                source=extract.index.label,
                labels=tuple(column.label for column in table.columns),
                rows=table.rows,
                records=Records(extract=extract, table=table),
            )
            for extract, table in found
        ),
    )


def _from_register(told: ToldActivity, found: list[tuple[OpenExtract, ExtractTable]]) -> Information:
    """The eight answers of the register; what it leaves open about data and terms comes from the map."""
    mapped = _information(told.name, found)
    said = told.answers
    return Information(
        purposes=said.purposes or None,
        legal_ground=said.grounds or mapped.legal_ground,
        categories=said.categories or mapped.categories,
        recipients=said.recipients or None,
        safeguards=said.safeguards or None,
        retention=said.retention or mapped.retention,
        origin=said.origin or None,
        automated=said.automated or None,
    )


def _information(name: str, found: list[tuple[OpenExtract, ExtractTable]]) -> Information:
    tables = [table for _extract, table in found]
    grounds = dict.fromkeys(ground_in_words(table.ground) for table in tables if table.ground)
    categories = dict.fromkeys(str(category.label) for table in tables for category in table.categories)
    systems = dict.fromkeys(extract.index.label for extract, _table in found)
    return Information(
        purposes=_("For the activity “%(name)s”. Our register does not describe the purpose further.") % {"name": name}
        if name
        else None,
        legal_ground=capfirst("; ".join(grounds)) or None,
        categories=capfirst(", ".join(categories)) or None,
        retention=_retention(tables),
        origin=_("The data are in: %(systems)s. Our register does not record whether somebody else gave them to us.")
        % {"systems": ", ".join(systems)},
    )


def _retention(tables: Iterable[ExtractTable]) -> str | None:
    """One line for each table; one of which nothing is recorded is named where others of the activity do say."""
    terms = {table.label: retention_in_words(table.duty, table.keep_until) for table in tables}
    if not any(terms.values()):
        return None
    unknown = _("not recorded in our register")
    return "\n".join(f"{label}: {term or unknown}." for label, term in terms.items())


def omissions(extracts: Sequence[OpenExtract]) -> tuple[Omission, ...]:
    """What was left out, with how often and why: fields, whole tables, files that could not be copied."""
    with translation.override(LANGUAGE):
        left = [_omission(one) for extract in extracts for one in extract.index.left_out if one.count]
        return (*left, *files_missing(extracts))


def _omission(one: LeftOut) -> Omission:
    return Omission(
        table=one.table_label,
        what=one.column_label or _("whole records"),
        count=one.count,
        reason=why_left_out(one),
    )


def files_missing(extracts: Sequence[OpenExtract]) -> Iterator[Omission]:
    """Files that the records name and that could not be copied, in the language that is active."""
    for extract in extracts:
        labels = {table.table: table.label for table in extract.index.tables}
        counts: dict[tuple[str, str], int] = {}
        for file in extract.index.files:
            if file.missing:
                counts[file.table, file.missing] = counts.get((file.table, file.missing), 0) + 1
        for (table, why), count in counts.items():
            yield Omission(table=labels.get(table, table), what=_("file"), count=count, reason=why_missing(why))


def withheld(extracts: Sequence[OpenExtract]) -> int:
    """How many omissions there are because of somebody else (art. 15(4))."""
    return sum(1 for extract in extracts for one in extract.index.left_out if one.count and one.code == "third_party")


def nothing_found(extracts: Sequence[OpenExtract]) -> tuple[str, ...]:
    """The places of these sources that were searched in vain: one line for each source."""
    return tuple(
        f"{extract.index.label}: {', '.join(extract.index.nothing_found)}"
        for extract in extracts
        if extract.index.nothing_found
    )


def files(extracts: Sequence[OpenExtract]) -> tuple[str, ...]:
    """The copied files, each with the record it belongs to."""
    found = []
    with translation.override(LANGUAGE):
        for extract in extracts:
            labels = {table.table: table.label for table in extract.index.tables}
            found += [
                f"{file.name} ({labels.get(file.table, file.table)} {file.record})"
                for file in extract.index.files
                if file.section
            ]
    return tuple(found)
