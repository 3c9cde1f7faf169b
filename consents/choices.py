"""The words of consent and contact as enumerations, each with the article it comes from. Pure; labels in English."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """What can happen to an agreement; the ledger holds one row per happening and never changes it."""

    REQUESTED = "requested", _("asked")
    GIVEN = "given", _("given (art. 6(1)(a))")
    REFUSED = "refused", _("refused")
    VERIFIED = "verified", _("verified: the giver is the person reached")
    RENEWED = "renewed", _("renewed")
    WITHDRAWN = "withdrawn", _("withdrawn (art. 7(3))")
    EXPIRED = "expired", _("expired")
    OBJECTED = "objected", _("objected (art. 21(2))")
    LIFTED = "lifted", _("objection lifted by the person")
    INVALIDATED = "invalidated", _("declared invalid: the proof does not hold")

    @property
    def permits(self) -> bool:
        """Whether it can open a way to the person; such an event needs proof."""
        return self in {EventKind.GIVEN, EventKind.VERIFIED, EventKind.RENEWED, EventKind.LIFTED}

    @property
    def weight(self) -> int:
        """Of two events of one moment the heavier one is folded last, so that a tie goes to the restrictive side."""
        return _WEIGHTS[self.value]


_WEIGHTS = {
    "requested": 0,
    "lifted": 1,
    "given": 2,
    "verified": 3,
    "renewed": 4,
    "expired": 5,
    "refused": 6,
    "withdrawn": 7,
    "objected": 8,
    "invalidated": 9,
}


class ContactChannel(TextChoices):
    """How a person is reached (art. 11.7 Tw); consent for one says nothing about another."""

    VOICE = "voice", _("phone call by a person")
    VOICE_AUTO = "voice_auto", _("automatic call or voice bot")
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS or message in an app")


class Unwanted(TextChoices):
    """What somebody wants no more of (art. 21(2)); marketing, each of them."""

    EVERYTHING = "everything", _("all advertising")
    CALLS = "calls", _("phone calls with advertising")
    MESSAGES = "messages", _("SMS and messages with advertising")
    EMAILS = "emails", _("e-mails with advertising")

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that it is about; '' is every one."""
        return _UNWANTED[self.value]


_UNWANTED = {
    "everything": ("",),
    "calls": (ContactChannel.VOICE.value, ContactChannel.VOICE_AUTO.value),
    "messages": (ContactChannel.SMS.value,),
    "emails": (ContactChannel.EMAIL.value,),
}


class PurposeKind(TextChoices):
    """What a contact is for; one sentence of sales makes it marketing (Reclame Code Commissie)."""

    MARKETING = "marketing", _("marketing, also for ideals and charity")
    SERVICE = "service", _("service: informs, recommends nothing")
    REQUESTED = "requested", _("the person asked for this contact")
    RESEARCH = "research", _("statistics or science")
    DEBT = "debt", _("payment of a debt")


class SenderKind(TextChoices):
    """On whose behalf a contact is made; decides whether the customer exception is left since 1 July 2026."""

    ORDINARY = "ordinary", _("ordinary organisation")
    CHARITY_IDEAL = "charity_ideal", _("charity or ideal organisation")
    CHARITY_LOTTERY = "charity_lottery", _("lottery that pays to charities")
    PRESS_PUBLISHER = "press_publisher", _("publisher of newspapers or magazines")


class PartyKind(TextChoices):
    """Who is reached. Sole traders and partnerships are natural; unknown counts as natural."""

    NATURAL = "natural", _("person, sole trader or partnership")
    LEGAL = "legal", _("legal person")
    UNKNOWN = "unknown", _("unknown, treated as a person")


class Standing(TextChoices):
    """Where an agreement stands after folding its events."""

    NONE = "none", _("never asked")
    REQUESTED = "requested", _("asked, no answer yet")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")
    INVALID = "invalid", _("no valid proof")


class CollectionMethod(TextChoices):
    """How the person spoke."""

    WEB = "web", _("web form")
    APP = "app", _("app")
    PHONE = "phone", _("phone call")
    IVR = "ivr", _("phone menu (IVR)")
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    LETTER = "letter", _("letter")
    PAPER = "paper", _("paper form")
    IN_PERSON = "in_person", _("in person")
    PORTAL = "portal", _("portal")
    API = "api", _("another system of the organisation")
    IMPORT = "import", _("import")


class RelationKind(TextChoices):
    """What somebody is to a sender, for the customer exception (art. 11.7 Tw)."""

    CUSTOMER = "customer", _("customer")
    DONOR = "donor", _("donor")
    VOLUNTEER = "volunteer", _("volunteer, signatory or visitor of an event")
    SUBSCRIBER = "subscriber", _("subscriber")


class ScreeningListKind(TextChoices):
    """Lists of people who don't want to be called."""

    BMNR = "bmnr", _("Bel-me-niet Register (until 1 July 2021)")
    DNCM = "dncm", _("Bel-me-niet-meer (Belgium)")


class Outcome(TextChoices):
    """What a contact decision says."""

    ALLOWED = "allowed", _("may be contacted")
    REFUSED = "refused", _("may not be contacted")


class ListStatus(TextChoices):
    """What became of a row of a call list; every row ends in exactly one."""

    ALLOWED = "allowed", _("may be contacted")
    REFUSED = "refused", _("may not be contacted")
    INVALID = "invalid", _("no usable number")
    DUPLICATE = "duplicate", _("the same number stands higher in the list")


class NumberRemark(TextChoices):
    """What is to be said about a cell of a call list; the first ones make it unusable, the last were put right."""

    EMPTY = "empty", _("there is no number in this row")
    FORMULA = "formula", _("a formula or an error, not a number: save the list with values only")
    ROUNDED = "rounded", _("the spreadsheet rounded this number (3.16E+10): format the column as text and save it anew")
    NO_NUMBER = "no_number", _("this is not a phone number")
    NOT_IN_USE = "not_in_use", _("no phone number looks like this: a digit too few, too many or wrong")
    SEVERAL = "several", _("several numbers in one cell: give each a row of its own")
    ZERO_LOST = "zero_lost", _("the zero in front is missing: write the number with 0 or with its country")
    ZERO_ADDED = "zero_added", _("the zero in front was missing and was added")
    EXTENSION = "extension", _("the extension was left out: the main number counts")

    @property
    def usable(self) -> bool:
        """Whether the cell gave a number all the same."""
        return self in {NumberRemark.ZERO_ADDED, NumberRemark.EXTENSION}


class CodeWay(TextChoices):
    """How a one-time code reaches the person: by the very number or address that the consent is about (ACM)."""

    EMAIL = "email", _("link by e-mail")
    SMS = "sms", _("code by SMS")


class CodeStatus(TextChoices):
    """Where a one-time code stands; whether its time is over is computed."""

    SENT = "sent", _("sent")
    CONFIRMED = "confirmed", _("confirmed")
    FAILED = "failed", _("could not be sent")
    REPLACED = "replaced", _("replaced by a newer one")


class KeepingGround(TextChoices):
    """Why the keyed index of somebody stays after an erasure."""

    OBJECTION = "objection", _("an objection has to keep working (art. 21(3))")
    PROOF = "proof", _("a consent has to be provable until its term is over (art. 7(1), 17(3)(e))")


class ForgottenBecause(TextChoices):
    """Why somebody's values were erased from the ledger; the evidence says it."""

    ERASURE = "erasure", _("an erasure (art. 17)")
    TERM = "term", _("the term of proof is over (art. 5(1)(e))")


class KeptBy(TextChoices):
    """Why somebody stays in the ledger though their term of proof is over."""

    HOLD = "hold", _("a hold of the register (art. 17(3)(e))")
    REQUEST = "request", _("a request of theirs that is under way")
    PROOF = "proof", _("a proof or a code that they wait for")
    REPRESENTS = "represents", _("they stand for a minor whose consent is kept (art. 8)")


class ApiScope(TextChoices):
    """What another system may do by the API; each is a field ``may_…`` of its key."""

    DECIDE = "decide", _("ask for decisions")
    RECORD = "record", _("record consents")
    OBJECT = "object", _("record objections")
    CALL_BACK = "call_back", _("call back from a phone menu")


class ScreeningStatus(TextChoices):
    """Where a call list is on its way. One from a table of a source is read first."""

    READING = "reading", _("being read from its table")
    UPLOADED = "uploaded", _("choose the column")
    WAITING = "waiting", _("waiting its turn")
    RUNNING = "running", _("being screened")
    DONE = "done", _("screened")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")


class CallResult(TextChoices):
    """How a call ended."""

    TALKED = "talked", _("talked with the person")
    NOT_NOW = "not_now", _("it did not suit")
    NOT_REACHED = "not_reached", _("nobody answered")
    WRONG_PERSON = "wrong_person", _("somebody else answered")

    @property
    def spoken(self) -> bool:
        """Whether there was a conversation in which the duties had to be met."""
        return self in {CallResult.TALKED, CallResult.NOT_NOW}


class CallAnswer(TextChoices):
    """The answer to "may we call again?" (art. 11.7 Tw)."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_ASKED = "not_asked", _("not asked")
