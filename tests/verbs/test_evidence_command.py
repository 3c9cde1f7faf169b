"""``manage.py evidence``: what it prints, what it refuses, and that the live log is verified against tampering."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registers.actions.evidence import record, seal
from registers.choices import EvidenceKind
from registers.evidence.keys import make_key
from registers.selectors import live_report
from tests.engines.evidence.databases import (  # noqa: F401
    LogDatabase,
    log_database,
    on_postgresql,
    on_sqlite,
    postgresql_template,
    sealing_key_file,
    sqlite_template,
)
from tests.engines.evidence.guards import guards_lifted
from tests.engines.evidence.logs import AT, stand_alone

pytestmark = pytest.mark.usefixtures("log_database", "sealing_key_file")


def evidence(*arguments: str) -> str:
    out = io.StringIO()
    call_command("evidence", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def fill() -> None:
    for number in range(5):
        record(kind=EvidenceKind.STEP_RECEIPT, case=uuid4(), facts={"rows": number}, at=AT)
    seal(at=AT, limit=3)
    seal(at=AT, limit=1)


def test_the_live_log_verifies() -> None:
    fill()

    report = json.loads(evidence("verify", "--json"))

    assert (report["intact"], report["entries"], report["seals"], report["unsealed"]) == (True, 4, 2, 1)


def test_an_export_verifies_with_the_command_and_with_the_script(tmp_path: Path) -> None:
    fill()
    path = tmp_path / "log.jsonl"

    evidence("export", "--to", str(path))

    assert json.loads(evidence("verify", str(path), "--json"))["entries"] == 4
    assert stand_alone().main([str(path)]) == 0
    assert path.read_text() == evidence("export", "--to", "-")


def test_seal_seals_everything() -> None:
    fill()

    evidence("seal")

    assert json.loads(evidence("verify", "--json"))["unsealed"] == 0


def test_an_empty_log_verifies_and_can_be_exported(tmp_path: Path) -> None:
    evidence("export", "--to", str(tmp_path / "log.jsonl"))

    evidence("verify")
    evidence("verify", str(tmp_path / "log.jsonl"))


def test_rotate_key_shows_the_new_key() -> None:
    fill()

    assert json.loads(evidence("verify", "--json"))["next_key"] not in evidence("rotate-key")
    evidence("verify")


@pytest.mark.parametrize("arguments", [("verify", "/nowhere/log.jsonl"), ("export", "--to", "/nowhere/log.jsonl")])
def test_a_file_that_cannot_be_used_is_an_error_that_says_what_to_do(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"/nowhere/log\.jsonl"):
        evidence(*arguments)


def test_a_changed_export_is_an_error(tmp_path: Path) -> None:
    fill()
    path = tmp_path / "log.jsonl"
    evidence("export", "--to", str(path))
    path.write_text(path.read_text().replace('\\"rows\\":1', '\\"rows\\":7'))

    with pytest.raises(CommandError, match="1"):
        evidence("verify", str(path))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE registers_evidenceentry SET body = replace(body, '\"rows\":1', '\"rows\":7')", "seal-root"),
        ("UPDATE registers_evidenceentry SET kind = 'plan.frozen'", "entry-row"),
        (
            "UPDATE registers_evidenceentry SET kind = 'plan.frozen' WHERE body LIKE '%\"rows\":4%'",
            "entry-row",
        ),
        ("UPDATE registers_evidenceseal SET root = previous WHERE number = 2", "seal-row"),
        ("UPDATE registers_evidenceseal SET signature = replace(signature, 'a', 'b')", "seal-signature"),
        ("UPDATE registers_evidenceseal SET body = '{}' WHERE number = 1", "seal-unreadable"),
        ("DELETE FROM registers_evidenceleaf WHERE position = 2", "entry-position"),
        ("UPDATE registers_evidenceleaf SET position = 9 WHERE position = 1", "seal-range"),
    ],
)
def test_tampering_with_the_tables_is_found(sealing_key_file: Path, statement: str, code: str) -> None:  # noqa: F811
    fill()
    with guards_lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement)

    report = live_report(key_file=sealing_key_file)

    assert code in [problem.code for problem in report.problems]


def removed_guard(_key_file: Path) -> None:
    with connection.cursor() as cursor:
        on = " ON registers_evidenceseal" if connection.vendor == "postgresql" else ""
        name = "registers_evidenceseal_append_only" if on else "registers_evidenceseal_no_update"
        cursor.execute(f"DROP TRIGGER {name}{on}")


def other_key(key_file: Path) -> None:
    key_file.unlink()
    make_key(key_file)


@pytest.mark.parametrize(("change", "code"), [(removed_guard, "guard-missing"), (other_key, "key-unexpected")])
def test_what_protects_the_log_is_verified_too(
    sealing_key_file: Path,  # noqa: F811
    change: Callable[[Path], Any],
    code: str,
) -> None:
    fill()
    change(sealing_key_file)

    report = live_report(key_file=sealing_key_file)

    assert [problem.code for problem in report.problems] == [code]
    with pytest.raises(CommandError):
        evidence("verify")
