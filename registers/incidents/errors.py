"""What can go wrong with incidents and breaches: leaves of the tree of ``registers.errors``."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.errors import RegisterError


class BreachError(RegisterError):
    """Something cannot be written in the breach register."""

    code = "breach-error"
    message = gettext_lazy("Something cannot be written in the breach register.")


class BreachReasonMissing(BreachError):
    """A decision about a breach needs its reason (art. 33(5)); write it down."""

    code = "breach-reason-missing"
    message = gettext_lazy("A decision about a breach needs its reason (art. 33(5)); write it down.")


class BreachMomentInvalid(BreachError):
    """That moment lies ahead, or before you became aware of the breach; check both."""

    code = "breach-moment-invalid"
    message = gettext_lazy("That moment lies ahead, or before you became aware of the breach; check both.")


class BreachReportDemanded(BreachError):
    """A breach that is a risk for people, or was not assessed, cannot stay unreported (art. 33(1)); assess it first."""

    code = "breach-report-demanded"
    message = gettext_lazy(
        "A breach that is a risk for people, or was not assessed, cannot stay unreported (art. 33(1)); assess it first."
    )


class BreachPeopleTold(BreachError):
    """It stands that the people were told; nobody can decide after that not to tell them."""

    code = "breach-people-told"
    message = gettext_lazy("It stands that the people were told; nobody can decide after that not to tell them.")


class BreachUndecided(BreachError):
    """The breach cannot be closed: a decision lacks its reason."""

    code = "breach-undecided"
    message = gettext_lazy("The breach cannot be closed: a decision lacks its reason.")

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(" ".join([_("The breach cannot be closed yet."), *missing]))


class BreachClosed(BreachError):
    """The breach is closed; open it again before you change it."""

    code = "breach-closed"
    message = gettext_lazy("The breach is closed; open it again before you change it.")


class SupplierUnknown(RegisterError):
    """No organisation, or more than one, goes by that name; give its full name or its id."""

    code = "supplier-unknown"
    message = gettext_lazy("No organisation, or more than one, goes by that name; give its full name or its id.")
