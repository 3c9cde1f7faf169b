"""The register of the made-up organisation, read from its YAML file into a book."""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from registers.book.book import Book
from registers.book.records import RECORDS, Agreement, ClauseCheck, Record
from registers.publishing.fields import PublicField
from registers.register_choices import Clause, Verdict

FILE = Path(__file__).parent / "register.yaml"
REFERENCES = frozenset(
    {
        *("uid", "activity", "agreement", "party", "organisation", "counterparty", "supplier"),
        *("purpose", "line", "retention", "system", "measure"),
    }
)


def demo_book() -> Book:
    """The book. Each readable name becomes the same UUID every time; every clause of every agreement is agreed."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    records = [_record(sort, row) for sort in RECORDS for row in told.get(sort.kind, ())]
    agreements = [record for record in records if isinstance(record, Agreement)]
    return Book([*records, *(_agreed(agreement, clause) for agreement in agreements for clause in Clause)])


def demo_public() -> dict[str, tuple[PublicField, ...]]:
    """By uid of the activity: which pieces the organisation shows to everybody; an import never decides that."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {_uid(name): tuple(one for one in PublicField if one != PublicField.SECURITY) for name in told["public"]}


def _record(sort: type[Record], row: dict[str, Any]) -> Record:
    return sort.model_validate({name: _uid(str(value)) if name in REFERENCES else value for name, value in row.items()})


def _agreed(agreement: Agreement, clause: Clause) -> ClauseCheck:
    uid = _uid(f"{agreement.uid}/{clause.value}")
    return ClauseCheck(uid=uid, agreement=agreement.uid, clause=clause, verdict=Verdict.YES)


def _uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"waarborg:demo:{name}"))
