"""How long a consent lasts, and by which channels somebody may be asked to renew one. Pure."""

import datetime as dt
from collections.abc import Mapping

from dateutil.relativedelta import relativedelta

from consents.choices import ContactChannel, PurposeKind, Standing
from consents.rules.folding import Scope, State, standing_at

SOON = dt.timedelta(days=60)
"""So long before its last day a consent is offered for renewal."""


def last_day(months: int | None, given_on: dt.date) -> dt.date | None:
    """The last day of a consent of a purpose with that many months; None lasts until it is withdrawn."""
    return given_on + relativedelta(months=months) if months else None


def ways_to_ask(
    rows: Mapping[Scope, State], scope: Scope, *, day: dt.date, kind: PurposeKind = PurposeKind.MARKETING
) -> list[ContactChannel]:
    """The channels by which a renewal may be asked: those with a consent that stands, is checked and not objected to.

    Asking for consent is itself marketing (ACM: spam), so never by a channel that is not consented.
    """
    found = []
    for channel in ContactChannel:
        state = standing_at(rows, Scope(sender=scope.sender, purpose=scope.purpose, channel=channel), kind=kind)
        if state.standing_on(day) == Standing.GIVEN and state.verified and not state.objected:
            found.append(channel)
    return found
