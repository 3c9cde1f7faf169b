"""Reads of the registers: the evidence log as records, its proofs and checkpoint, and whether its guards stand."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registers.errors import EvidenceBroken, EvidenceError, UnknownUser
from registers.evidence import guards
from registers.evidence.facts import utc_text
from registers.evidence.keys import load_key
from registers.evidence.proofs import build_checkpoint, build_proof, leaf_of
from registers.evidence.sealing import key_id, public_hex, read_seal
from registers.evidence.verifying import LogReport, Problem, verify_log
from registers.models import EvidenceEntry, EvidenceLeaf, EvidenceSeal

CHUNK = 2000


def entries_of(case: Any) -> QuerySet[EvidenceEntry]:
    """The entries of one case, in the order they were written."""
    return EvidenceEntry.objects.filter(case=case).order_by("id")


def unsealed_entries() -> QuerySet[EvidenceEntry]:
    """Entries that no seal covers yet, oldest first. Looks through the whole log."""
    return EvidenceEntry.objects.filter(leaf__isnull=True).order_by("id")


def newest_seal() -> EvidenceSeal | None:
    """The last seal, None before the first."""
    return EvidenceSeal.objects.order_by("-number").first()


def checkpoint() -> dict[str, Any]:
    """The newest seal as a JSON-safe dict, to be printed on every document. Raises EvidenceError before the first."""
    seal = newest_seal()
    if seal is None:
        raise EvidenceError(_("nothing has been sealed yet; `manage.py evidence seal` seals what is there"))
    return build_checkpoint(seal=seal.body, signature=seal.signature)


def proof_for(entry: EvidenceEntry) -> dict[str, Any]:
    """The inclusion proof of one entry, JSON-safe. Raises EvidenceError when it is not sealed yet."""
    return proofs_for([entry])[0]


def proofs_for(entries: Iterable[EvidenceEntry]) -> list[dict[str, Any]]:
    """The inclusion proofs of entries, in sealed order; each batch is read once. Raises EvidenceError as proof_for."""
    wanted = {entry.pk for entry in entries}
    places = EvidenceLeaf.objects.filter(entry__in=wanted).select_related("entry", "seal").order_by("position")
    leaves = list(places)
    if len(leaves) != len(wanted):
        told = _("%(count)s of the entries are not sealed yet; `manage.py evidence seal` seals what is there")
        raise EvidenceError(told % {"count": len(wanted) - len(leaves)})
    proofs = []
    for _number, of_batch in itertools.groupby(leaves, key=lambda leaf: leaf.seal_id):
        proofs += _proofs_of_batch(list(of_batch))
    return proofs


def _proofs_of_batch(leaves: list[EvidenceLeaf]) -> list[dict[str, Any]]:
    seal = leaves[0].seal
    bodies = EvidenceLeaf.objects.filter(seal=seal).order_by("position").values_list("entry__body", flat=True)
    hashes = [leaf_of(body) for body in bodies]
    return [
        build_proof(
            position=leaf.position, body=leaf.entry.body, leaves=hashes, seal=seal.body, signature=seal.signature
        )
        for leaf in leaves
    ]


def log_records(*, rows: bool = False) -> Iterator[dict[str, Any]]:
    """The log in sealed order, as the records of an export (``registers.evidence.verifying``).

    With ``rows`` each record also carries the columns beside its text, and what is not sealed yet comes last. Covers
    what was sealed when it began; what is sealed meanwhile is left for the next export.
    """
    newest = newest_seal()
    last = newest.number if newest else 0
    size = newest.last if newest else 0
    yield {"type": "log", "v": 1, "entries": size, "seals": last}
    entries = _entry_records(size, rows)
    pending = next(entries, None)
    known: set[str] = set()
    for seal in EvidenceSeal.objects.filter(number__lte=last).order_by("number").iterator(CHUNK):
        while pending is not None and pending[0] <= seal.number:
            yield pending[1]
            pending = next(entries, None)
        yield from _seal_records(seal, known, rows)
    if pending is not None:
        yield pending[1]
        yield from (record for _seal, record in entries)
    if rows:
        yield from _unsealed_records()


def _entry_records(size: int, rows: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    """Per entry the number of its seal and its record, in sealed order."""
    columns = ("seal_id", "position", "entry__body", "entry__kind", "entry__case", "entry__at")
    leaves = EvidenceLeaf.objects.filter(position__lte=size).order_by("position").values_list(*columns)
    for seal, position, body, kind, case, at in leaves.iterator(CHUNK):
        row = {"row": [kind, str(case), utc_text(at)]} if rows else {}
        yield seal, {"type": "entry", "position": position, "body": body, **row}


def _seal_records(seal: EvidenceSeal, known: set[str], rows: bool) -> Iterator[dict[str, Any]]:
    if seal.key_id not in known:
        known.add(seal.key_id)
        with suppress(EvidenceBroken):  # the verification names a seal that cannot be read
            yield {"type": "key", "key": seal.key_id, "public_key": read_seal(seal.body).public_key}
    columns = [seal.number, seal.first, seal.last, seal.root, seal.previous, seal.key_id, utc_text(seal.at)]
    yield {"type": "seal", "body": seal.body, "signature": seal.signature, **({"row": columns} if rows else {})}


def _unsealed_records() -> Iterator[dict[str, Any]]:
    for entry in unsealed_entries().iterator(CHUNK):
        row = [entry.kind, str(entry.case), utc_text(entry.at)]
        yield {"type": "unsealed", "body": entry.body, "row": row}


def live_report(*, key_file: Path) -> LogReport:
    """Verify the live log: the records, the columns beside them, the triggers, and the key in ``key_file`` if any.

    Raises SealingKeyError when the file is there and holds no key.
    """
    report = verify_log(log_records(rows=True))
    problems = [Problem(code="guard-missing", place=name) for name in missing_guards()]
    if report.next_key and key_file.exists() and key_id(public_hex(load_key(key_file))) != report.next_key:
        problems.append(Problem(code="key-unexpected", place=str(key_file)))
    return replace(report, problems=(*report.problems, *problems))


def guarded_tables() -> guards.Tables:
    """The tables that are written once, as far as this database has them."""
    there = set(connection.introspection.table_names())
    return {table: keys for table, keys in guards.TABLES.items() if table in there}


def missing_guards() -> list[str]:
    """Names of triggers that are not there or switched off; of tables that the database has not, none."""
    tables = guarded_tables()
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_catalog.pg_trigger WHERE tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in guards.names(connection.vendor, tables) if name not in there]


def evidence_owned_by_us() -> bool:
    """Whether the role of this connection could drop the triggers: it owns the tables, or is a superuser."""
    if connection.vendor != "postgresql":
        return False
    query = (
        "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = ANY (%s::regclass[]) "
        "AND pg_has_role(current_user, relowner, 'MEMBER'))"
    )
    tables = list(guarded_tables())
    if not tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute(query, [tables])
        return bool(cursor.fetchone()[0])


def user_of(name: str) -> User:
    """The active user of that name. Raises UnknownUser."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise UnknownUser()
    return user
