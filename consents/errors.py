"""What can go wrong with consents and contact.

ConsentError
├── EventRefused          the ledger does not take this event; says what it lacks
├── ProofRefused          a file that can't be a proof
├── TextFrozen            a wording that was used is not changed: make a new version
├── RulesInvalid          a set of contact rules is wrong; names every place
├── RulesFixed            rules do not change what was right on a date that has passed
├── RulesSigned           a signed version is not changed: make a new one
├── OwnRules              who wrote a version does not sign it
├── NoRules               no set of rules covers this country, channel and date
├── SenderUnknown         no sender of that key
├── PurposeUnknown        no purpose of that key
├── ScriptLacks           a call script leaves out what has to be said
├── ListRefused           a list can't be screened as it is
├── ListMoved             this can't be done with the list any more; somebody or something was first
├── LedgerBroken          the ledger and what is derived from it do not agree
├── CodeWrong             a code or link that does not confirm; never says why
├── CodesTooMany          one number or address gets only so many codes
├── MessageNotSent        the mail server or the SMS gateway did not take a message
├── NumberMissing         a number of law is not known for that day
├── LinkUnknown           a link to stop contact that is not one of ours
├── KeyReused             the same idempotency key came with another message
├── ConsumerRefused       no key, a wrong or revoked key, a wrong or old signature; never says which
├── ScopeLacking          this key does not open this door, or not for this sender
├── TooManyQuestions      more questions in a minute than agreed; says after how many seconds to come back
├── PortalBusy           more came in by the portal than one visitor, or all together, send in an hour
├── ConsumerExists        a name of a consumer is used once
└── MessageRefused        what another system sent can't be read; names every place

The text of an error never holds personal data; facts are attributes.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ConsentError(Exception):
    """Something is wrong with a consent or a contact."""

    code = "consent-error"
    message: str | Promise = gettext_lazy("Something is wrong with a consent or a contact.")
    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or str(self.message))


class EventRefused(ConsentError):
    """The ledger does not take this event."""

    code = "event-refused"
    message = gettext_lazy("The ledger does not take this event.")

    def __init__(self, *, field: str, why: str) -> None:
        self.field, self.why = field, why
        super().__init__(_("%(field)s: %(why)s") % {"field": field, "why": why})


class ProofRefused(ConsentError):
    """This file can't be a proof; give a PDF, PNG, JPEG, DOCX, ODT, e-mail or sound recording of at most 25 MB."""

    code = "proof-refused"
    message = gettext_lazy(
        "This file can't be a proof; give a PDF, PNG, JPEG, DOCX, ODT, e-mail or sound recording of at most 25 MB."
    )


class TextFrozen(ConsentError):
    """This wording was used; it is not changed. Make a new version of it."""

    code = "text-frozen"
    message = gettext_lazy("This wording was used; it is not changed. Make a new version of it.")


class RulesInvalid(ConsentError):
    """The contact rules are not valid."""

    code = "rules-invalid"
    message = gettext_lazy("The contact rules are not valid.")

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join([_("the contact rules are not valid:"), *(f"- {problem}" for problem in problems)]))


class RulesFixed(ConsentError):
    """Rules do not change what was right on a date that has passed: let the new version begin today or later."""

    code = "rules-fixed"
    message = gettext_lazy(
        "Rules do not change what was right on a date that has passed: let the new version begin today or later."
    )


class RulesSigned(ConsentError):
    """This version was signed; it is not changed. Make a new version of it."""

    code = "rules-signed"
    message = gettext_lazy("This version was signed; it is not changed. Make a new version of it.")


class OwnRules(ConsentError):
    """You wrote this version, so somebody else has to sign it (four eyes)."""

    code = "own-rules"
    message = gettext_lazy("You wrote this version, so somebody else has to sign it (four eyes).")


class NoRules(ConsentError):
    """No set of contact rules covers this country, channel and date."""

    code = "no-rules"
    message = gettext_lazy("No set of contact rules covers this country, channel and date.")


class SenderUnknown(ConsentError):
    """There is no sender of that key; the admin lists them under Consents."""

    code = "unknown-sender"
    message = gettext_lazy("There is no sender of that key; the admin lists them under Consents.")


class PurposeUnknown(ConsentError):
    """There is no purpose of that key; the admin lists them under Consents."""

    code = "unknown-purpose"
    message = gettext_lazy("There is no purpose of that key; the admin lists them under Consents.")


class ScriptLacks(ConsentError):
    """This script leaves out what has to be said."""

    code = "script-lacks"
    message = gettext_lazy("This script leaves out what has to be said.")

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__("\n".join([str(self.message), *(f"- {key}: {why}" for key, why in problems.items())]))


class ListRefused(ConsentError):
    """This list can't be screened as it is."""

    code = "list-refused"
    message = gettext_lazy("This list can't be screened as it is.")


class ListMoved(ConsentError):
    """This can't be done with the list any more: it was screened, cancelled or purged meanwhile."""

    code = "list-moved"
    message = gettext_lazy("This can't be done with the list any more: it was screened, cancelled or purged meanwhile.")


class LedgerBroken(ConsentError):
    """The ledger and what is derived from it do not agree; `manage.py consents verify` tells where."""

    code = "ledger-broken"
    message = gettext_lazy(
        "The ledger and what is derived from it do not agree; `manage.py consents verify` tells where."
    )


class KeyReused(ConsentError):
    """This idempotency key came before with another message; use a new key for a new message."""

    code = "key-reused"
    message = gettext_lazy("This idempotency key came before with another message; use a new key for a new message.")


class CodeWrong(ConsentError):
    """This code or link is not right, was used before or is too old. Ask for a new one."""

    code = "wrong-code"
    message = gettext_lazy("This code or link is not right, was used before or is too old. Ask for a new one.")


class CodesTooMany(ConsentError):
    """This number or address got several codes already; try again in an hour."""

    code = "too-many-codes"
    message = gettext_lazy("This number or address got several codes already; try again in an hour.")
    permanent = False


class MessageNotSent(ConsentError):
    """The message could not be sent; try again. Its settings are WAARBORG_SMS_URL and WAARBORG_EMAIL_URL."""

    code = "message-not-sent"
    message = gettext_lazy(
        "The message could not be sent; try again. Its settings are WAARBORG_SMS_URL and WAARBORG_EMAIL_URL."
    )
    permanent = False


class LinkUnknown(ConsentError):
    """This link is not one of ours; tell us in another way that contact should stop."""

    code = "unknown-link"
    message = gettext_lazy("This link is not one of ours; tell us in another way that contact should stop.")


class NumberMissing(ConsentError):
    """A number of law is not known for that day; add it in the admin."""

    code = "number-missing"
    message = gettext_lazy("A number of law is not known for that day; add it in the admin.")

    def __init__(self, *, code: str) -> None:
        self.parameter = code
        told = _("the number of law %(code)s is not known for that day; add it in the admin under Numbers of law")
        super().__init__(told % {"code": code})


class ConsumerRefused(ConsentError):
    """This key or signature is not right, or was revoked."""

    code = "unauthorised"
    message = gettext_lazy("This key or signature is not right, or was revoked.")


class ScopeLacking(ConsentError):
    """This key may not do this, or not for this sender; the admin shows what it may."""

    code = "forbidden"
    message = gettext_lazy("This key may not do this, or not for this sender; the admin shows what it may.")


class TooManyQuestions(ConsentError):
    """More questions in a minute than this key may ask; wait as many seconds as Retry-After says."""

    code = "too-many-questions"
    message = gettext_lazy(
        "More questions in a minute than this key may ask; wait as many seconds as Retry-After says."
    )
    permanent = False

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        super().__init__()


class PortalBusy(ConsentError):
    """More came in by this page in an hour than it takes; try again after the hour, or reach us in another way.

    ``everybody``: it is what all visitors sent together, not only this one.
    """

    code = "portal-busy"
    message = gettext_lazy(
        "More came in by this page in an hour than it takes; try again after the hour, or reach us in another way."
    )
    permanent = False

    def __init__(self, *, everybody: bool) -> None:
        self.everybody = everybody
        super().__init__()


class ConsumerExists(ConsentError):
    """There is a consumer of that name already; choose another name."""

    code = "consumer-exists"
    message = gettext_lazy("There is a consumer of that name already; choose another name.")


class MessageRefused(ConsentError):
    """What was sent can't be taken; every place that is wrong is named, and nothing was done."""

    code = "message-refused"
    message = gettext_lazy("What was sent can't be taken; every place that is wrong is named, and nothing was done.")

    def __init__(self, problems: list[dict[str, str]]) -> None:
        self.problems = problems
        super().__init__()
