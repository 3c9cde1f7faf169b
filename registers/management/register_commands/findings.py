"""``manage.py register findings``: look at the register anew and say what the rules find."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from registers.actions.assessing import assess
from registers.register_choices import Severity
from registers.register_selectors import ShownFinding, open_findings, page_titles

HELP = gettext_noop("ask the rules about the register: gaps and contradictions, each with its article")


def add_arguments(parser: ArgumentParser) -> None:
    """How serious a finding has to be."""
    parser.add_argument(
        "--severity",
        choices=[severity.value for severity in Severity],
        default=Severity.ERROR.value,
        help=_("show findings of this severity and above; exit status 1 when one is open (default: error)"),
    )
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def handle(options: dict[str, Any], stdout: OutputWrapper, stderr: OutputWrapper) -> None:  # noqa: ARG001  (one shape)
    """Look, tell, and fail when something is open."""
    at = timezone.now()
    assess(at=at)
    found = open_findings(severity=Severity(options["severity"]), at=at)
    titles = page_titles()
    stdout.write(_as_json(found, titles) if options["json"] else _as_text(found, titles))
    if found:
        told = ngettext("%(count)d finding is open", "%(count)d findings are open", len(found))
        raise CommandError(told % {"count": len(found)})


def _as_json(found: list[ShownFinding], titles: dict[str, str]) -> str:
    rows = [{**asdict(one), **asdict(one.key), "page": titles.get(one.owner, "")} for one in found]
    return json.dumps([{k: v for k, v in row.items() if k not in {"key", "until"}} for row in rows], ensure_ascii=False)


def _as_text(found: list[ShownFinding], titles: dict[str, str]) -> str:
    if not found:
        return _("the rules find nothing at this severity")
    lines = []
    for severity in Severity:
        of_this = [one for one in found if one.severity == severity]
        lines += [f"{severity.label} ({len(of_this)})"] if of_this else []
        lines += [_line(one, titles) for one in of_this]
    return "\n".join(lines)


def _line(one: ShownFinding, titles: dict[str, str]) -> str:
    page = titles.get(one.owner) or one.owner_kind.label
    return f"- {page}: {one.title} (art. {one.citation})\n  {one.text}"
