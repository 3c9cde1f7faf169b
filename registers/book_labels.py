"""How the tables call their records and fields: the labels of forms, for sentences, documents and sheets too."""

from registers.book_selectors import TABLES
from registers.comparing.values import Labels


def labels() -> Labels:
    """The verbose names of the tables and columns of the register, by kind of record; translated when read."""
    return Labels(
        records={sort.kind: model._meta.verbose_name or "" for sort, model in TABLES.items()},
        fields={
            (sort.kind, field.name): field.verbose_name
            for sort, model in TABLES.items()
            for field in model._meta.concrete_fields
            if field.name in sort.model_fields
        },
    )
