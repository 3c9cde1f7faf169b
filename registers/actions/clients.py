"""The verb that adds many clients to an activity at once (art. 30(2)): known organisations, and new ones by name."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from registers.actions.revising import revised
from registers.actions.saving import saved
from registers.models import ClientProcessing, Party, ProcessingActivity
from registers.register_choices import ProcessingOperation, RecordKind
from registers.rules.names import normalised


def add_clients(
    *,
    activity: ProcessingActivity,
    parties: Iterable[Party],
    names: Iterable[str],
    operations: Collection[ProcessingOperation],
    actor: User,
    at: datetime,
) -> int:
    """Make each organisation a client with these categories of processing; how many are new.

    A name that is a known organisation but for its legal form or spelling is that organisation. Who is a client of the
    activity already stays as it is.
    """
    with transaction.atomic():
        wanted = {party.pk: party for party in (*parties, *_named(names, actor, at))}
        there = set(activity.clients.values_list("party_id", flat=True))
        codes = [operation.value for operation in ProcessingOperation if operation in operations]
        added = [party for pk, party in wanted.items() if pk not in there]
        for party in added:
            client = ClientProcessing(activity=activity, party=party, operations=codes)
            saved(client, actor=actor, at=at)
        if added:
            revised(pages=[(RecordKind.ACTIVITY, activity.uid)], actor=actor, at=at)
    return len(added)


def _named(names: Iterable[str], actor: User, at: datetime) -> list[Party]:
    """The organisation of each name; one that nobody knows is made."""
    known = {normalised(party.name): party for party in Party.objects.order_by("-id")}
    found = []
    for name in (" ".join(name.split()) for name in names):
        if name:
            key = normalised(name)
            known[key] = known.get(key) or saved(Party(name=name), actor=actor, at=at)
            found.append(known[key])
    return found
