"""Every way to tamper with an export is found, by the verifier of the application and by the stand-alone script."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from registers.evidence.verifying import verify_lines, verify_log
from tests.engines.evidence.logs import (
    SCRIPT,
    Record,
    body,
    honest_log,
    key,
    log_of,
    rotation,
    seal_record,
    stand_alone,
    write_log,
)

Tampering = Callable[[list[Record]], None]


def of_type(records: list[Record], kind: str) -> list[int]:
    return [place for place, record in enumerate(records) if record["type"] == kind]


def changed_body(records: list[Record]) -> None:
    records[2]["body"] = records[2]["body"].replace('"rows":2', '"rows":9')


def removed_entry(records: list[Record]) -> None:
    del records[2]


def removed_entry_and_renumbered(records: list[Record]) -> None:
    del records[2]
    for number, place in enumerate(of_type(records, "entry"), start=1):
        records[place]["position"] = number
    records[0]["entries"] -= 1


def reordered_entries(records: list[Record]) -> None:
    records[1], records[2] = records[2], records[1]


def exchanged_bodies(records: list[Record]) -> None:
    records[1]["body"], records[2]["body"] = records[2]["body"], records[1]["body"]


def doubled_entry(records: list[Record]) -> None:
    records.insert(2, dict(records[1]))


def swapped_seals(records: list[Record]) -> None:
    first, second, _third = of_type(records, "seal")
    records[first], records[second] = records[second], records[first]


def forged_signature(records: list[Record]) -> None:
    records[of_type(records, "seal")[1]]["signature"] = "ab" * 64


def seal_by_another_key(records: list[Record]) -> None:
    place = of_type(records, "seal")[2]
    fields = json.loads(records[place]["body"])
    bodies = [records[entry]["body"] for entry in of_type(records, "entry")[4:]]
    records[place] = seal_record(bodies, number=3, first=5, previous=fields["previous"], signer=key(9))


def rewritten_last_batch(records: list[Record]) -> None:
    place = of_type(records, "entry")[-1]
    records[place]["body"] = body(99)
    seal_by_another_key(records)


def changed_seal(records: list[Record]) -> None:
    place = of_type(records, "seal")[1]
    records[place]["body"] = records[place]["body"].replace("2026-11-21", "2026-11-20")


def removed_batch(records: list[Record]) -> None:
    del records[6:8]
    records[0] |= {"entries": 6, "seals": 2}


def broken_chain(records: list[Record]) -> None:
    place = of_type(records, "seal")[2]
    bodies = [records[entry]["body"] for entry in of_type(records, "entry")[4:]]
    records[place] = seal_record(bodies, number=3, first=5, previous="ab" * 32, signer=key())


def cut_off(records: list[Record]) -> None:
    del records[8:]


def added_behind(records: list[Record]) -> None:
    records.append({"type": "entry", "position": 8, "body": body(8)})


def changed_length(records: list[Record]) -> None:
    records[0]["entries"] = 8


def headless(records: list[Record]) -> None:
    del records[0]


def other_public_key(records: list[Record]) -> None:
    records[of_type(records, "key")[0]]["public_key"] = "ab" * 32


def unreadable_seal(records: list[Record]) -> None:
    records[of_type(records, "seal")[0]]["body"] = "{}"


def unknown_record(records: list[Record]) -> None:
    records.insert(3, {"type": "note"})


TAMPERINGS = [
    changed_body,
    removed_entry,
    removed_entry_and_renumbered,
    reordered_entries,
    exchanged_bodies,
    doubled_entry,
    swapped_seals,
    forged_signature,
    seal_by_another_key,
    rewritten_last_batch,
    changed_seal,
    removed_batch,
    broken_chain,
    cut_off,
    added_behind,
    changed_length,
    headless,
    other_public_key,
    unreadable_seal,
    unknown_record,
]


def test_an_honest_log_holds(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.jsonl", honest_log())

    report = verify_lines(path.read_text().splitlines())

    assert report.intact, report.problems
    assert (report.entries, report.seals) == (7, 3)
    assert stand_alone().main([str(path)]) == 0


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_tampering_is_found(tmp_path: Path, tampering: Tampering) -> None:
    records = honest_log()
    tampering(records)
    path = write_log(tmp_path / "log.jsonl", records)

    report, status = verify_log(records), stand_alone().main([str(path)])

    assert not report.intact
    assert status == 1


@pytest.mark.parametrize(
    "line", ["{", "[]", '"text"', "{}", '{"type":"entry"}', '{"type":"seal","body":7,"signature":7}']
)
def test_a_line_that_is_no_record_is_a_problem_and_no_crash(tmp_path: Path, line: str) -> None:
    path = write_log(tmp_path / "log.jsonl", honest_log())
    with path.open("a") as file:
        file.write(line + "\n")

    report = verify_lines(path.read_text().splitlines())

    assert not report.intact
    assert stand_alone().main([str(path)]) == 1


def test_a_log_with_a_rotation_holds(tmp_path: Path) -> None:
    records = log_of(([body(1), rotation(key(1), key(2))], key(1)), ([body(2)], key(2)))
    path = write_log(tmp_path / "log.jsonl", records)

    report = verify_log(records)

    assert report.intact, report.problems
    assert len(report.keys) == 2
    assert stand_alone().main([str(path)]) == 0


def test_the_old_key_may_not_seal_after_a_rotation(tmp_path: Path) -> None:
    records = log_of(([body(1), rotation(key(1), key(2))], key(1)), ([body(2)], key(1)))
    path = write_log(tmp_path / "log.jsonl", records)

    assert [problem.code for problem in verify_log(records).problems] == ["seal-key"]
    assert stand_alone().main([str(path)]) == 1


def test_a_log_rewritten_under_another_key_is_found_by_the_published_key(tmp_path: Path) -> None:
    published = json.loads(honest_log()[-1]["body"])["key"]
    path = write_log(tmp_path / "log.jsonl", log_of(([body(1)], key(9))))

    assert stand_alone().main([str(path)]) == 0
    assert stand_alone().main([str(path), "--key", published]) == 1


def test_a_log_that_was_rolled_back_is_found_by_a_printed_checkpoint(tmp_path: Path) -> None:
    newest = verify_log(honest_log()).newest
    rolled_back = [*honest_log()[:8]]
    rolled_back[0] |= {"entries": 4, "seals": 2}
    path = write_log(tmp_path / "log.jsonl", rolled_back)

    assert stand_alone().main([str(path)]) == 0
    assert stand_alone().main([str(path), "--checkpoint", f"3:{newest}"]) == 1


def test_the_script_stands_alone(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.jsonl", honest_log())
    imports = {
        node.module.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    imports |= {
        name.name
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.Import)
        for name in node.names
    }

    run = subprocess.run(
        [sys.executable, "-I", SCRIPT, path], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert "HOLDS" in run.stdout
    assert imports <= sys.stdlib_module_names | {"cryptography"}


def test_a_file_that_is_not_there_gives_its_own_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = stand_alone().main([str(tmp_path / "none.jsonl")])

    assert status == 2
    assert "cannot be read" in capsys.readouterr().err
