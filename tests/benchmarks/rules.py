"""All rules over a whole register: the time per record stays the same while the register grows eight times."""

from time import process_time

from registers.book.book import Book
from registers.rules import Page, find
from tests.rules.findings.sound import LAW, TODAY
from tests.rules.sample_books import register

TITLE = "De regels over een heel register (20 regels per activiteit)"
ACTIVITIES = (125, 250, 500, 1000)
LINES = 20
GROWTH = 1.5
"""So much more time per record than in the smallest register is still noise."""


def run(scale: float) -> list[dict[str, object]]:
    """A row for each size: seconds for everything and for one activity, microseconds for a record."""
    rows: list[dict[str, object]] = []
    for activities in ACTIVITIES:
        book = register(max(4, round(activities * scale)), lines=LINES)
        records = sum(1 for _record in book)
        findings = find(book, law=LAW, today=TODAY)
        seconds = min(_seconds(book) for _attempt in range(3))
        page = (findings[0].owner_kind, findings[0].owner)
        each = seconds / records * 1e6
        least = min([each, *(float(str(row["µs per record"])) for row in rows)])
        rows.append(
            {
                "activiteiten": len(book.activities),
                "records": records,
                "bevindingen": len(findings),
                "alles (s)": round(seconds, 2),
                "één activiteit (s)": round(_seconds(book, page), 2),
                "µs per record": round(each, 1),
                "holds": each <= GROWTH * least,
            }
        )
    return rows


def _seconds(book: Book, *pages: Page) -> float:
    begun = process_time()
    find(book, law=LAW, today=TODAY, pages=pages or None)
    return process_time() - begun
