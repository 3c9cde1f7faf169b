"""``manage.py consents object``: note an objection to marketing; it works from this moment on."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.recording import Entry, record_event
from consents.choices import CollectionMethod, ContactChannel, EventKind
from consents.management.consent_commands.words import add_identifiers, moment, values_of
from consents.selectors import purpose_of, sender_of
from registers.selectors import user_of

HELP = gettext_noop("note an objection (art. 21(2)): without sender, purpose or channel it is about all marketing")


def add_arguments(parser: ArgumentParser) -> None:
    """Who objects, to what, and who notes it."""
    add_identifiers(parser)
    parser.add_argument("--by", required=True, metavar="USER", help=_("who notes it"))
    parser.add_argument("--sender", help=_("key of the sender; every sender when left out"))
    parser.add_argument("--purpose", help=_("key of the purpose; all marketing when left out"))
    parser.add_argument("--channel", choices=ContactChannel.values, help=_("every channel when left out"))
    parser.add_argument("--method", choices=CollectionMethod.values, default="phone", help=_("how the person spoke"))
    parser.add_argument("--at", metavar="MOMENT", help=_("when the person said it; now when left out"))
    parser.add_argument(
        "--whole-number", action="store_true", help=_("also for whoever else has this number or address")
    )


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Note it and tell for how many people it holds."""
    entry = Entry(
        kind=EventKind.OBJECTED,
        values=values_of(options["identifier"]),
        stated_at=moment(options["at"]),
        method=CollectionMethod(options["method"]),
        sender=sender_of(options["sender"]) if options["sender"] else None,
        purpose=purpose_of(options["purpose"]) if options["purpose"] else None,
        channel=options["channel"] or "",
        whole_number=options["whole_number"],
    )
    events = record_event(entry=entry, at=timezone.now(), actor=user_of(options["by"]))
    people = sum(not event.person.is_number for event in events)
    numbers = len(events) - people
    value = {"events": [str(event.uid) for event in events], "people": people, "numbers": numbers}
    told = _("the objection holds from now on; people: %(people)d, numbers and addresses: %(numbers)d")
    stdout.write(json.dumps(value) if options["json"] else told % {"people": people, "numbers": numbers})
