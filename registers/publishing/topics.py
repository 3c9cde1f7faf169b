"""The blocks of a privacy statement: each question, its letters in art. 13 and 14, and the piece that makes it public.

Pure values; questions as people ask them, labels in English.
"""

from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registers.publishing.fields import PublicField


class Topic(TextChoices):
    """A question that art. 13 or 14 makes us answer; the last is no duty."""

    WHO = "who", _("Who are we?")
    OFFICER = "officer", _("Who watches over your privacy?")
    PURPOSES = "purposes", _("What do we use your data for, and why may we?")
    INTERESTS = "interests", _("What is our own interest?")
    CATEGORIES = "categories", _("Which data are these?")
    RECIPIENTS = "recipients", _("Who gets your data?")
    TRANSFERS = "transfers", _("Do your data leave the European Economic Area?")
    RETENTION = "retention", _("How long do we keep your data?")
    SOURCE = "source", _("Where do your data come from?")
    OBLIGATION = "obligation", _("Do you have to give your data?")
    AUTOMATED = "automated", _("Does a computer decide about you?")
    RIGHTS = "rights", _("What are your rights?")
    WITHDRAW = "withdraw", _("Can you take your consent back?")
    COMPLAINT = "complaint", _("Do you have a complaint?")
    SECURITY = "security", _("How do we protect your data?")


ARTICLES = MappingProxyType(
    {
        Topic.WHO: "13(1)(a), 14(1)(a)",
        Topic.OFFICER: "13(1)(b), 14(1)(b)",
        Topic.PURPOSES: "13(1)(c), 14(1)(c)",
        Topic.INTERESTS: "13(1)(d), 14(2)(b)",
        Topic.CATEGORIES: "14(1)(d)",
        Topic.RECIPIENTS: "13(1)(e), 14(1)(e)",
        Topic.TRANSFERS: "13(1)(f), 14(1)(f)",
        Topic.RETENTION: "13(2)(a), 14(2)(a)",
        Topic.SOURCE: "14(2)(f)",
        Topic.OBLIGATION: "13(2)(e)",
        Topic.AUTOMATED: "13(2)(f), 14(2)(g)",
        Topic.RIGHTS: "13(2)(b), 14(2)(c)",
        Topic.WITHDRAW: "13(2)(c), 14(2)(d)",
        Topic.COMPLAINT: "13(2)(d), 14(2)(e)",
        Topic.SECURITY: "",
    }
)
"""The letters of the AVG that each block answers."""

PIECES = MappingProxyType(
    {
        Topic.WHO: PublicField.ORGANISATION,
        Topic.OFFICER: PublicField.ORGANISATION,
        Topic.PURPOSES: PublicField.PURPOSES,
        Topic.INTERESTS: PublicField.PURPOSES,
        Topic.CATEGORIES: PublicField.LINES,
        Topic.RECIPIENTS: PublicField.RECIPIENTS,
        Topic.TRANSFERS: PublicField.TRANSFERS,
        Topic.RETENTION: PublicField.RETENTION,
        Topic.SOURCE: PublicField.ORIGIN,
        Topic.OBLIGATION: PublicField.OBLIGATION,
        Topic.AUTOMATED: PublicField.AUTOMATED,
        Topic.RIGHTS: PublicField.RIGHTS,
        Topic.WITHDRAW: PublicField.RIGHTS,
        Topic.COMPLAINT: PublicField.RIGHTS,
        Topic.SECURITY: PublicField.SECURITY,
    }
)
"""Which piece of an activity has to be public before a block of it is."""

OPENING = (Topic.WHO, Topic.OFFICER)
"""Told once for an organisation, before its activities."""
CLOSING = (Topic.RIGHTS, Topic.WITHDRAW, Topic.COMPLAINT)
"""Told once for an organisation, after its activities."""
EXTRA = (Topic.SECURITY,)
"""No duty of art. 13 or 14: on the page of an activity, not in the statement."""
