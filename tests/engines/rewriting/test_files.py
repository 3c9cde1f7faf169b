"""Recordings and scans: their paths are read before anything changes, and removed without leaving the root."""

from pathlib import Path

import pytest

from registers.choices import DataCategory, Treatment
from registers.datamap import DataMap, FieldMap, FieldTreatment, TableMap
from subjects.errors import FileStoreError
from subjects.rewriting.files import Files, files_of, remove_files
from tests.engines.rewriting.world import World, delete, treat

FILE = FieldTreatment(treatment=Treatment.FILE)


@pytest.fixture
def calls(world: World) -> World:
    """Calls with recordings and an empty table of scans; call 32 is the namesake's and shares one with call 31."""
    fields = (FieldMap(name="path", category=DataCategory.RECORDING, erasure=FILE),)
    tables = tuple(TableMap(name=name, key=("id",), fields=fields) for name in ("calls", "scans"))
    world.datamap = DataMap(name="shop", url_env="U", tables=tables)
    world.run(
        "CREATE TABLE calls (id INTEGER PRIMARY KEY, path VARCHAR(400))",
        "INSERT INTO calls VALUES (30, '2024/a.wav'), (31, '2024/shared.wav'), (32, '2024/shared.wav'), (33, NULL)",
        "CREATE TABLE scans (id INTEGER PRIMARY KEY, path VARCHAR(400))",
    )
    return world


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with both recordings."""
    store = tmp_path / "store"
    (store / "2024").mkdir(parents=True)
    for name in ("a", "shared"):
        (store / "2024" / f"{name}.wav").write_bytes(b"RIFF")
    return store


def test_paths_of_treated_and_of_deleted_rows_are_read_and_the_column_is_emptied(calls: World, root: Path) -> None:
    order = calls.order(treat("calls", [(30,)], path=FILE), delete("calls", [(33,)]))

    assert files_of(calls.engine, order, root=str(root)) == Files(paths=("2024/a.wav",))
    calls.rewrite(order)
    assert calls.dump("calls") == [(30, None), (31, "2024/shared.wav"), (32, "2024/shared.wav")]


def test_a_file_that_somebody_elses_row_needs_stays_and_is_told(calls: World, root: Path) -> None:
    mine = files_of(calls.engine, calls.order(delete("calls", [(30,), (31,)])), root=str(root))
    ours = files_of(calls.engine, calls.order(delete("calls", [(31,), (32,)])), root=str(root))

    assert mine == Files(paths=("2024/a.wav",), shared=1)
    assert ours == Files(paths=("2024/shared.wav",))


def test_two_operations_that_share_a_file_take_it_along(calls: World, root: Path) -> None:
    order = calls.order(treat("calls", [(31,)], path=FILE), delete("calls", [(32,)]))

    assert files_of(calls.engine, order, root=str(root)) == Files(paths=("2024/shared.wav",))


@pytest.mark.parametrize("way", ["2024/a.wav", "./2024/a.wav", "{root}/2024/a.wav", "file://{root}/2024/a.wav"])
@pytest.mark.parametrize("table", ["calls", "scans"])
def test_a_file_of_somebody_else_stays_however_and_wherever_it_is_named(
    calls: World, root: Path, way: str, table: str
) -> None:
    calls.run(f"INSERT INTO {table} VALUES (40, '{way.format(root=root)}')")

    found = files_of(calls.engine, calls.order(delete("calls", [(30,)])), root=str(root))

    assert found == Files(shared=1)


def test_a_file_that_was_not_there_before_the_work_is_counted_apart(calls: World, root: Path) -> None:
    (root / "2024" / "a.wav").unlink()

    found = files_of(calls.engine, calls.order(delete("calls", [(30,), (31,), (32,)])), root=str(root))

    assert found == Files(paths=("2024/shared.wav",), missing=1)


def test_one_file_under_two_spellings_is_one_file(calls: World, root: Path) -> None:
    calls.run(f"INSERT INTO calls VALUES (41, '{root}/2024/a.wav')")

    found = files_of(calls.engine, calls.order(delete("calls", [(30,), (41,)])), root=str(root))

    assert (len(found.paths), found.shared) == (1, 0)


@pytest.mark.parametrize("root_name", ["", "not-mounted"])
def test_without_its_root_nothing_is_said_about_a_file(calls: World, tmp_path: Path, root_name: str) -> None:
    with pytest.raises(FileStoreError):
        files_of(calls.engine, calls.order(delete("calls", [(30,)])), root=root_name and str(tmp_path / root_name))


@pytest.mark.parametrize("path", ["2024", "link.wav", "../a.wav", "s3://bucket/a.wav", "a::file:///etc/a.wav"])
def test_what_is_no_file_below_the_root_stops_the_work_before_it_begins(calls: World, root: Path, path: str) -> None:
    (root / "link.wav").symlink_to(root / "2024" / "a.wav")
    calls.run(f"INSERT INTO calls VALUES (42, '{path}')")

    with pytest.raises(FileStoreError):
        files_of(calls.engine, calls.order(delete("calls", [(42,)])), root=str(root))


def test_removing_twice_is_removing_once(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    recording = tmp_path / "2024" / "a b.wav"
    recording.write_bytes(b"RIFF")

    counts = [remove_files(["2024/a b.wav", "2024/gone.wav"], root=str(tmp_path)) for _ in range(2)]

    assert counts == [2, 2]
    assert not recording.exists()


def test_an_address_below_the_root_is_taken_as_it_is(tmp_path: Path) -> None:
    recording = tmp_path / "a.wav"
    recording.write_bytes(b"RIFF")

    assert remove_files([str(recording)], root=f"file://{tmp_path}") == 1
    assert not recording.exists()


@pytest.mark.parametrize(
    "path",
    ["../outside.wav", "/etc/outside.wav", "2024/../../outside.wav", "s3://bucket/x", "..", ".", "", "link/outside.wav",
     "C:\\outside.wav", "2024\\..\\..\\outside.wav", "file:///etc/outside.wav"],
)  # fmt: skip
def test_no_path_leads_out_of_the_root(tmp_path: Path, path: str) -> None:
    root = tmp_path / "store"
    root.mkdir()
    outside = tmp_path / "outside.wav"
    outside.write_bytes(b"RIFF")
    (root / "link").symlink_to(tmp_path)

    with pytest.raises(FileStoreError):
        remove_files([path], root=str(root))

    assert outside.exists()


def test_a_folder_is_no_file_and_the_message_holds_no_path(tmp_path: Path) -> None:
    (tmp_path / "sanne").mkdir()

    with pytest.raises(FileStoreError) as caught:
        remove_files(["sanne"], root=str(tmp_path))

    assert "sanne" not in str(caught.value)


def test_a_store_that_is_not_there_has_lost_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileStoreError):
        remove_files(["a.wav"], root=str(tmp_path / "not-mounted"))


def test_a_link_is_not_removed_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "theirs.wav").write_bytes(b"RIFF")
    (tmp_path / "mine.wav").symlink_to(tmp_path / "theirs.wav")

    with pytest.raises(FileStoreError):
        remove_files(["mine.wav"], root=str(tmp_path))

    assert (tmp_path / "theirs.wav").exists()
