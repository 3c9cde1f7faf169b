"""The data map of one source as a value: what a YAML file says, what the planner reads, what the tables store.

Frozen pydantic models, so that one definition serves the file, its schema and every room. What can be checked without
the live database is checked here; ``subjects.sources.checking`` compares the map with the database itself.
"""

from typing import Literal, Self

import yaml
from django.utils.translation import gettext as _
from pydantic import ConfigDict, Field, ValidationError, field_validator, model_validator

from registers.canonical import sha256_of
from registers.choices import (
    Coarseness,
    DataCategory,
    DutyStart,
    Fate,
    IdentifierKind,
    LegalStatus,
    PhoneFormat,
    Provided,
    Scope,
    SharedRows,
    TableRole,
    Treatment,
)
from registers.errors import MapInvalid
from registers.map_suppression import SuppressionMap
from registers.map_text import read_yaml, sentence
from registers.map_values import MapValue
from registers.register_choices import RetentionType

NAME = r"^[a-z0-9][a-z0-9_-]{0,62}$"


class FieldTreatment(MapValue):
    """What happens to one field. ``value`` for constant, ``to`` (and ``step``) for generalise, ``reason`` for keep."""

    treatment: Treatment
    value: str | int | bool | None = None
    to: Coarseness | None = None
    step: int | None = Field(None, ge=1, description="width of a band, or prefix length of a network")
    per: Scope = Scope.ROW
    reason: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.treatment == Treatment.CONSTANT and self.value is None:
            raise ValueError(_("constant needs a value"))
        if self.treatment == Treatment.GENERALISE and self.to is None:
            raise ValueError(_("generalise needs `to`"))
        if self.to in {Coarseness.BAND, Coarseness.NETWORK} and self.step is None:
            raise ValueError(_("%(to)s needs `step`") % {"to": self.to})
        if self.treatment == Treatment.KEEP and not self.reason.strip():
            raise ValueError(_("keep needs a reason"))
        return self


class FieldMap(MapValue):
    """One column. ``personal`` columns need a treatment for each right their table serves."""

    name: str = Field(min_length=1)
    label: str = ""
    category: DataCategory = DataCategory.NONE
    identifies: IdentifierKind | None = None
    phone_format: PhoneFormat = PhoneFormat.ANY
    scan: bool = Field(False, description="read every row: no index needed, any spelling found")
    show: bool = Field(True, description="shown in an inzage")
    third_party: str = Field("", description="why an inzage leaves this out: it is about somebody else (art. 15(4))")
    provided: Provided | None = Field(None, description="how we came by it, for art. 20; else as the table says")
    erasure: FieldTreatment | None = None
    anonymisation: FieldTreatment | None = None

    @property
    def personal(self) -> bool:
        """Whether the column holds personal data."""
        return self.category != DataCategory.NONE

    @property
    def title(self) -> str:
        """The label for people, or the name made readable."""
        return self.label or self.name.replace("_", " ").capitalize()


class TableDuty(MapValue):
    """A duty to retain rows of a table: which columns, counted from which column.

    Rows without a date of their own (the lines of an invoice) count from a column of the row that they belong to.
    """

    name: str = Field(pattern=NAME, description="name of a retention duty")
    start: str = Field(description="column with the date from which the period runs, or `table.column` of the parent")
    keep: tuple[str, ...] = Field(min_length=1, description="the least set of columns that the law demands")

    @property
    def parent(self) -> str:
        """The table whose row has the date; empty when it is the row's own."""
        return self.start.rpartition(".")[0]

    @property
    def column(self) -> str:
        """The column with the date, in that table."""
        return self.start.rpartition(".")[2]


class RestrictionMark(MapValue):
    """How a row says that its use is restricted (art. 18): a column, its value then, and its value otherwise."""

    column: str = Field(min_length=1)
    value: str | int | bool
    lifted: str | int | bool

    @model_validator(mode="after")
    def _tells(self) -> Self:
        if str(self.value).strip().casefold() == str(self.lifted).strip().casefold() or self.value == self.lifted:
            raise ValueError(_("restriction: `value` and `lifted` have to differ"))
        return self


class TableMap(MapValue):
    """One table or view of the source."""

    name: str = Field(min_length=1)
    schema_name: str | None = Field(None, alias="schema")
    label: str = ""
    activity: str = Field("", description="processing activity of the register")
    ground: str = Field("", description="legal ground of the activity, e.g. 6(1)(b)")
    role: TableRole = TableRole.DEPENDENT
    key: tuple[str, ...] = ()
    erasure: Fate = Fate.TREAT
    anonymisation: Fate = Fate.TREAT
    reason: str = Field("", description="why rows are kept, where the fate is keep")
    keep_until: str = Field("", description="until when rows are kept, in words, where the fate is keep")
    shared: SharedRows = Field(SharedRows.KEEP, description="rows that other people hang on too")
    duty: TableDuty | None = None
    third_party: str = Field("", description="why an inzage leaves these rows out (art. 15(4))")
    statement: str = Field("", description="field of free text that takes a supplementary statement (art. 16)")
    provided: Provided | None = Field(None, description="how we came by its fields, for art. 20")
    restriction: RestrictionMark | None = None
    suppression: SuppressionMap | None = None
    fields: tuple[FieldMap, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def qualified(self) -> str:
        """``schema.name``, or the bare name in the default schema."""
        return f"{self.schema_name}.{self.name}" if self.schema_name else self.name

    @property
    def title(self) -> str:
        """The label for people, or the name made readable."""
        return self.label or self.name.replace("_", " ").capitalize()

    def field(self, name: str) -> FieldMap | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def fate(self, *, anonymise: bool) -> Fate:
        """What happens to rows under this right."""
        return self.anonymisation if anonymise else self.erasure

    def provided_of(self, field: FieldMap) -> Provided | None:
        """How the organisation came by a field; None where neither the field nor the table says."""
        return field.provided or self.provided

    @model_validator(mode="after")
    def _markable(self) -> Self:
        marks, suppression = (self.restriction,) if self.restriction else (), self.suppression
        named = {
            "restriction": tuple(mark.column for mark in marks),
            "suppression": suppression.columns if suppression else (),
        }
        told = _("table %(table)s: %(word)s names the unknown field %(field)s")
        for word, columns in named.items():
            for column in columns:
                if self.field(column) is None:
                    raise ValueError(told % {"table": self.qualified, "word": word, "field": column})
        return self

    @model_validator(mode="after")
    def _statable(self) -> Self:
        if self.statement and self.field(self.statement) is None:
            told = _("table %(table)s: statement names the unknown field %(field)s")
            raise ValueError(told % {"table": self.qualified, "field": self.statement})
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [field.name for field in self.fields]
        doubles = sorted({name for name in names if names.count(name) > 1})
        if doubles:
            told = _("table %(table)s: fields named twice: %(fields)s")
            raise ValueError(told % {"table": self.qualified, "fields": ", ".join(doubles)})
        if Fate.KEEP in {self.erasure, self.anonymisation} and not self.reason.strip():
            raise ValueError(_("table %(table)s: keep needs a reason") % {"table": self.qualified})
        if self.duty:
            own = () if self.duty.parent else (self.duty.column,)
            unknown = [name for name in (*self.duty.keep, *own) if name not in names]
            if unknown:
                told = _("table %(table)s: duty names unknown fields: %(fields)s")
                raise ValueError(told % {"table": self.qualified, "fields": ", ".join(unknown)})
        return self


class LinkEnd(MapValue):
    """Columns of a table at one end of a link. ``source`` only where it is another source."""

    table: str
    columns: tuple[str, ...] = Field(min_length=1)
    source: str | None = None


class LinkMap(MapValue):
    """How rows hang together: ``child`` columns hold the values of ``parent`` columns.

    ``belongs`` says that a child row follows its parent to the same person. A link that is no ownership (a customer's
    account manager, a ticket that mentions another) has ``belongs: false`` and is never followed.
    """

    child: LinkEnd
    parent: LinkEnd
    belongs: bool = True

    @model_validator(mode="after")
    def _equal_width(self) -> Self:
        if len(self.child.columns) != len(self.parent.columns):
            told = _("link %(child)s → %(parent)s: as many columns on both sides")
            raise ValueError(told % {"child": self.child.table, "parent": self.parent.table})
        return self


class DutyMap(MapValue):
    """A retention duty, as data: law, period and start; its status says whether it has been confirmed.

    The period is the sum of years, months and weeks. Only a ``hold`` keeps rows from being erased.
    """

    name: str = Field(pattern=NAME)
    label: str
    law: str
    article: str = Field("17(3)(b)", description="ground on which erasure waits")
    years: int = Field(0, ge=0, le=120)
    months: int = Field(0, ge=0, le=1200)
    weeks: int = Field(0, ge=0, le=5200)
    type: RetentionType = RetentionType.HOLD
    starts: DutyStart = DutyStart.EVENT
    status: LegalStatus = LegalStatus.TO_CHECK

    @model_validator(mode="after")
    def _has_a_period(self) -> Self:
        if not {"years", "months", "weeks"} & self.model_fields_set:
            raise ValueError(_("give the period: years, months or weeks"))
        return self


def _not_our_own(name: str) -> str:
    """Waarborg's own settings are no customer database. Raises ValueError."""
    if name.startswith("WAARBORG_"):
        raise ValueError(_("a variable of Waarborg itself can't be the address of a source"))
    return name


class DataMap(MapValue):
    """The map of one source."""

    version: Literal[1] = 1
    name: str = Field(pattern=NAME)
    label: str = ""
    url_env: str = Field(pattern=r"^[A-Z][A-Z0-9_]*$", description="environment variable that holds the URL")
    files_env: str = Field("", description="environment variable with the folder or URL that file columns start from")
    duties: tuple[DutyMap, ...] = ()
    tables: tuple[TableMap, ...] = ()
    links: tuple[LinkMap, ...] = ()

    def table(self, qualified: str) -> TableMap | None:
        """The table of that qualified name."""
        return next((table for table in self.tables if table.qualified == qualified), None)

    def duty(self, name: str) -> DutyMap | None:
        """The duty of that name."""
        return next((duty for duty in self.duties if duty.name == name), None)

    @property
    def title(self) -> str:
        """The label for people."""
        return self.label or self.name

    @property
    def sha256(self) -> str:
        """Hash of the whole map: a plan names the map it was made with."""
        return sha256_of(self.model_dump(mode="json", by_alias=True))

    _own = field_validator("url_env", "files_env")(_not_our_own)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [*self._doubles(), *self._unknown_duties(), *self._dateless_duties(), *self._loose_links()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _doubles(self) -> list[str]:
        names = [table.qualified for table in self.tables]
        doubles = sorted({name for name in names if names.count(name) > 1})
        return [_("table %(table)s is there twice") % {"table": name} for name in doubles]

    def _unknown_duties(self) -> list[str]:
        used = [(table.qualified, table.duty.name) for table in self.tables if table.duty]
        told = _("table %(table)s: no duty named %(duty)s")
        return [told % {"table": table, "duty": duty} for table, duty in used if self.duty(duty) is None]

    def _dateless_duties(self) -> list[str]:
        """Duties that count from another table than the one that the rows belong to."""
        asked = [(table, table.duty) for table in self.tables if table.duty and table.duty.parent]
        told = _("table %(table)s: duty counts from %(start)s, which is no column of a table it belongs to")
        return [
            told % {"table": table.qualified, "start": duty.start}
            for table, duty in asked
            if (above := self.table(duty.parent)) is None
            or above.field(duty.column) is None
            or self.owner_link(table.qualified, duty.parent) is None
        ]

    def owner_link(self, child: str, parent: str) -> LinkMap | None:
        """The link by which rows of one table belong to rows of another, inside this source."""
        return next(
            (
                link
                for link in self.links
                if link.belongs
                and (link.child.table, link.parent.table) == (child, parent)
                and {link.child.source, link.parent.source} <= {None, self.name}
            ),
            None,
        )

    def _loose_links(self) -> list[str]:
        ends = [end for link in self.links for end in (link.child, link.parent)]
        local = [end for end in ends if end.source in {None, self.name}]
        told = _("link names table %(table)s, which is not in the map")
        return [told % {"table": end.table} for end in local if not self.table(end.table)]


def map_from_yaml(text: str) -> DataMap:
    """Read a map. Raises MapInvalid with every problem: the place in the file and what is expected there."""
    content = read_yaml(text)
    if not isinstance(content, dict):
        raise MapInvalid([_("a map starts with `version: 1` and `name: …`")])
    try:
        return DataMap.model_validate(content)
    except ValidationError as error:
        raise MapInvalid([sentence(content, fault) for fault in error.errors(include_url=False)]) from None


def map_to_yaml(datamap: DataMap) -> str:
    """Write a map; what has its default is left out. ``map_from_yaml`` gives the same value back."""
    content = datamap.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump({"version": 1, **content}, sort_keys=False, allow_unicode=True, width=110)
