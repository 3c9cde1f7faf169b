"""The records of the zip, one by one. The kind of register is known only by the name of the folder at the top.

Names hold " / " and leading blanks, so nothing here treats a name as a path on a disk.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from registers.exchange.archives import Archive
from registers.exchange.jsontext import read_json, storable
from registers.exchange.units import Original, Remark, note, refusal
from registers.exchange.words import folded

CONTROLLER, PROCESSOR, POLICE = "verantwoordelijke", "verwerker", "wpg"
FOLDERS = {
    "avg verantwoordelijke verwerkingen": CONTROLLER,
    "avg verwerker verwerkingen": PROCESSOR,
    "wpg verantwoordelijke verwerkingen": POLICE,
}


def is_avg_register(archive: Archive) -> bool:
    """Whether a folder at the top is one of the three registers."""
    return any(_register(name) for name in archive.names)


def _register(name: str) -> str | None:
    return FOLDERS.get(folded(name.partition("/")[0]))


def originals(archive: Archive, notes: list[Remark]) -> Iterator[Original]:
    """Every record of every JSON file; a file that cannot be read is one record that is refused."""
    position = 0
    for name in archive.names:
        if not name.casefold().endswith(".json"):
            notes.append(note("member-not-read", name))
            continue
        for number, (value, remarks) in enumerate(_records(archive, name), start=1):
            position += 1
            place = _("%(file)s, record %(number)s") % {"file": name, "number": number}
            kept = {"register": _register(name) or "", "record": value}
            yield Original(position=position, place=place, rows=1, value=kept, remarks=remarks)


def _records(archive: Archive, name: str) -> Iterator[tuple[Any, tuple[Remark, ...]]]:
    if _register(name) is None:
        yield {}, (refusal("register-unknown", name),)
        return
    try:
        values = read_json(archive.read(name))
    except (ValueError, RecursionError):
        yield {}, (refusal("json-damaged", name),)
        return
    for value in values if isinstance(values, list) else [values]:
        yield _storable(value)


def _storable(value: Any) -> tuple[Any, tuple[Remark, ...]]:
    if not isinstance(value, dict):
        return {}, (refusal("record-shape"),)
    kept, whole = storable(value)
    return kept, () if whole else (refusal("strange-signs"),)
