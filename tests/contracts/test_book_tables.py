"""Records of the book and tables of the register say the same, field by field."""

import pytest

from registers.book.records import RECORDS, Record
from registers.book_selectors import TABLES

NOT_IN_THE_BOOK = {"id"}


def test_every_record_has_a_table() -> None:
    assert set(TABLES) == set(RECORDS)


@pytest.mark.parametrize("sort", RECORDS, ids=lambda sort: sort.kind)
def test_a_record_has_the_fields_of_its_table(sort: type[Record]) -> None:
    columns = {field.name for field in TABLES[sort]._meta.concrete_fields} - NOT_IN_THE_BOOK

    assert set(sort.model_fields) == columns
