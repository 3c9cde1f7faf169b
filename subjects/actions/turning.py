"""A new key for what requests hold encrypted and indexed, in parts: stopped anywhere, it is simply run again.

What has no value any more can't get another index: people who were erased and are watched, people under a hold, numbers
in suppression tables. As far as somebody is known by the same value elsewhere, it is written under the new key after
all; the rest is found under the key of before as long as WAARBORG_INDEX_KEYS_OLD names it, and is counted here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction

from consents.models import Identifier
from registers.canonical import canonical_json
from registers.keyring import keyed_index, keyed_indexes
from registers.models import Document, HeldPerson
from registers.models.fields import EncryptedJSONField, EncryptedTextField
from subjects.actions.restricting import carried_out, note_restriction
from subjects.choices import SuppressedStatus
from subjects.models import Candidate, RequestIdentifier, Restriction, SuppressedNumber, WatchedIdentifier

BATCH = 500
Known = tuple[str, str]
"""Kind and value."""


@dataclass(kw_only=True)
class Turned:
    """What was written again, and what may still be found under a key of before only.

    ``watched``, ``held``, ``suppressed`` and ``restricted`` count rows that nobody is known to have; ``documents`` are
    encrypted files, which keep the key of their time until they are destroyed.
    """

    rows: int = 0
    reindexed: int = 0
    watched: int = 0
    held: int = 0
    suppressed: int = 0
    restricted: int = 0
    documents: int = 0

    @property
    def old_index_key_needed(self) -> bool:
        """Whether an index key of before may not go yet."""
        left = self.watched + self.held + self.suppressed + self.restricted
        return bool(settings.ENVIRONMENT.index_keys_old) and left > 0

    def as_value(self) -> dict[str, Any]:
        """For machines."""
        return {**asdict(self), "old_index_key_needed": self.old_index_key_needed}


def turn_keys(*, at: datetime) -> Turned:
    """Write every value of requests under the newest key, and every index under the index key.

    Raises KeyMissing when a value was written with a key that the ring does not have (any more); what came before is
    done.
    """
    done = Turned()
    for model in apps.get_app_config("subjects").get_models():
        done.rows += sum(_write_again(model, part) for part in _parts(model._default_manager.all()))
    done.reindexed += _reindex_identifiers() + _reindex_candidates()
    for part in _known():
        done.reindexed += sum(_reindex(model, part) for model in (WatchedIdentifier, HeldPerson, SuppressedNumber))
    done.restricted = _note_restrictions(at)
    _count_left(done)
    done.documents = Document.objects.filter(personal=True, purged_at=None).count()
    return done


def _parts(rows: models.QuerySet[Any]) -> Iterator[list[int]]:
    """Keys of rows, in parts that fit a transaction."""
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield part
        last = part[-1]


def _write_again(model: type[models.Model], keys: Sequence[int]) -> int:
    """The encrypted columns of some rows, locked; how many rows have any."""
    encrypted = (EncryptedTextField, EncryptedJSONField)
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, encrypted)]
    if not names:
        return 0
    rows: models.Manager[Any] = model._default_manager
    with transaction.atomic():
        found = list(rows.select_for_update().filter(pk__in=keys).only("pk", *names))
        for row in found:
            rows.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})
    return len(found)


def _reindex_identifiers() -> int:
    changed = 0
    for part in _parts(RequestIdentifier.objects.all()):
        with transaction.atomic():
            for row in RequestIdentifier.objects.select_for_update().filter(pk__in=part):
                index = keyed_index(settings.ENVIRONMENT.index_key, row.kind, row.value)
                changed += RequestIdentifier.objects.filter(pk=row.pk).exclude(index=index).update(index=index)
    return changed


def _reindex_candidates() -> int:
    changed = 0
    for part in _parts(Candidate.objects.exclude(key=None)):
        with transaction.atomic():
            for row in Candidate.objects.select_for_update().filter(pk__in=part):
                place, keys = f"{row.source}/{row.table}", canonical_json(row.key)
                index = keyed_index(settings.ENVIRONMENT.index_key, place, keys)
                changed += Candidate.objects.filter(pk=row.pk).exclude(key_index=index).update(key_index=index)
    return changed


def _known() -> Iterator[list[Known]]:
    """Kinds and values that are known somewhere: in the ledger, and of requests that are not over."""
    for model in (Identifier, RequestIdentifier):
        rows: models.Manager[Any] = model._default_manager
        for part in _parts(rows.exclude(value="")):
            yield [(row.kind, row.value) for row in rows.filter(pk__in=part)]


def _reindex(model: type[models.Model], known: Sequence[Known]) -> int:
    """Rows that were written under a key of before, of somebody who is known by the same value."""
    now, *before = settings.ENVIRONMENT.index_keys
    new = {old: keyed_index(now, kind, value) for kind, value in known for old in keyed_indexes(before, kind, value)}
    rows: models.Manager[Any] = model._default_manager
    return sum(_moved(rows, row.pk, new[row.index]) for row in rows.filter(index__in=new).only("pk", "index"))


def _moved(rows: models.Manager[Any], pk: int, index: str) -> int:
    """One row under the new index; one that stands there under it already leaves the old one as it is."""
    try:
        with transaction.atomic():
            return rows.filter(pk=pk).update(index=index)
    except IntegrityError:
        return 0


def _note_restrictions(at: datetime) -> int:
    """The rows of restrictions that stand, noted anew from their plans; how many restrictions have none any more."""
    left = 0
    for restriction in Restriction.objects.filter(lifted_at=None).select_related("request"):
        finished = restriction.request.plans.filter(finished_at__isnull=False).exclude(body=None)
        plans = [*carried_out(restriction.request), *finished.order_by("number")]
        if not plans or plans[-1].body is None:
            left += restriction.rows.exists()
            continue
        with transaction.atomic():
            note_restriction(plan=plans[-1], at=at)
    return left


def _count_left(done: Turned) -> None:
    """What may stand under a key of before: every row that nobody is known to have under the key of today."""
    held: dict[str, models.QuerySet[Any]] = {
        "watched": WatchedIdentifier.objects.all(),
        "held": HeldPerson.objects.all(),
        "suppressed": SuppressedNumber.objects.exclude(status=SuppressedStatus.RELEASED),
    }
    for name, rows in held.items():
        sure = 0
        for part in _known():
            indexes = {keyed_index(settings.ENVIRONMENT.index_key, kind, value) for kind, value in part}
            sure += rows.filter(index__in=indexes).count()
        setattr(done, name, max(0, rows.count() - sure))
