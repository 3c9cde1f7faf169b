"""Finding rows by their case number, which databases store in spellings of their own."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def by_case(queryset: QuerySet[Row], term: str) -> QuerySet[Row] | None:
    """The rows of the case that ``term`` names; None when it isn't a case number."""
    try:
        case = UUID(term.strip())
    except ValueError:
        return None
    return queryset.filter(case=case)
