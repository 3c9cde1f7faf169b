"""Saving a record of the register so that its history knows who and when; verbs of the register save through here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User

from registers.models import RegisterRecord

R = TypeVar("R", bound=RegisterRecord)


def saved(record: R, *, actor: User | None, at: datetime, fields: Sequence[str] | None = None) -> R:
    """The record, checked and saved; ``fields`` limits both to some columns. Raises ValidationError."""
    excluded = [one.name for one in record._meta.fields if fields is not None and one.name not in fields]
    record.full_clean(exclude=excluded)
    dated: Any = record  # simple_history reads these two
    dated._history_user, dated._history_date = actor, at
    record.save(update_fields=fields)
    return record
