"""Reads about notices: who must be told after a plan, and the notice that a token opens."""

import hashlib
import json
from collections.abc import Iterable

from consents.models import ContactPurpose
from registers.book_selectors import read_book
from registers.map_selectors import map_of
from registers.publishing.notifying import Addressee, addressees
from subjects.models import Notice, Receipt


def recipients_after(receipts: Iterable[Receipt]) -> tuple[Addressee, ...]:
    """The recipients of the activities whose rows were really changed, by what the receipts say."""
    changed = [
        (receipt.step.source, done["table"])
        for receipt in receipts
        for done in json.loads(receipt.body).get("operations", ())
        if done["affected"]
    ]
    return recipients_of(changed)


def recipients_of(tables: Iterable[tuple[str, str]]) -> tuple[Addressee, ...]:
    """The recipients of the activities that these tables (source, table) serve."""
    pairs = list(tables)
    maps = {source: map_of(source) for source, _table in pairs}
    mapped = [table for source, name in pairs if (table := maps[source].table(name))]
    names = dict.fromkeys(table.activity for table in mapped if table.activity)
    if not names:
        return ()
    book = read_book()
    found = [activity for name in names if (activity := book.activity(name))]
    return addressees(book, dict.fromkeys(found))


def recipients_of_contact(purpose: str = "") -> tuple[Addressee, ...]:
    """The recipients of the activities for which people are contacted: call centres and others that hold lists.

    Of one purpose by its key, of all purposes for ''.
    """
    purposes = ContactPurpose.objects.filter(active=True, activity__isnull=False)
    if purpose:
        purposes = purposes.filter(key=purpose)
    names = list(dict.fromkeys(purposes.values_list("activity__name", flat=True)))
    if not names:
        return ()
    book = read_book()
    return addressees(book, [activity for name in names if (activity := book.activity(name))])


def activity_numbers(names: Iterable[str]) -> dict[str, str]:
    """The number of the record in the register, for each name that the map gives an activity."""
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    book = read_book()
    return {name: activity.number for name in wanted if (activity := book.activity(name))}


def notice_of(token: str) -> Notice | None:
    """The notice that this token opens; None for another word."""
    if not 20 <= len(token) <= 100:
        return None
    sha256 = hashlib.sha256(token.encode()).hexdigest()
    return Notice.objects.select_related("request").filter(token_sha256=sha256).first()
