"""Remarks that a plan carries, as codes with names of tables, and their sentences for people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

VIEW = "view"
TRIGGER = "trigger"
NO_ROLLBACK = "no-rollback"
ROW_SECURITY = "row-security"
GENERATED = "generated"
UNJUDGED = "unjudged"
AS_KNOWN_NOW = "as-known-now"


def note_text(note: str) -> str:
    """The sentence for a remark."""
    code, _space, names = note.partition(" ")
    table, _space, name = names.partition(" ")
    sentences = {
        VIEW: _("View %(table)s follows the tables behind it."),
        TRIGGER: _("Trigger %(name)s of table %(table)s runs along."),
        NO_ROLLBACK: _("Table %(table)s (%(name)s) can't be rolled back; it is done last, and repeating it is safe."),
        GENERATED: _("Column %(name)s of table %(table)s is computed by the database from treated columns."),
        UNJUDGED: _(
            "Column %(name)s of table %(table)s has a check that only the database can judge, when it is done."
        ),
        AS_KNOWN_NOW: _(
            "Free text of table %(table)s is searched for what is known of the person now. An earlier name, of before "
            "a correction or a marriage, stays in it unless it was given with the request, beside the name of now."
        ),
        ROW_SECURITY: _("Row level security of table %(table)s may hide rows from this account."),
    }
    return sentences[code] % {"table": table, "name": name}


def searched_text(searched: Sequence[dict[str, Any]]) -> list[str]:
    """In which columns the person was looked up, and how; of the shape of ``searched_to_json``."""
    sentences: list[str] = []
    asked = [one for one in searched if not one["scanned"]]
    days = [one["counted_on"] for one in asked if one["counted_on"]]
    if asked and days:
        told = _(
            "Looked up by index, in the usual spellings: %(columns)s. "
            "On %(day)s every value there was read: none is spelled otherwise."
        )
        day = date_format(date.fromisoformat(min(days)), "j F Y")
        sentences.append(told % {"columns": _names(asked), "day": day})
    elif asked:
        sentences.append(_("Looked up by index: %(columns)s.") % {"columns": _names(asked)})
    read = [one for one in searched if one["scanned"]]
    if read:
        sentences.append(_("Looked up by reading every row, in any spelling: %(columns)s.") % {"columns": _names(read)})
    return sentences


def _names(searched: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"{one['table']}.{one['column']}" for one in searched)
