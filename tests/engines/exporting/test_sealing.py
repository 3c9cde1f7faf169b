"""The sealed file: whole or not there, readable with the secret only, every change noticed."""

from pathlib import Path
from random import Random

import pytest

from subjects.exporting.errors import ExtractDamaged, ExtractMissing, WorkFolderRefuses
from subjects.exporting.sealing import PIECE, SealedReader, SealedWriter, Section

SECRET = bytes(range(32))
MARKER = b"sanne@example.nl"


def sealed(path: Path, *contents: bytes) -> list[Section]:
    sections = []
    with SealedWriter(path, SECRET) as writer:
        for content in contents:
            writer.begin()
            writer.write(content)
            sections.append(writer.end())
        writer.finish(b"index of " + MARKER)
    return sections


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_every_section_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    contents = (MARKER, Random(size).randbytes(size), b"last")

    sections = sealed(tmp_path / "one", *contents)

    reader = SealedReader(tmp_path / "one", SECRET)
    assert [b"".join(reader.pieces(section)) for section in sections] == list(contents)
    assert reader.index() == b"index of " + MARKER


def test_lines_come_back_across_pieces(tmp_path: Path) -> None:
    lines = [b"x" * length for length in (0, 5, PIECE, PIECE + 3, 9)]

    (section,) = sealed(tmp_path / "one", b"".join(line + b"\n" for line in lines))

    assert list(SealedReader(tmp_path / "one", SECRET).lines(section)) == lines


def test_nothing_is_readable_on_the_disk(tmp_path: Path) -> None:
    sealed(tmp_path / "one", MARKER * 10_000)

    assert MARKER not in (tmp_path / "one").read_bytes()
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o600


def test_the_same_content_twice_looks_different(tmp_path: Path) -> None:
    sealed(tmp_path / "one", MARKER)
    sealed(tmp_path / "two", MARKER)

    assert (tmp_path / "one").read_bytes()[20:] != (tmp_path / "two").read_bytes()[20:]


def test_another_secret_opens_nothing(tmp_path: Path) -> None:
    sealed(tmp_path / "one", MARKER)

    with pytest.raises(ExtractDamaged):
        SealedReader(tmp_path / "one", bytes(32)).index()


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "one"
    (section,) = sealed(path, MARKER)
    whole = path.read_bytes()

    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((ExtractDamaged, ExtractMissing)):
            reader = SealedReader(path, SECRET)
            b"".join([*reader.pieces(section), reader.index()])


@pytest.mark.parametrize("kept", [0, 3, 19, 30, 100])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "one"
    sealed(path, MARKER * 10)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ExtractDamaged):
        SealedReader(path, SECRET).index()


def test_pieces_that_changed_places_are_noticed(tmp_path: Path) -> None:
    one, two = sealed(tmp_path / "one", b"a" * 10, b"b" * 10)
    swapped = Section(offset=two.offset, first=one.first, pieces=1)

    with pytest.raises(ExtractDamaged):
        list(SealedReader(tmp_path / "one", SECRET).pieces(swapped))


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), SealedWriter(tmp_path / "one", SECRET) as writer:
        writer.begin()
        writer.write(MARKER)
        raise RuntimeError

    assert not list(tmp_path.iterdir())


def test_an_extract_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ExtractMissing, match="WAARBORG_VAR_DIR"):
        SealedReader(tmp_path / "one", SECRET)


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(WorkFolderRefuses, match=r"\(File exists\)"), SealedWriter(tmp_path / "file" / "one", SECRET):
        pass
