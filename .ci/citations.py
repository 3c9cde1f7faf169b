"""Writes citations in the Dutch catalogue the Dutch way: `make messages` runs it after the texts were collected."""

import ast
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from registers.citations import in_dutch

CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "nl" / "LC_MESSAGES" / "django.po"
TRANSLATED = re.compile(r'^(msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)


def rewritten(catalogue: str) -> str:
    """The catalogue with its Dutch texts rewritten, and everything else as it was."""
    return TRANSLATED.sub(_entry, catalogue)


def _entry(found: re.Match[str]) -> str:
    text = "".join(ast.literal_eval(line) for line in found[2].splitlines())
    dutch = in_dutch(text)
    return found[0] if dutch == text else f"{found[1]} {json.dumps(dutch, ensure_ascii=False)}\n"


if __name__ == "__main__":
    CATALOGUE.write_text(rewritten(CATALOGUE.read_text(encoding="utf-8")), encoding="utf-8")
