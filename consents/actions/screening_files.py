"""Screening a file where somebody points, into a folder of theirs: whole or not at all, and a fact in the log."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction

from consents.actions.judging import Campaign
from consents.actions.screening import Screened, numbers_here, screen, work_folder
from consents.screening.holding import Held
from consents.screening.lists import open_list
from registers.actions.actors import role_of
from registers.actions.evidence import record
from registers.choices import EvidenceKind

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Given:
    """A list on its way to a folder: its bytes, the name of its files, and the column.

    Of one that is a table of a source ``origin`` names it; ``left_out`` are rows that may not be used (art. 18).
    """

    file: BinaryIO
    stem: str
    column: str
    origin: str = ""
    left_out: int = 0


def screen_to_folder(
    *, given: Given, campaign: Campaign, folder: Path, at: datetime, actor: User | None = None
) -> dict[str, Any]:
    """Screen the list and put two files and a summary in the folder; the summary. Raises OSError, and as ``screen``.

    The files hold personal data and are readable by their owner only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held = Held(given.file, work_folder())
    try:
        calls = open_list(held.open, numbers=numbers_here())
        screened = screen(calls=calls, column=given.column, campaign=campaign, at=at)
    finally:
        held.close()
    try:
        files = _put_down(screened, folder, given.stem)
    finally:
        screened.close()
    case = uuid4()
    told = {**summary(screened, campaign), "origin": given.origin, "left_out": given.left_out, **_hashes(files)}
    with transaction.atomic():
        facts = list_facts(told, role=role_of(actor))
        record(kind=EvidenceKind.LIST_SCREENED, case=case, facts=facts, at=at)
    told = {"case": str(case), **told, "files": {name: str(file) for name, file in files.items()}}
    write_file(files["summary"], json.dumps(told, ensure_ascii=False, indent=2).encode())
    return told


def _hashes(files: dict[str, Path]) -> dict[str, str]:
    """SHA-256 of the two files, by which a proof knows them."""
    hashes = {}
    for name in ("allowed", "refused"):
        with files[name].open("rb") as file:
            hashes[f"{name}_sha256"] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def summary(screened: Screened, campaign: Campaign) -> dict[str, Any]:
    """Counts and reasons, without personal data."""
    return {
        "list_sha256": screened.sha256,
        "sender": campaign.sender.key,
        "purpose": campaign.purpose.key,
        "channel": str(campaign.channel),
        "at": campaign.at.isoformat(),
        "offer": campaign.offer,
        "party": str(campaign.party),
        "position": screened.position,
        "counts": screened.counts,
        "reasons": screened.reasons,
        "remarks": dict(screened.remarks),
        "moved": screened.moved,
    }


def list_facts(told: dict[str, Any], *, role: str) -> dict[str, Any]:
    """What the evidence log keeps of a screening: hashes, keys and counts."""
    rules = sorted({one["rules_sha256"] for one in told["reasons"] if one["rules_sha256"]})
    names = ("list_sha256", "sender", "purpose", "channel", "at", "offer", "party", "position", "moved")
    origin = {name: told[name] for name in ("origin", "left_out")} if told.get("origin") else {}
    facts = {"state": "screened", **{name: told[name] for name in names}, **told["counts"], "rules": rules}
    return {**facts, **origin, "role": role}


def _put_down(screened: Screened, folder: Path, stem: str) -> dict[str, Path]:
    """Write under a name of the moment first, so that a file that stops halfway is never taken for a list."""
    files = {
        "allowed": folder / f"{stem}-mag-bellen.csv",
        "refused": folder / f"{stem}-niet-bellen.csv",
        "summary": folder / f"{stem}-samenvatting.json",
    }
    for name, content in (("refused", screened.refused), ("allowed", screened.allowed)):
        content.seek(0)
        write_file(files[name], content)
    return files


def write_file(path: Path, content: bytes | BinaryIO) -> None:
    """For the owner only, and under its own name when it is whole."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            shutil.copyfileobj(content, file, MIB)
    part.replace(path)
