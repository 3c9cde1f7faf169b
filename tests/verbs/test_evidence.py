"""Recording and sealing, on SQLite and on PostgreSQL."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from registers.actions.evidence import (
    checkpoint,
    proof_for,
    proofs_for,
    record,
    rotate_key,
    seal,
    seal_pending,
    seal_through,
)
from registers.choices import EvidenceKind
from registers.errors import EvidenceError
from registers.evidence.errors import PersonalDataRefused, SealingKeyError
from registers.evidence.keys import load_key, make_key, waiting
from registers.evidence.proofs import check_checkpoint, check_proof
from registers.evidence.sealing import key_id, public_hex
from registers.models import EvidenceEntry, EvidenceLeaf, EvidenceSeal
from registers.selectors import live_report
from registers.tasks import seal as seal_task
from registers.tasks import seal_sweep
from tests.engines.evidence.databases import (  # noqa: F401
    LogDatabase,
    log_database,
    on_postgresql,
    on_sqlite,
    postgresql_template,
    sealing_key_file,
    sqlite_template,
)
from tests.engines.evidence.logs import AT

pytestmark = pytest.mark.usefixtures("log_database", "sealing_key_file")


def fact(number: int = 1) -> EvidenceEntry:
    return record(kind=EvidenceKind.STEP_RECEIPT, case=uuid4(), facts={"rows": number}, at=AT)


def sealed_rows() -> list[int]:
    bodies = EvidenceLeaf.objects.order_by("position").values_list("entry__body", flat=True)
    return [json.loads(body)["facts"]["rows"] for body in bodies]


def test_the_stored_text_is_the_text_that_was_hashed() -> None:
    case = uuid4()

    entry = record(kind=EvidenceKind.STEP_RECEIPT, case=case, facts={"z": "é", "a": None}, at=AT)

    stored = EvidenceEntry.objects.get(pk=entry.pk)
    assert stored.body == (
        f'{{"at":"2026-11-21T09:30:00.000000Z","case":"{case}","facts":{{"a":null,"z":"é"}},"kind":"step.receipt","v":1}}'
    )


def test_personal_data_is_not_recorded() -> None:
    with pytest.raises(PersonalDataRefused):
        record(kind=EvidenceKind.STEP_RECEIPT, case=uuid4(), facts={"who": "jan@voorbeeld.example"}, at=AT)

    assert not EvidenceEntry.objects.exists()


def test_an_unknown_kind_is_not_recorded() -> None:
    with pytest.raises(ValueError, match=r"made\.up"):
        record(kind="made.up", case=uuid4(), facts={}, at=AT)  # type: ignore[arg-type]


def test_a_fact_that_is_rolled_back_leaves_no_entry_and_no_gap_in_the_order() -> None:
    fact(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        fact(2)
        raise RuntimeError
    fact(3)

    seal(at=AT)

    assert sealed_rows() == [1, 3]
    assert list(EvidenceLeaf.objects.values_list("position", flat=True)) == [1, 2]


def test_nothing_to_seal_makes_no_seal() -> None:
    assert seal(at=AT) is None
    assert not EvidenceSeal.objects.exists()


def test_batches_follow_each_other_and_the_log_verifies(sealing_key_file: Path) -> None:  # noqa: F811
    for number in range(7):
        fact(number)

    seals = [seal(at=AT, limit=3) for _batch in range(4)]

    assert [(found.first, found.last) if found else None for found in seals] == [(1, 3), (4, 6), (7, 7), None]
    assert sealed_rows() == list(range(7))
    assert live_report(key_file=sealing_key_file).intact


def test_every_entry_has_a_proof_that_holds() -> None:
    entries = [fact(number) for number in range(5)]
    seal(at=AT, limit=3)
    seal(at=AT)

    proofs = json.loads(json.dumps(proofs_for(entries)))

    assert [check_proof(proof)["facts"]["rows"] for proof in proofs] == list(range(5))
    assert proof_for(entries[4]) == proofs[4]
    assert check_checkpoint(checkpoint()).last == 5


def test_an_entry_that_is_not_sealed_has_no_proof() -> None:
    entry = fact()

    with pytest.raises(EvidenceError, match="not sealed"):
        proof_for(entry)


def test_before_the_first_seal_there_is_no_checkpoint() -> None:
    with pytest.raises(EvidenceError, match="evidence seal"):
        checkpoint()


def test_seal_through_seals_what_a_certificate_needs() -> None:
    entries = [fact(number) for number in range(3)]
    seal(at=AT, limit=1)

    seal_through(entries, AT)
    seal_through(entries, AT)

    assert sealed_rows() == [0, 1, 2]
    assert EvidenceSeal.objects.count() == 2


def test_seal_through_refuses_an_entry_that_was_rolled_back() -> None:
    entry = fact()
    entry.pk += 1

    with pytest.raises(EvidenceError, match="committed"):
        seal_through([entry], AT)


def test_sealing_inside_a_transaction_is_refused() -> None:
    fact()

    with pytest.raises(RuntimeError), transaction.atomic():
        seal(at=AT)


def test_the_tasks_seal_what_waits() -> None:
    fact(1)
    seal_task()
    fact(2)

    seal_sweep()

    assert sealed_rows() == [1, 2]


def test_old_entries_need_no_sweep_when_they_were_sealed() -> None:
    fact(1)
    seal(at=AT)
    fact(2)

    assert seal_pending(at=AT + timedelta(days=1)) == 1
    assert seal_pending(at=AT + timedelta(days=2), sweep=True) == 0


def test_a_rotation_is_sealed_by_the_old_key_and_the_new_key_goes_on(sealing_key_file: Path) -> None:  # noqa: F811
    fact(1)
    seal(at=AT)
    old = key_id(public_hex(load_key(sealing_key_file)))

    new = rotate_key(at=AT)
    fact(2)
    seal(at=AT)

    assert list(EvidenceSeal.objects.values_list("key_id", flat=True)) == [old, old, new]
    assert live_report(key_file=sealing_key_file).intact
    assert not waiting(sealing_key_file).exists()


def test_a_rotation_that_stopped_before_its_seal_is_finished(sealing_key_file: Path) -> None:  # noqa: F811
    fact(1)
    seal(at=AT)
    new = key_id(public_hex(make_key(waiting(sealing_key_file))))

    assert rotate_key(at=AT) == new
    assert live_report(key_file=sealing_key_file).intact


def test_a_rotation_that_stopped_after_its_seal_is_finished(sealing_key_file: Path) -> None:  # noqa: F811
    make_key(sealing_key_file)
    old, entries = sealing_key_file.read_bytes(), EvidenceEntry.objects.count
    new = rotate_key(at=AT)
    sealing_key_file.rename(waiting(sealing_key_file))
    sealing_key_file.write_bytes(old)

    with pytest.raises(SealingKeyError, match="rotate-key"):
        fact() and seal(at=AT)

    assert rotate_key(at=AT) == new
    assert entries() == 2
    assert seal(at=AT) is not None


def test_another_key_may_not_seal(sealing_key_file: Path) -> None:  # noqa: F811
    fact(1)
    seal(at=AT)
    sealing_key_file.unlink()
    fact(2)

    with pytest.raises(SealingKeyError, match="expects"):
        seal(at=AT)

    assert sealed_rows() == [1]


def test_production_makes_no_key_of_its_own(settings: pytest.FixtureRequest) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"mode": "production"})  # type: ignore[attr-defined]
    fact()

    with pytest.raises(SealingKeyError, match="WAARBORG_EVIDENCE_KEY_FILE"):
        seal(at=AT)
