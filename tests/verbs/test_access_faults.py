"""What goes wrong while an answer to a request for access is made: one extract, a clear reason, nothing in between."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from registers.datamap import map_from_yaml
from registers.models import Document
from subjects.actions.exporting import extract_path, work_folder
from subjects.actions.reporting import MEMORY, access_documents, passphrase_of, purge_extracts, sweep_extracts
from subjects.actions.running import start
from subjects.choices import Status, StepStatus
from subjects.exporting.errors import ExtractDamaged
from subjects.faultpoints import FaultInjected
from subjects.models import Step, SubjectRequest
from tests.verbs.access_world import AT, MAP, AccessWorld, demo_database, run, world  # noqa: F401


def copied_database(world: AccessWorld, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """A copy that the test may change."""
    path = folder / "copy.sqlite3"
    path.write_bytes(world.demo.database.read_bytes())
    monkeypatch.setenv("DEMO_DATABASE_URL", f"sqlite:///{path}")
    return path


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def again(step: Step) -> Step:
    """The step as if the lease of a killed worker had run out."""
    Step.objects.filter(pk=step.pk).update(status=StepStatus.PENDING, not_before=None)
    step.refresh_from_db()
    return step


def test_a_step_that_was_cut_off_and_done_again_leaves_one_extract(
    world: AccessWorld,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    export, _render = world.started()
    monkeypatch.setenv("WAARBORG_FAULT", "export.mid:raise")
    with pytest.raises(FaultInjected):
        run(export)
    assert not list(work_folder(export.plan.request).iterdir())

    monkeypatch.delenv("WAARBORG_FAULT")
    left = extract_path(export.plan, "klanten").with_name(".writing-plan-1-klanten.extract-00aa")
    left.write_bytes(b"half of it")
    run(again(export))

    assert list(work_folder(export.plan.request).iterdir()) == [extract_path(export.plan, "klanten")]


def test_doing_a_step_twice_gives_the_same_receipt(
    world: AccessWorld,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    export, _render = world.started()
    undisturbed = again(export)
    run(undisturbed)
    expected = Step.objects.get(pk=export.pk).receipt.body
    Step.objects.get(pk=export.pk).receipt.delete()

    monkeypatch.setenv("WAARBORG_FAULT", "step.before_receipt:raise")
    with pytest.raises(FaultInjected):
        run(again(export))
    monkeypatch.delenv("WAARBORG_FAULT")
    run(again(export))

    assert Step.objects.get(pk=export.pk).receipt.body == expected


def test_a_row_that_is_gone_blocks_the_request(
    world: AccessWorld,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = copied_database(world, tmp_path, monkeypatch)
    export, _render = world.started()
    change(path, "DELETE FROM web_visits WHERE customer_id = ?", world.person.customer_id)

    run(export)

    export.plan.request.refresh_from_db()
    assert export.plan.request.status == Status.BLOCKED
    assert export.plan.request.block_code == "plan-stale"
    assert "web_visits" in export.plan.request.block_reason
    assert not list(world.var.rglob("*.extract"))


def test_a_map_that_changed_after_the_plan_blocks_the_request(world: AccessWorld) -> None:  # noqa: F811
    export, _render = world.started()
    text = MAP.read_text(encoding="utf-8").replace("third_party: gegevens van een medewerker", "show: true", 1)
    world.load(map_from_yaml(text))

    run(export)

    export.plan.request.refresh_from_db()
    assert export.plan.request.block_code == "map-stale"


def test_files_that_are_gone_or_lead_outside_are_counted_and_told(
    world: AccessWorld,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = copied_database(world, tmp_path, monkeypatch)
    first, second, _third = world.person.recordings
    change(path, "UPDATE call_recordings SET path = 'gone.wav' WHERE path = ?", first)
    change(path, "UPDATE call_recordings SET path = '../klanten.sqlite3' WHERE path = ?", second)
    export, render = world.started()

    run(export)

    files = Step.objects.get(pk=export.pk).receipt.body.partition('"files":')[2]
    assert files.startswith('{"copied":1,"missing":1,"no-store":0,"outside":1}')
    run(render)
    assert Step.objects.get(pk=render.pk).status == StepStatus.DONE


def test_a_damaged_extract_makes_no_document(world: AccessWorld) -> None:  # noqa: F811
    export, render = world.started()
    run(export)
    path = extract_path(export.plan, "klanten")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    run(render)

    render.refresh_from_db()
    assert (render.status, render.error_code) == (StepStatus.BLOCKED, ExtractDamaged.code)
    assert not Document.objects.exists()


def test_a_missing_extract_is_tried_again_and_says_what_to_do(world: AccessWorld) -> None:  # noqa: F811
    export, render = world.started()
    run(export)
    extract_path(export.plan, "klanten").unlink()

    run(render)

    render.refresh_from_db()
    assert (render.status, render.error_code) == (StepStatus.PENDING, "extract-missing")
    assert "WAARBORG_VAR_DIR" in render.error_text


def test_somebody_of_whom_nothing_is_found_gets_a_report_and_a_letter(world: AccessWorld) -> None:  # noqa: F811
    request = world.planned(("email", "niemand@nergens.example"))
    (render,) = start(request=request, at=AT, actor=world.user)

    documents = access_documents(step=render, at=AT)

    assert [document.kind.value for document in documents] == ["access_report", "letter"]
    run(render)
    request.refresh_from_db()
    assert request.status == Status.EXECUTED


def test_the_passphrase_is_made_once_and_kept_unreadable(world: AccessWorld) -> None:  # noqa: F811
    request = world.planned()

    first, second = passphrase_of(request), passphrase_of(SubjectRequest.objects.get(pk=request.pk))

    assert first == second
    stored = SubjectRequest.objects.filter(pk=request.pk).extra(select={"raw": "passphrase"}).get()
    assert first not in stored.raw


@pytest.mark.skipif(not MEMORY.is_dir(), reason="no folder in memory on this system")
def test_pages_that_a_killed_worker_left_in_memory_are_destroyed(world: AccessWorld) -> None:  # noqa: F811
    export, _render = world.started()
    left = MEMORY / f"waarborg-{export.plan.request.case}-left"
    left.mkdir()
    (left / "part-00000.pdf").write_bytes(b"%PDF")

    purge_extracts(export.plan.request)

    assert not left.exists()


def test_purging_twice_is_purging_once(world: AccessWorld) -> None:  # noqa: F811
    export, _render = world.started()
    run(export)

    purge_extracts(export.plan.request)
    purge_extracts(export.plan.request)

    assert not work_folder(export.plan.request).exists()


def test_a_sweep_takes_what_ended_and_leaves_what_is_under_way(world: AccessWorld) -> None:  # noqa: F811
    export, _render = world.started()
    run(export)
    (world.var / "work" / "00000000-0000-0000-0000-000000000000").mkdir()

    assert sweep_extracts() == 1
    assert extract_path(export.plan, "klanten").exists()

    SubjectRequest.objects.filter(pk=export.plan.request.pk).update(closed_at=AT)
    assert sweep_extracts() == 1
    assert not work_folder(export.plan.request).exists()
