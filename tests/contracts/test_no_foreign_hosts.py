"""Nothing that a browser, a mail reader or the PDF renderer gets loads anything from another host."""

import re
from pathlib import Path

import pytest

from tests.contracts.code import ROOT

# What makes a reader fetch: sources, stylesheets, imports, form targets. A plain link (<a href>) fetches nothing.
LOADS = re.compile(
    r"""(?:\bsrc|\bsrcset|\bposter|\baction|\bdata|\bhx-\w+|xlink:href)\s*=\s*["']?\s*(?:\w+:)?//"""
    r"""|<(?:link|use|image|base)\b[^>]*\bhref\s*=\s*["']?\s*(?:\w+:)?//"""
    r"""|url\(\s*["']?\s*(?:\w+:)?//|@import\s+["'](?:\w+:)?//""",
    re.IGNORECASE,
)
KINDS = {".html", ".txt", ".css", ".js", ".svg", ".xml"}
FOLDERS = ("templates", "registers", "consents", "subjects", "config")


def files() -> list[Path]:
    return [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]


def test_nothing_is_loaded_from_another_host() -> None:
    found = {str(path.relative_to(ROOT)): LOADS.findall(path.read_text()) for path in files()}

    assert {path: loads for path, loads in found.items() if loads} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        "<img src=//img.example/x.png>",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        "background: url('http://x.example/y.png')",
        '@import "//x.example/y.css";',
    ],
)
def test_each_way_to_load_is_noticed(text: str) -> None:
    assert LOADS.search(text)


def test_a_plain_link_is_allowed() -> None:
    assert not LOADS.search('<a href="https://www.example/wet">de wet</a>')
