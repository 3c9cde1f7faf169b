"""``manage.py register publish``: what the public sees, as files to host oneself, or as a preview with its gaps."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from registers.actions.publication_files import LANGUAGE, StaticSite, static_site
from registers.publication_selectors import publishable
from registers.publishing.errors import NothingPublic
from registers.publishing.statement import Statement, shortcomings
from registers.publishing.writing import as_text

HELP = gettext_noop("write the public register and the privacy statement as web pages, or see what they lack")


def add_arguments(parser: ArgumentParser) -> None:
    """To look, or to write."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "--preview",
        action="store_true",
        help=_("show the statements and what is left out; exit status 1 when a block is"),
    )
    asked.add_argument("--to", type=Path, metavar="DIR", help=_("folder for the pages; a file in it is never replaced"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:
    """Show, or write and say where the files are."""
    if options["preview"]:
        _preview(stdout, stderr)
        return
    for path in _written(static_site(at=timezone.now()), options["to"]):
        stdout.write(str(path))


def _preview(stdout: OutputWrapper, stderr: OutputWrapper) -> None:
    found = publishable(at=timezone.now())
    organisations = dict.fromkeys(one.party.uid for one in found.chapters)
    with translation.override(LANGUAGE):
        wholes = [whole for uid in organisations if (whole := found.whole_statement(uid))]
        texts = [as_text(said) for uid in organisations if (said := found.public_statement(uid))]
    if not found.chapters:
        raise NothingPublic()
    for text in texts:
        stdout.write(text)
    missing = [line for whole in wholes for line in _left_out(whole)]
    for line in missing:
        stderr.write(line)
    if missing:
        told = ngettext("%(count)d block is left out", "%(count)d blocks are left out", len(missing))
        raise CommandError(told % {"count": len(missing)})


def _left_out(whole: Statement) -> list[str]:
    lines = []
    for one in shortcomings(whole):
        where = f"{one.chapter}: {one.block.title}" if one.chapter else one.block.title
        why = _("not in the register: %(what)s") % {"what": "; ".join(one.block.gaps)}
        lines.append(f"- {where} (art. {one.block.citation}): {why if one.block.gaps else _('not made public')}")
    return lines


def _written(site: StaticSite, folder: Path) -> list[Path]:
    """The files, all new. When one of them is there already none is written."""
    paths = {folder / name: content for name, content in site.files.items()}
    there = [path for path in paths if path.exists()]
    if there:
        told = _("%(file)s is there already and is not replaced; move it, or name another folder")
        raise CommandError(told % {"file": there[0]})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in paths.items():
            path.write_bytes(content)
    except OSError as error:
        told = _("%(file)s cannot be written: %(why)s")
        raise CommandError(told % {"file": folder, "why": error.strerror}) from None
    return list(paths)
