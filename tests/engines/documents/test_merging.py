"""Parts that become one document: references moved, strings left alone, links turned, memory that does not grow."""

import io
from pathlib import Path

import pikepdf
import pytest

from registers.documents import conformance
from registers.documents.contents import beginnings
from registers.documents.longform import render_long
from registers.documents.merging import merge
from registers.documents.pdffile import TOGETHER, PdfFile
from registers.documents.rendering import render_part
from registers.documents.renumbering import Place
from tests.engines.documents.samples import AT

PLACE = Place(path=Path("x"), base=100, pages=(), keys=0, first_page=0, first_key=0, joined={7: 2})


def html(body: str, title: str = "Register") -> str:
    return f"<html lang='nl'><head><title>{title}</title></head><body>{body}</body></html>"


def chapters(*names: str) -> str:
    return html("".join(f"<h2 style='break-before: page'>{name}</h2><p>tekst</p>" for name in names))


def front(numbers: object) -> str:
    assert isinstance(numbers, list)
    links = "".join(f"<p><a href='waarborg-page:{page}'>blz. {page}</a></p>" for page in numbers)
    return html(f"<h1>Inhoud</h1>{links}")


def made(target: Path) -> pikepdf.Pdf:
    parts = [chapters("Eén", "Twee"), chapters("Drie (en \\ meer)")]
    render_long(parts=parts, front=front, target=target, title="Register", created=AT)
    return pikepdf.open(target)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (b"<< /A 12 0 R /B [ 1 0 R 7 0 R ] >>", b"<< /A 112 0 R /B [ 101 0 R 2 0 R ] >>"),
        (b"<< /T (zie 12 0 R) /H <31203020> /N 12 >>", b"<< /T (zie 12 0 R) /H <31203020> /N 12 >>"),
        (b"[ (\\) 5 0 R \\( ) 5 0 R ]", b"[ (\\) 5 0 R \\( ) 105 0 R ]"),
        (b"<< /D [ /WaarborgRef33 /Fit ] >>", b"<< /D [ 33 0 R /Fit ] >>"),
    ],
)
def test_references_are_moved_and_strings_are_not(text: bytes, moved: bytes) -> None:
    assert PLACE.renumbered(text) == moved


def test_the_links_of_the_contents_go_to_the_pages_of_the_chapters(tmp_path: Path) -> None:
    with made(tmp_path / "whole.pdf") as document:
        targets = [annotation.Dest[0].objgen for annotation in document.pages[0].obj.Annots]
        pages = [page.obj.objgen for page in document.pages]

    assert targets == pages[1:]


def test_the_outline_has_the_chapters_of_all_parts_in_order(tmp_path: Path) -> None:
    with made(tmp_path / "whole.pdf") as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]

    assert titles == ["Eén", "Twee", "Drie (en \\ meer)"]


def test_a_merged_document_conforms_and_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        made(tmp_path / name).close()

    first, second = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert first == second
    assert conformance.thorough(first) == []


def test_chapters_begin_where_their_bookmarks_point(tmp_path: Path) -> None:
    paths = [tmp_path / "0.pdf", tmp_path / "1.pdf"]
    for number, path in enumerate(paths):
        path.write_bytes(render_part(html=chapters("a", "b"), title="x", created=AT, part=number))

    assert beginnings(paths) == [0, 1, 2, 3]


def test_a_part_gives_its_metadata_to_the_whole_once(tmp_path: Path) -> None:
    paths = [tmp_path / "0.pdf", tmp_path / "1.pdf"]
    for number, path in enumerate(paths):
        body = html("<h1>x</h1>") if number == 0 else chapters("y")
        path.write_bytes(render_part(html=body, title=f"deel {number}", created=AT, part=number))

    merge(parts=paths, target=tmp_path / "whole.pdf")

    with pikepdf.open(tmp_path / "whole.pdf") as document:
        kinds = [str(one.get("/Type", "")) for one in document.objects if isinstance(one, pikepdf.Stream)]
        assert str(document.docinfo.Title) == "deel 0"
        assert kinds.count("/Metadata") == 1


def test_objects_are_found_again_whatever_their_number() -> None:
    target = io.BytesIO()
    file = PdfFile(target)
    catalog, pages, info = (file.reserve() for _ in range(3))
    spare = [file.reserve() for _ in range(3 * TOGETHER)]
    for number in reversed(spare):
        file.put(number, b"(%d)" % number)
    file.put(pages, b"<< /Type /Pages /Kids [] /Count 0 >>")
    file.put(info, b"<< /Title (x) >>")
    file.put(catalog, b"<< /Type /Catalog /Pages %d 0 R >>" % pages)
    file.close(root=catalog, info=info)

    with pikepdf.open(io.BytesIO(target.getvalue())) as document:
        assert [str(document.get_object(number, 0)) for number in spare] == [str(number) for number in spare]
