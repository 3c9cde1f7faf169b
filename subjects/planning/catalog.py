"""What a live database looks like, as values: planner and checks reason about these, never about a connection."""

from dataclasses import dataclass
from enum import StrEnum

from registers.canonical import sha256_of


class Family(StrEnum):
    """What kind of values a column holds; decides which treatments fit."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    BINARY = "binary"
    JSON = "json"
    ARRAY = "array"
    UUID = "uuid"
    ENUM = "enum"
    NETWORK = "network"
    OTHER = "other"


class TableKind(StrEnum):
    """What stands behind a name."""

    TABLE = "table"
    PARTITIONED = "partitioned"
    VIEW = "view"


@dataclass(frozen=True, kw_only=True)
class CatalogColumn:
    """One column as the database declares it. ``length`` in characters, for text; None is unbounded."""

    name: str
    type: str
    family: Family
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    nullable: bool = True
    has_default: bool = False
    generated: bool = False
    identity: bool = False
    enum_values: tuple[str, ...] = ()
    case_insensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class CatalogIndex:
    """An index or unique constraint. ``expressions`` are lower-cased SQL texts for parts that are no plain column."""

    name: str
    columns: tuple[str, ...]
    expressions: tuple[str, ...] = ()
    unique: bool = False
    partial: bool = False


@dataclass(frozen=True, kw_only=True)
class CatalogForeignKey:
    """A foreign key of this table. ``referred`` is the qualified name of the parent table."""

    name: str
    columns: tuple[str, ...]
    referred: str
    referred_columns: tuple[str, ...]
    on_delete: str = "NO ACTION"
    on_update: str = "NO ACTION"


@dataclass(frozen=True, kw_only=True)
class CatalogTable:
    """One table or view. ``transactional`` is False for engines without rollback (MyISAM, Aria, MEMORY)."""

    name: str
    schema: str | None = None
    kind: TableKind = TableKind.TABLE
    columns: tuple[CatalogColumn, ...] = ()
    primary_key: tuple[str, ...] = ()
    indexes: tuple[CatalogIndex, ...] = ()
    foreign_keys: tuple[CatalogForeignKey, ...] = ()
    checks: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    engine: str = ""
    transactional: bool = True
    row_security: bool = False
    rows_estimate: int | None = None

    @property
    def qualified(self) -> str:
        """``schema.name``, or the bare name in the default schema."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def column(self, name: str) -> CatalogColumn | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def unique_over(self, column: str) -> tuple[CatalogIndex, ...]:
        """Unique indexes in which the column takes part, by name or inside an expression."""
        return tuple(
            index
            for index in self.indexes
            if index.unique and (column in index.columns or any(column.lower() in text for text in index.expressions))
        )

    def foreign_keys_over(self, column: str) -> tuple[CatalogForeignKey, ...]:
        """Foreign keys of this table in which the column takes part."""
        return tuple(key for key in self.foreign_keys if column in key.columns)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The tables of one source that its map names, and the foreign keys into them from anywhere in its schemas."""

    dialect: str
    server: str = ""
    tables: tuple[CatalogTable, ...] = ()

    def table(self, qualified: str) -> CatalogTable | None:
        """The table of that qualified name."""
        return next((table for table in self.tables if table.qualified == qualified), None)

    def inbound(self, qualified: str) -> tuple[tuple[CatalogTable, CatalogForeignKey], ...]:
        """Foreign keys of any table that refer to this one, itself included."""
        return tuple((table, key) for table in self.tables for key in table.foreign_keys if key.referred == qualified)

    @property
    def sha256(self) -> str:
        """Hash of the structure; row estimates and server version don't count."""
        return sha256_of([_structure(table) for table in sorted(self.tables, key=lambda table: table.qualified)])


def _structure(table: CatalogTable) -> list[object]:
    return [
        table.qualified,
        table.kind,
        [[c.name, c.type, c.nullable, c.generated] for c in table.columns],
        table.primary_key,
        [[i.name, i.columns, i.expressions, i.unique] for i in table.indexes],
        [[k.columns, k.referred, k.referred_columns, k.on_delete] for k in table.foreign_keys],
        table.checks,
        table.triggers,
        table.engine,
    ]
