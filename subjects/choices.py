"""The words of the requests as enumerations, each with the article it comes from. Pure values; labels in English."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registers.choices import DocumentKind


class Right(TextChoices):
    """What a person can ask for. Anonymisation is a way to carry out art. 17, or the organisation's own decision."""

    ACCESS = "access", _("access (art. 15)")
    ERASURE = "erasure", _("erasure (art. 17)")
    ANONYMISATION = "anonymisation", _("anonymisation (art. 17)")
    RECTIFICATION = "rectification", _("rectification (art. 16)")
    RESTRICTION = "restriction", _("restriction (art. 18)")
    PORTABILITY = "portability", _("portability (art. 20)")
    OBJECTION = "objection", _("objection to advertising (art. 21)")
    WITHDRAWAL = "withdrawal", _("withdrawal of consent (art. 7)")

    @property
    def article(self) -> str:
        """The article of the AVG."""
        return {
            "access": "15",
            "erasure": "17",
            "anonymisation": "17",
            "rectification": "16",
            "restriction": "18",
            "portability": "20",
            "objection": "21",
            "withdrawal": "7",
        }[self.value]

    @property
    def rewrites(self) -> bool:
        """Whether carrying it out changes customer databases, so that four eyes are needed."""
        return self not in {Right.ACCESS, Right.PORTABILITY} and not self.in_ledger

    @property
    def in_ledger(self) -> bool:
        """Whether it is carried out in the ledger of consents, at once on receipt and without an identity check."""
        return self in {Right.OBJECTION, Right.WITHDRAWAL}

    @property
    def erases(self) -> bool:
        """Whether it takes the person out of customer databases, so that who comes back is watched for."""
        return self in {Right.ERASURE, Right.ANONYMISATION}

    @property
    def document(self) -> DocumentKind:
        """The document that proves it."""
        return {
            Right.ACCESS: DocumentKind.ACCESS_REPORT,
            Right.ERASURE: DocumentKind.ERASURE_CERTIFICATE,
            Right.ANONYMISATION: DocumentKind.ANONYMISATION_CERTIFICATE,
            Right.RECTIFICATION: DocumentKind.RECTIFICATION_CERTIFICATE,
            Right.RESTRICTION: DocumentKind.RESTRICTION_CERTIFICATE,
            Right.PORTABILITY: DocumentKind.PORTABILITY_PACKAGE,
            Right.OBJECTION: DocumentKind.LETTER,
            Right.WITHDRAWAL: DocumentKind.LETTER,
        }[self]


class RestrictionGround(TextChoices):
    """Why the use of data is restricted (art. 18(1))."""

    ACCURACY = "accuracy", _("the person contests that the data are right (art. 18(1)(a))")
    UNLAWFUL = "unlawful", _("the use is unlawful and the person wants no erasure (art. 18(1)(b))")
    CLAIM = "claim", _("the person needs the data for a legal claim (art. 18(1)(c))")
    OBJECTION = "objection", _("an objection is being weighed (art. 18(1)(d))")

    @property
    def article(self) -> str:
        """The article of the AVG."""
        return {"accuracy": "18(1)(a)", "unlawful": "18(1)(b)", "claim": "18(1)(c)", "objection": "18(1)(d)"}[
            self.value
        ]


class Status(TextChoices):
    """Where a request stands (design: the life of a request)."""

    RECEIVED = "received", _("received")
    IDENTIFIED = "identified", _("identified")
    LOCATED = "located", _("located")
    PLANNED = "planned", _("planned")
    APPROVED = "approved", _("approved")
    EXECUTING = "executing", _("executing")
    EXECUTED = "executed", _("executed")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    WAITING = "waiting", _("waiting for the person")
    BLOCKED = "blocked", _("blocked, needs a person")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(TextChoices):
    """How a request came in. No form may be demanded (EDPB 01/2022)."""

    DESK = "desk", _("desk")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    LETTER = "letter", _("letter")
    PORTAL = "portal", _("portal")
    COMMAND = "command", _("command line")


class IdentificationMethod(TextChoices):
    """How it was made sure who asks, least intrusive first (art. 12(6); AP practice)."""

    LOGIN = "login", _("signed in to an account")
    KNOWN_ADDRESS = "known_address", _("code to the known e-mail address or phone")
    CALL_BACK = "call_back", _("called back on the known number")
    FACTS = "facts", _("facts from the file")
    IN_PERSON = "in_person", _("met in person")
    MASKED_ID = "masked_id", _("masked copy of an identity document, destroyed after the check")
    OWN_DECISION = "own_decision", _("not applicable: decision of the organisation")


class WaitingGround(TextChoices):
    """Why a request waits for the person. Only the first two may suspend the deadline, and only if asked at once."""

    IDENTITY = "identity", _("reasonable doubt about who asks (art. 12(6))")
    LARGE_DATASET = "large_dataset", _("so much data that the person has to say which (recital 63)")
    INFORMATION = "information", _("other information; the deadline runs on")

    @property
    def suspends(self) -> bool:
        """Whether the organisation may claim that the deadline stood still (EDPB guidelines 01/2022)."""
        return self is not WaitingGround.INFORMATION


class CandidateStatus(TextChoices):
    """Whether a found row is the person who asks."""

    OPEN = "open", _("to be decided")
    SUBJECT = "subject", _("is the person")
    OTHER = "other", _("is somebody else")


class StepKind(TextChoices):
    """One piece of work of a request; a source has one rewriting or exporting step."""

    REWRITE = "rewrite", _("rewrite a source")
    EXPORT = "export", _("read a source")
    RENDER = "render", _("make the documents")

    @property
    def queue(self) -> str:
        """The queue whose workers do it."""
        return {"rewrite": "rewrite", "export": "bulk", "render": "render"}[self.value]


class StepStatus(TextChoices):
    """Where a step stands. Only PENDING and RUNNING can be claimed; DONE has a receipt."""

    PENDING = "pending", _("pending")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    BLOCKED = "blocked", _("blocked")


class SuppressedStatus(TextChoices):
    """Where a number or address stands in a suppression table of the organisation (art. 21(3))."""

    WAITING = "waiting", _("to be written")
    STANDING = "standing", _("stands in the table")
    LIFTED = "lifted", _("lifted by the person: somebody has to decide")
    KEPT = "kept", _("lifted, and left in the table")
    RELEASED = "released", _("taken out of the table by hand")


class DeferredStatus(TextChoices):
    """Where a deferred erasure stands."""

    WAITING = "waiting", _("waiting for its date")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    BLOCKED = "blocked", _("blocked")


class NoticeStatus(TextChoices):
    """Where a notice to a recipient stands (art. 19)."""

    QUEUED = "queued", _("to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent, not confirmed")
    ACKNOWLEDGED = "acknowledged", _("confirmed")
    FAILED = "failed", _("could not be sent")
    BY_HAND = "by_hand", _("to be told by hand: no e-mail address")
    WAIVED = "waived", _("not told: impossible or disproportionate")


class PlanPurpose(TextChoices):
    """Why a plan was made."""

    REQUEST = "request", _("the request")
    DEFERRED = "deferred", _("deferred erasure")
    REPLAY = "replay", _("after a restored backup")
    LIFTING = "lifting", _("the end of a restriction")
