"""The verb that remembers which column is which field, and the mappings that are remembered."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registers.exchange.errors import MappingInvalid
from registers.exchange.sheets.mapping import SheetMapping, from_value
from registers.models import ImportMapping


def remember_mapping(*, mapping: SheetMapping, at: datetime) -> ImportMapping:
    """Keep a mapping under its name; one of the same name is replaced.

    Raises MappingInvalid when the same set of headers is known under another name.
    """
    columns = {header: rule.model_dump() for header, rule in mapping.columns.items()}
    values = {
        "header_sha256": mapping.sha256,
        "headers": sorted(mapping.columns),
        "columns": {"role": mapping.role.value, "columns": columns},
        "made_at": at,
    }
    try:
        with transaction.atomic():
            kept, _new = ImportMapping.objects.update_or_create(name=mapping.name, defaults=values)
    except IntegrityError:
        told = _("these columns are known already, under another name; use that name")
        raise MappingInvalid([told]) from None
    return kept


def known_mappings() -> dict[str, SheetMapping]:
    """The mappings that are remembered, by the SHA-256 of their headers."""
    return {row.header_sha256: from_value(row.name, row.columns) for row in ImportMapping.objects.order_by("pk")}


def mapping_named(name: str) -> SheetMapping | None:
    """The mapping of that name; None when there is none."""
    row = ImportMapping.objects.filter(name=name).first()
    return from_value(row.name, row.columns) if row else None
