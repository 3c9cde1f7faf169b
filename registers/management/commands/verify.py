"""``manage.py verify FILE.pdf``: what it is, untouched or not, known to the evidence log or not."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.documents import Recognition, recognise

MAX_BYTES = 1024**3


class Command(BaseCommand):
    help = str(gettext_lazy("Say what a PDF is, whether it is untouched, and whether the evidence log knows it."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("the PDF to look at"))
        parser.add_argument("--json", action="store_true", help=_("answer as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        found = recognise(pdf=_content(options["file"]))
        facts = _facts(found)
        self.stdout.write(json.dumps(facts, indent=2, ensure_ascii=False) if options["json"] else _text(found, facts))
        if not found.genuine:
            raise CommandError("; ".join(found.reasons))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CommandError(_("%(file)s is larger than 1 GiB; no document is") % {"file": path})
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s") % {"file": path, "why": error.strerror}, returncode=2
        ) from None
    if not content.startswith(b"%PDF-"):
        raise CommandError(_("%(file)s is not a PDF") % {"file": path}, returncode=2)
    return content


def _facts(found: Recognition) -> dict[str, Any]:
    verdict, document = found.verdict, found.document
    return {
        "genuine": found.genuine,
        "intact": verdict.intact,
        "known": found.known,
        "signed": verdict.signed,
        "covers_entire_file": verdict.covers_entire_file,
        "signer": verdict.signer,
        "self_made_certificate": verdict.self_made,
        "signed_at": verdict.signed_at.isoformat() if verdict.signed_at else None,
        "sha256": verdict.sha256,
        "kind": document.kind if document else verdict.metadata.get("kind", verdict.metadata.get("schema")),
        "case": str(document.case) if document else verdict.metadata.get("case"),
        "issued_at": document.issued_at.isoformat() if document else None,
        "reasons": list(found.reasons),
    }


def _text(found: Recognition, facts: dict[str, Any]) -> str:
    yes, no = _("yes"), _("no")
    what = found.document.get_kind_display() if found.document else facts["kind"] or _("not a document of Waarborg")
    signer = facts["signer"] or no
    if facts["self_made_certificate"]:
        signer += " " + _("(self-made certificate)")
    lines = {
        _("What"): what,
        _("Case"): facts["case"] or "–",
        _("Signed by"): signer,
        _("Untouched"): yes if facts["intact"] else no,
        _("Known to the evidence log"): yes if facts["known"] else no,
        "SHA-256": facts["sha256"],
    }
    return "\n".join(f"{name + ':':<28}{value}" for name, value in lines.items())
