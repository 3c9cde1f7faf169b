"""The verb that puts people under a hold: of each identifier only its keyed index is kept."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from registers.choices import IdentifierKind
from registers.errors import HoldIsWide
from registers.keyring import keyed_indexes
from registers.models import HeldPerson, Hold

Identifier = tuple[IdentifierKind, str]
"""A kind and a value in one spelling (``normalise``)."""


def hold_people(*, hold: Hold, identifiers: Iterable[Identifier], fresh: bool = False) -> int:
    """Put everybody under a hold whom these identifiers lead to; how many were not there yet.

    A hold that names nobody is about everybody: naming people would let go of all others, so only one that is being
    made (``fresh``) may get its first. Raises HoldIsWide.
    """
    keys = settings.ENVIRONMENT.index_keys
    added = 0
    with transaction.atomic():
        hold = Hold.objects.select_for_update().get(pk=hold.pk)
        wanted = list(identifiers)
        if wanted and not fresh and not hold.people.exists():
            raise HoldIsWide()
        for kind, value in wanted:
            indexes = keyed_indexes(keys, kind.value, value)
            if not hold.people.filter(kind=kind, index__in=indexes).exists():
                HeldPerson.objects.create(hold=hold, kind=kind, index=indexes[0])
                added += 1
    return added
