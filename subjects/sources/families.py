"""From the type names of databases to families of values. One table of words for every dialect; SQLite's rule last."""

import re

from subjects.planning.catalog import Family

_WORDS: dict[Family, str] = {
    Family.TEXT: "text varchar char character bpchar name citext nvarchar nchar tinytext mediumtext longtext "
    "clob ntext varchar2 nvarchar2 nclob string sysname",
    Family.INTEGER: "int integer int2 int4 int8 smallint bigint tinyint mediumint serial bigserial "
    "smallserial year oid",
    Family.DECIMAL: "numeric decimal number float float4 float8 real double money smallmoney "
    "binary_float binary_double",
    Family.BOOLEAN: "bool boolean",
    Family.DATE: "date",
    Family.DATETIME: "timestamp timestamptz datetime datetime2 smalldatetime datetimeoffset",
    Family.TIME: "time timetz",
    Family.BINARY: "bytea blob tinyblob mediumblob longblob binary varbinary image raw",
    Family.JSON: "json jsonb",
    Family.UUID: "uuid uniqueidentifier",
    Family.NETWORK: "inet cidr inet4 inet6",
    Family.ENUM: "enum",
}
_FAMILIES = {word: family for family, words in _WORDS.items() for word in words.split()}
_AFFINITIES = (
    (("int",), Family.INTEGER),
    (("char", "clob", "text"), Family.TEXT),
    (("blob",), Family.BINARY),
    (("real", "floa", "doub"), Family.DECIMAL),
)
_ARGUMENTS = re.compile(r"\(\s*(\d+)\s*(?:,\s*(-?\d+)\s*)?\)")


def family_of(declared: str) -> Family:
    """The family of a declared type such as ``NVARCHAR(160)`` or ``double precision``; OTHER when it is not known."""
    text = declared.strip().casefold()
    if text.endswith("[]"):
        return Family.ARRAY
    if text.startswith("long"):
        text = text.removeprefix("long ") or text
    first = re.split(r"[\s(]", text, maxsplit=1)[0]
    return _FAMILIES.get(first, Family.OTHER)


def sqlite_family(declared: str) -> Family:
    """The family of a type declared in SQLite, where any word is allowed and parts of it decide."""
    family = family_of(declared)
    if family != Family.OTHER or not declared.strip():
        return family
    text = declared.casefold()
    return next((found for parts, found in _AFFINITIES if any(part in text for part in parts)), Family.OTHER)


def size_of(declared: str) -> tuple[int | None, int | None]:
    """The numbers between brackets of a declared type: (20, None) of VARCHAR(20), (10, 2) of NUMERIC(10,2)."""
    found = _ARGUMENTS.search(declared)
    if found is None:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None
