"""Numbers of law and of the house that consents need, as they stood on a day."""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from consents.errors import NumberMissing
from registers.models import LegalParameter


class Number(StrEnum):
    """The numbers by their code in the register's table."""

    PROOF_DAYS = "consent-proof-days"
    PROOF_YEARS = "consent-proof-years"
    FORGET_DAYS = "consent-forget-days"
    AGE_NL = "consent-age-nl"
    AGE_BE = "consent-age-be"


def number_on(code: Number, day: date) -> LegalParameter:
    """The row that was in force. Raises NumberMissing."""
    found = number_if_any(code, day)
    if found is None:
        raise NumberMissing(code=code)
    return found


def number_if_any(code: Number, day: date) -> LegalParameter | None:
    """The row that was in force; None when there was none, for a number that an organisation may leave out."""
    rows = LegalParameter.objects.filter(Q(valid_until=None) | Q(valid_until__gt=day), code=code, valid_from__lte=day)
    return rows.order_by("-valid_from").first()
