"""Publishing and withdrawing a selection of activities, each with a page that asks first."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from registers.actions import publication_edits
from registers.admin.bulk import Bulk, bulk_action
from registers.publishing.fields import PublicField
from registers.register_choices import RecordKind


class PiecesForm(forms.Form):
    """Which pieces everybody may read; none to begin with."""

    pieces = forms.MultipleChoiceField(
        label=_("what everybody may read"),
        choices=PublicField.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Number and name are shown with it. What you leave open is not shown any more."),
    )


def _publish(_kind: RecordKind, uids: Collection[UUID], given: Mapping[str, Any], actor: User, at: datetime) -> int:
    pieces = [PublicField(name) for name in given["pieces"]]
    return publication_edits.publish(uids=uids, fields=pieces, actor=actor, at=at)


def _withdraw(_kind: RecordKind, uids: Collection[UUID], _given: Mapping[str, Any], actor: User, at: datetime) -> int:
    return publication_edits.withdraw(uids=uids, actor=actor, at=at)


PUBLICATION_ACTIONS = [
    bulk_action(bulk)
    for bulk in (
        Bulk(
            name="publish",
            label=_("Make public"),
            ask=_(
                "Everybody may read these pieces once the activities are signed off. Until then the public sees only "
                "what an earlier signed version and your choice both allow."
            ),
            call=_publish,
            form=PiecesForm,
        ),
        Bulk(
            name="withdraw",
            label=_("Take from the public pages"),
            ask=_("These activities are gone from the public pages at once."),
            call=_withdraw,
        ),
    )
]
