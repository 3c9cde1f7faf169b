"""Files to import and what an import tells of them: what the tests of importing share."""

from datetime import UTC, datetime
from typing import Any

from registers.actions.importing import Effect, Outcome, Report, Upload, apply, dry_run
from registers.book.book import Book
from registers.exchange.books import writing
from tests import avgregister as avg

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 5, 2, 9, 0, tzinfo=UTC)


def export(**changes: Any) -> Upload:
    return Upload(content=avg.export(**changes), filename="avg.zip")


def own(book: Book, exported_at: datetime | None = None) -> Upload:
    labels = writing.Labels(exported_at=exported_at.isoformat() if exported_at else "")
    return Upload(content=writing.as_json(book, labels), filename="register.json")


def looked_at(upload: Upload, at: datetime = AT) -> tuple[Report, list[Outcome]]:
    told: list[Outcome] = []
    return dry_run(upload=upload, at=at, tell=told.append), told


def taken(upload: Upload, at: datetime = AT) -> tuple[Report, list[Outcome]]:
    told: list[Outcome] = []
    return apply(upload=upload, at=at, tell=told.append), told


def effects(told: list[Outcome]) -> list[Effect]:
    return [outcome.effect for outcome in told]


def codes(outcome: Outcome) -> set[str]:
    return {remark.code for remark in outcome.remarks}
