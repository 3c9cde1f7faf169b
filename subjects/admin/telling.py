"""What went wrong, for people at a screen: the message, and the way out that belongs to its code."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid, RegisterError
from subjects.errors import SubjectError, UndecidedCandidates
from subjects.words import word

WAYS_OUT: dict[str, Promise] = {
    "move-refused": gettext_lazy("Somebody else may have been first: look at the status and choose again."),
    "identifier-invalid": gettext_lazy("Correct the value, or leave that identifier out."),
    "undecided-candidates": gettext_lazy("Decide for each candidate whether it is the person, then make the plan."),
    "nothing-found": gettext_lazy("Ask the person for another identifier, or refuse with the reason."),
    "work-open": gettext_lazy("A request can only end when it is known what was done in every source."),
    "approval-refused": gettext_lazy("Ask a colleague who may approve and did not do the step before."),
    "plan-refused": gettext_lazy(
        "Take that away (a correction: take it back and state it again; the data map: ask the privacy officer) "
        "and make the plan again."
    ),
    "plan-stale": gettext_lazy("Make a new plan and have it approved; nothing was changed in this source."),
    "count-mismatch": gettext_lazy("Make a new plan and have it approved; nothing was changed in this source."),
    "post-condition-failed": gettext_lazy("The source was put back; ask the administrator to look before you retry."),
    "still-findable": gettext_lazy("Locate again: rows of the person turned up that the plan does not know."),
    "arrived": gettext_lazy("Locate again and make a new plan: it also covers the rows that arrived."),
    "not-proven": gettext_lazy("Try again; if that does not help, make a new plan and have it approved."),
    "file-store-error": gettext_lazy("Check that the folder of files can be reached, then try again."),
    "source-unreachable": gettext_lazy("Check that the database runs and its address is right, then try again."),
    "source-busy": gettext_lazy("Try again in a few minutes."),
    "source-refused": gettext_lazy("Ask the administrator of the database for the right account, then try again."),
    "source-address-invalid": gettext_lazy("Ask the administrator to set the address of the source."),
    "source-fault": gettext_lazy("Ask the administrator of the database to look up this code, then try again."),
    "map-stale": gettext_lazy("Let the privacy officer bring the data map up to date, then make a new plan."),
    "document-store-full": gettext_lazy("Make room in the document store, then try again."),
    "document-missing": gettext_lazy("Ask the administrator to put the document store back from its backup."),
    "document-damaged": gettext_lazy("Ask the administrator to put the document store back from its backup."),
    "key-missing": gettext_lazy("Ask the administrator to put the missing key back in the key ring."),
}


def way_out(code: str) -> str:
    """What to do about an error of this code; empty when there is no advice."""
    return str(WAYS_OUT.get(code, ""))


def told(error: SubjectError | RegisterError) -> str:
    """The message and the way out, as one text."""
    text = _sentence(error)
    between = "\n" if "\n" in text else " "
    return f"{text}{between}{way_out(error.code)}".strip()


def _sentence(error: SubjectError | RegisterError) -> str:
    if isinstance(error, UndecidedCandidates):
        return _("Candidates that wait for a decision: %(count)d.") % {"count": error.count}
    text = f"{word(IdentifierKind, error.kind)}: {error.why}" if isinstance(error, IdentifierInvalid) else str(error)
    return text if text.endswith((".", "!", "?")) else f"{text}."
