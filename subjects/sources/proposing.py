"""Which treatment a draft proposes for a column: the first of a list per manner that fits what the database allows."""

from collections.abc import Iterator

from registers.choices import Coarseness, Scope, Treatment
from registers.datamap import FieldTreatment
from subjects.planning.catalog import Catalog, CatalogColumn, CatalogTable, Family
from subjects.planning.fitness import misfit
from subjects.sources.guessing import Guess, Manner

_EMPTY = FieldTreatment(treatment=Treatment.NULL)
_TOKEN = FieldTreatment(treatment=Treatment.SURROGATE, per=Scope.ROW)
_YEAR = FieldTreatment(treatment=Treatment.GENERALISE, to=Coarseness.YEAR)
_AREA = FieldTreatment(treatment=Treatment.GENERALISE, to=Coarseness.POSTCODE4)
_NETWORK = FieldTreatment(treatment=Treatment.GENERALISE, to=Coarseness.NETWORK, step=16)
_REDACT = FieldTreatment(treatment=Treatment.REDACT)
_FILE = FieldTreatment(treatment=Treatment.FILE)

_ERASING: dict[Manner, tuple[FieldTreatment, ...]] = {
    Manner.DATE: (_EMPTY, _YEAR),
    Manner.PROSE: (_EMPTY, _REDACT),
    Manner.FILE: (_FILE,),
}
_ANONYMISING: dict[Manner, tuple[FieldTreatment, ...]] = {
    Manner.TOKEN: (_TOKEN,),
    Manner.DATE: (_YEAR,),
    Manner.POSTCODE: (_AREA,),
    Manner.ADDRESS: (_NETWORK,),
    Manner.PROSE: (_REDACT,),
    Manner.FILE: (_FILE,),
}
_FIXED: dict[Family, tuple[str | int | bool, ...]] = {
    Family.TEXT: ("verwijderd", "-", ""),
    Family.DATE: ("1900-01-01",),
    Family.DATETIME: ("1900-01-01T00:00:00",),
    Family.JSON: ("{}",),
    Family.BOOLEAN: (False,),
    Family.NETWORK: ("0.0.0.0",),  # noqa: S104 - a value that means nothing, no address to listen on
}


def propose(
    guess: Guess, column: CatalogColumn, table: CatalogTable, catalog: Catalog, *, anonymise: bool
) -> FieldTreatment | None:
    """The first treatment that fits, or None: then a human has to choose, and ``check`` says so."""
    return next(
        (option for option in _options(guess, column, anonymise) if misfit(column, table, option, catalog) is None),
        None,
    )


def _options(guess: Guess, column: CatalogColumn, anonymise: bool) -> Iterator[FieldTreatment]:
    if guess.manner == Manner.BAND:
        return  # an amount may have to stay: nothing is proposed
    yield from (_ANONYMISING if anonymise else _ERASING).get(guess.manner, ())
    yield _EMPTY
    if guess.manner == Manner.TOKEN:
        yield _TOKEN
    for value in _FIXED.get(column.family, column.enum_values[:1]):
        yield FieldTreatment(treatment=Treatment.CONSTANT, value=value)
    if column.family == Family.TEXT:
        yield _TOKEN
