"""The verbs of the evidence log: record a fact in its own transaction, seal what was recorded, change the sealing key.

Recording never waits for anything. Sealing gives entries their order afterwards, one signed batch at a time; of two
sealers at the same moment one wins and the other has done nothing.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registers.appending import append, append_all
from registers.choices import EvidenceKind
from registers.errors import EvidenceError
from registers.evidence import keys
from registers.evidence.errors import SealerBusy, SealingKeyError
from registers.evidence.facts import entry_body, utc_text
from registers.evidence.merkle import root_of
from registers.evidence.proofs import leaf_of
from registers.evidence.sealing import (
    NO_SEAL,
    SealBody,
    key_id,
    next_key,
    public_hex,
    rotation_facts,
    seal_hash,
    seal_text,
    sign,
)
from registers.models import EvidenceEntry, EvidenceLeaf, EvidenceSeal
from registers.selectors import checkpoint, newest_seal, proof_for, proofs_for, unsealed_entries

__all__ = [
    "checkpoint",
    "fact",
    "proof_for",
    "proofs_for",
    "record",
    "record_all",
    "rotate_key",
    "seal",
    "seal_pending",
    "seal_through",
]

BATCH = 10_000
OVERLAP = timedelta(hours=1)  # longer than any transaction may last; older entries are found by a sweep
ATTEMPTS = 20


def record(*, kind: EvidenceKind, case: UUID, facts: dict[str, Any], at: datetime) -> EvidenceEntry:
    """Append a fact in the caller's transaction; it becomes true, or not, together with what it records.

    ``facts`` holds text of at most 200 signs, whole numbers, booleans, None, and lists and dicts of these: rule names,
    counts, hashes, roles. Raises FactsRefused for other types, PersonalDataRefused for what looks like an identifier
    of a person, ValueError for an ``at`` without a time zone.
    """
    entry = fact(kind=kind, case=case, facts=facts, at=at)
    append(entry)
    return entry


def fact(*, kind: EvidenceKind, case: UUID, facts: dict[str, Any], at: datetime) -> EvidenceEntry:
    """A fact that is not in the log yet, for ``record_all``. Raises what ``record`` raises."""
    member = EvidenceKind(kind)
    body = entry_body(kind=member.value, case=case, facts=facts, at=at)
    return EvidenceEntry(kind=member, case=case, at=at, body=body)


def record_all(entries: Sequence[EvidenceEntry]) -> None:
    """Append facts in this order, in the caller's transaction."""
    append_all(entries)


def seal(*, at: datetime, limit: int = BATCH, sweep: bool = False) -> EvidenceSeal | None:
    """Seal at most ``limit`` committed entries, oldest first; None when there is nothing to seal.

    1. Read the last seal and the entries without a leaf.
    2. Write the seal and the leaves in one transaction; number and positions follow from the last seal.
    3. When another sealer took that number first, undo all and raise SealerBusy.

    ``sweep`` also looks at entries from before the last hour's seals. Raises SealingKeyError when the key is missing
    or not the one that the last seal announced, RuntimeError inside a transaction.
    """
    key = _sealing_key()
    try:
        with transaction.atomic(durable=True):
            last = newest_seal()
            entries = list(_waiting_entries(at=at, sweep=sweep)[:limit])
            return _write_seal(entries, last=last, key=key, at=at) if entries else None
    except IntegrityError:
        raise SealerBusy() from None


def seal_pending(*, at: datetime, sweep: bool = False) -> int:
    """Seal until nothing waits; the number of entries sealed. Stops quietly when another sealer is at work."""
    sealed = 0
    try:
        while batch := seal(at=at, sweep=sweep):
            sealed += batch.last - batch.first + 1
    except SealerBusy:
        return sealed
    return sealed


def seal_through(entries: Iterable[EvidenceEntry], at: datetime) -> None:
    """Seal until these entries are sealed: what a certificate needs before it is rendered.

    Raises EvidenceError for entries that are not committed, SealerBusy when others keep winning.
    """
    wanted = {entry.pk for entry in entries}
    for _attempt in range(ATTEMPTS + len(wanted)):
        if EvidenceLeaf.objects.filter(entry__in=wanted).count() == len(wanted):
            return
        _seal_or_learn_why(wanted, at)
    raise SealerBusy()


def _seal_or_learn_why(wanted: set[int], at: datetime) -> None:
    try:
        if seal(at=at) or seal(at=at, sweep=True):
            return
    except SealerBusy:
        return
    if EvidenceLeaf.objects.filter(entry__in=wanted).count() != len(wanted):
        raise EvidenceError(_("an entry cannot be sealed before the transaction that writes it is committed"))


def _waiting_entries(*, at: datetime, sweep: bool) -> Any:
    """Entries without a leaf; unless sweeping, only those that are newer than what was sealed an hour ago."""
    waiting = unsealed_entries()
    if sweep:
        return waiting
    settled = EvidenceSeal.objects.filter(at__lte=at - OVERLAP).order_by("-number").values("last")[:1]
    edge = EvidenceLeaf.objects.filter(position__in=settled).values_list("entry_id", flat=True).first()
    return waiting.filter(id__gt=edge) if edge else waiting


def _write_seal(
    entries: list[EvidenceEntry], *, last: EvidenceSeal | None, key: Ed25519PrivateKey, at: datetime
) -> EvidenceSeal:
    public = public_hex(key)
    _demand_announced_key(last, key_id(public))
    first = (last.last if last else 0) + 1
    bodies = [entry.body for entry in entries]
    said = SealBody(
        number=(last.number if last else 0) + 1,
        first=first,
        last=first + len(entries) - 1,
        size=first + len(entries) - 1,
        root=root_of([leaf_of(body) for body in bodies]).hex(),
        previous=seal_hash(last.body) if last else NO_SEAL,
        key=key_id(public),
        public_key=public,
        next=next_key(key_id(public), bodies),
        at=utc_text(at),
    )
    return _store_seal(said, entries, key=key, at=at)


def _store_seal(said: SealBody, entries: list[EvidenceEntry], *, key: Ed25519PrivateKey, at: datetime) -> EvidenceSeal:
    text = seal_text(said)
    written = EvidenceSeal(
        number=said.number,
        first=said.first,
        last=said.last,
        root=said.root,
        previous=said.previous,
        key_id=said.key,
        at=at,
        body=text,
        signature=sign(key, text),
    )
    written.save(force_insert=True)
    EvidenceLeaf.objects.bulk_create(
        [
            EvidenceLeaf(position=position, entry=entry, seal=written)
            for position, entry in enumerate(entries, start=said.first)
        ],
        batch_size=1000,
    )
    return written


def _demand_announced_key(last: EvidenceSeal | None, ours: str) -> None:
    announced = json.loads(last.body)["next"] if last else ours
    if announced != ours:
        told = _(
            "the log expects sealing key %(expected)s, the file holds %(found)s; put the right key in place, "
            "or finish a rotation that stopped half-way with `manage.py evidence rotate-key`"
        )
        raise SealingKeyError(told % {"expected": announced[:16], "found": ours[:16]})


def _sealing_key() -> Ed25519PrivateKey:
    """The key of WAARBORG_EVIDENCE_KEY_FILE; in development made on first use."""
    path = settings.ENVIRONMENT.evidence_key
    if settings.ENVIRONMENT.mode == "development" and not path.exists():
        return keys.make_key(path)
    return keys.load_key(path)


def rotate_key(*, at: datetime) -> str:
    """Replace the sealing key by a new one; the id of the new key.

    1. Make the new key beside the old one (or find the one that an interrupted rotation left).
    2. Record the change, signed by both, and seal it with the old key: that seal announces the new key.
    3. Put the new key in place; the old one is gone.

    Stopped anywhere, running it again finishes it. Raises SealerBusy, SealingKeyError.
    """
    path = settings.ENVIRONMENT.evidence_key
    old = _sealing_key()
    new = keys.make_key(keys.waiting(path))
    announced = _announced_key()
    if announced != key_id(public_hex(new)):
        entry = record(kind=EvidenceKind.KEY_ROTATED, case=uuid4(), facts=dict(rotation_facts(old=old, new=new)), at=at)
        seal_through([entry], at)
    if _announced_key() != key_id(public_hex(new)):
        raise SealingKeyError(_("another rotation was sealed first; the new key was not taken into use"))
    keys.take_over(path)
    return key_id(public_hex(new))


def _announced_key() -> str:
    last = newest_seal()
    return str(json.loads(last.body)["next"]) if last else ""
