"""Rules about the law itself: what the other rules cannot judge, because a row of law is not there."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.book import Book
from registers.register_choices import Severity
from registers.rules.findings import Demand, Facts
from registers.rules.situation import Situation


@Demand(
    code="law-number-missing",
    on=Book,
    article="5(2)",
    severity=Severity.WARNING,
    title=_("A number of law is missing"),
    text=_(
        "No row says today what %(numbers)s is, so the rules that need it see nothing. Add it to the numbers of law."
    ),
)
def _number_missing(_book: Book, here: Situation) -> Iterator[Facts]:
    missing = here.law.unknown_numbers(here.today)
    if missing:
        yield {"numbers": missing}


@Demand(
    code="law-countries-missing",
    on=Book,
    article="44",
    severity=Severity.ERROR,
    field="adequacies",
    title=_("No country belongs to the EEA"),
    text=_("“%(field)s” has no country of the EEA today, so every country counts as outside it. Add them."),
)
def _countries_missing(_book: Book, here: Situation) -> Iterator[Facts]:
    known = {row.country for row in here.law.countries}
    if not any(here.law.in_eea(country, here.today) for country in known):
        yield {}


RULES = (
    _number_missing,
    _countries_missing,
)
