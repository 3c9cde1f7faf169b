"""Every relative link and picture in the documentation leads to a file that is there."""

import re
from pathlib import Path

from tests.contracts.code import ROOT

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def broken(page: Path) -> list[str]:
    targets = [target for target in LINK.findall(page.read_text()) if "://" not in target]
    return [f"{page.relative_to(ROOT)}: {target}" for target in targets if not (page.parent / target).exists()]


def test_every_link_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

    assert [line for page in pages for line in broken(page)] == []


def test_a_broken_link_is_noticed() -> None:
    page = ROOT / "docs" / "begrippen.md"

    assert LINK.findall("[x](nergens.md#kop)") == ["nergens.md"]
    assert not (page.parent / "nergens.md").exists()
