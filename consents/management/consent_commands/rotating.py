"""``manage.py consents rotate``: the newest key for every value and index of the ledger."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consents.actions.rotating import Rotated, rotate_keys

HELP = gettext_noop("write values and indexes of people again under the newest keys; may be stopped and run again")


def add_arguments(parser: ArgumentParser) -> None:
    """From where."""
    parser.add_argument("--after", type=int, default=0, metavar="ID", help=_("go on after this identifier"))


def handle(options: dict[str, Any], stdout: OutputWrapper) -> None:
    """Rotate and tell what still needs the key of before."""
    done = rotate_keys(after=options["after"])
    stdout.write(json.dumps(done.as_value()) if options["json"] else _as_text(done))


def _as_text(done: Rotated) -> str:
    told = _("%(identifiers)d values written again, %(reindexed)d with another index; last identifier %(last)d")
    lines = [told % {"identifiers": done.identifiers, "reindexed": done.reindexed, "last": done.last}]
    if done.lists:
        told = _("screening lists keep no numbers: %(lists)d have to be loaded again before the old index key goes")
        lines.append(told % {"lists": done.lists})
    if done.erased:
        told = _(
            "suppression keys of people who were erased: %(erased)d; they are only found under the key of their time"
        )
        lines.append(told % {"erased": done.erased})
    if done.old_key_needed:
        lines.append(_("leave WAARBORG_INDEX_KEYS_OLD as it is; otherwise an objection is lost"))
    return "\n".join(lines)
