"""Every text of screens, commands and documents has its Dutch, and the compiled catalogue is that of the source."""

import ast
import gettext
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import django
import pytest
from django.utils import translation
from django.utils.formats import date_format

from tests.conftest import missing
from tests.contracts.code import APPS, ROOT, copy_of_code, python_files, tree_of

FOLDER = Path("locale/nl/LC_MESSAGES")
TRANSLATES = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})


PLANTED = "a text nobody translated"
CAPITAL_MONTH = re.compile(r'date:"[^"]*M')
MSGID = re.compile(r'^msgid ((?:".*"\n)+)', re.MULTILINE)


@pytest.fixture(scope="module")
def tools() -> None:
    """GNU gettext."""
    if not all(shutil.which(name) for name in ("xgettext", "msgmerge", "msgattrib", "msgfmt")):
        missing("no GNU gettext on this machine (apt-get install gettext, brew install gettext)")


@pytest.fixture(scope="module")
def lacking(tools: None, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The texts without Dutch in the code with one text more, collected anew."""
    house = copy_of_code(tmp_path_factory.mktemp("house"))
    planted = house / "subjects" / "planted.py"
    planted.write_text(f'from django.utils.translation import gettext as _\nTEXT = _("{PLANTED}")\n')
    catalogue = collected(house)
    told = entries(catalogue, "--untranslated") + entries(catalogue, "--only-fuzzy")
    texts = {"".join(line[1:-1] for line in found.splitlines()) for found in MSGID.findall(told)}
    return texts - {""}  # the head of a catalogue


def entries(path: Path, which: str) -> str:
    """Entries of a catalogue that are ``--untranslated`` or ``--only-fuzzy``, as text."""
    command = ["msgattrib", which, "--no-obsolete", "--no-wrap", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def collected(house: Path) -> Path:
    """The catalogue of a copy of the code after collecting its texts anew."""
    (house / FOLDER).mkdir(parents=True)
    if (ROOT / FOLDER / "django.po").exists():
        shutil.copy(ROOT / FOLDER / "django.po", house / FOLDER)
    shutil.copytree(ROOT / "templates", house / "templates")
    shutil.copy(ROOT / "manage.py", house)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "nl", "--no-obsolete", "--ignore", "tests/*"]
    subprocess.run(command, cwd=house, check=True, capture_output=True, timeout=120)
    return house / FOLDER / "django.po"


def test_every_text_has_its_dutch(lacking: set[str]) -> None:
    assert lacking - {PLANTED} == set()


def test_a_text_without_dutch_is_noticed(lacking: set[str]) -> None:
    assert PLANTED in lacking


def test_every_text_in_the_code_is_collected() -> None:
    known = (ROOT / FOLDER / "django.mo").open("rb")
    with known:
        collected_texts = gettext.GNUTranslations(known)._catalog  # type: ignore[attr-defined]  # has no hints
    texts = {key[0] if isinstance(key, tuple) else key for key in collected_texts}

    missed = [(str(path), text) for path in python_files(*APPS) for text in told(path) if text not in texts]

    assert missed == []


def told(path: Path) -> Iterator[str]:
    """The literal texts that a file has translated: GNU gettext sees none inside the braces of an f-string."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATES:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path: Path, tools: None) -> None:
    subprocess.run(["msgfmt", "-o", str(tmp_path / "fresh.mo"), str(ROOT / FOLDER / "django.po")], check=True)

    with (tmp_path / "fresh.mo").open("rb") as fresh, (ROOT / FOLDER / "django.mo").open("rb") as committed:
        new, old = gettext.GNUTranslations(fresh), gettext.GNUTranslations(committed)

    assert vars(new)["_catalog"] == vars(old)["_catalog"], "run `make messages`"


def test_no_text_of_ours_changes_what_django_says() -> None:
    ours = catalogue_of(ROOT / FOLDER / "django.mo")

    theirs = [catalogue_of(mo) for mo in Path(django.__file__).parent.glob(f"**/{FOLDER}/django.mo")]

    assert len(theirs) > 3
    assert not {text for one in theirs for text, dutch in one.items() if text and ours.get(text, dutch) != dutch}


def test_a_month_is_written_in_small_letters() -> None:
    written = [path for path in (ROOT / "templates").rglob("*.html") if CAPITAL_MONTH.search(path.read_text())]

    assert not written
    with translation.override("nl"):
        assert date_format(date(2026, 5, 1), "j b Y") == "1 mei 2026"


def catalogue_of(path: Path) -> dict[str, str]:
    """A compiled catalogue, without what has several forms."""
    with path.open("rb") as file:
        pairs = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # the class shows it in no other way
    return {text: dutch for text, dutch in pairs.items() if isinstance(text, str)}
