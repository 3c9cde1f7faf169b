"""Differences as sentences in the active language: "Purpose 2: legal basis changed from consent to contract"."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.comparing.values import Change, Difference, Labels
from registers.comparing.words import in_words, is_blank

LONGEST = 300
"""A longer value is cut in a sentence; the difference itself holds all of it."""


def sentence(difference: Difference, labels: Labels, *, with_owner: bool = False) -> str:
    """One sentence without a full stop; ``with_owner`` begins with the activity or agreement."""
    told = _told(difference, labels)
    return f"{difference.owner} – {told}" if with_owner and difference.owner else told


def _told(difference: Difference, labels: Labels) -> str:
    record = capfirst(f"{labels.record(difference.kind)} {_cut(difference.title)}".strip())
    if difference.change == Change.ADDED:
        return _("%(record)s was added") % {"record": record}
    if difference.change == Change.REMOVED:
        return _("%(record)s was removed") % {"record": record}
    facts = {
        "record": record,
        "field": labels.field(difference.kind, difference.field),
        "before": _cut(in_words(difference.before)),
        "after": _cut(in_words(difference.after)),
    }
    if is_blank(difference.before):
        return _("%(record)s: %(field)s was filled in: %(after)s") % facts
    if is_blank(difference.after):
        return _("%(record)s: %(field)s was emptied; it was %(before)s") % facts
    return _("%(record)s: %(field)s changed from %(before)s to %(after)s") % facts


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
