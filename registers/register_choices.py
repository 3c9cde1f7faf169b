"""The words of the register and the agreements as enumerations, each with the article it comes from. Pure values."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """An answer of three values: what nobody answered is not a no (art. 5(2) AVG)."""

    UNKNOWN = "unknown", _("not answered")
    YES = "yes", _("yes")
    NO = "no", _("no")


class Presence(TextChoices):
    """Whether a sort of data is there; people say things in free speech that nobody asked for."""

    UNKNOWN = "unknown", _("not answered")
    YES = "yes", _("yes")
    POSSIBLE = "possible", _("possible, in free speech or free text")
    NO = "no", _("no")


class ActivityRole(TextChoices):
    """In which role the organisation processes: it decides which limbs of art. 30 are demanded."""

    CONTROLLER = "controller", _("controller (art. 30(1))")
    PROCESSOR = "processor", _("processor (art. 30(2))")


class RecordStatus(TextChoices):
    """Where an activity or agreement stands on the way to being signed off."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("offered for sign-off")
    SIGNED = "signed", _("signed off")
    ENDED = "ended", _("ended")


class LegalBasis(TextChoices):
    """Legal bases of art. 6(1)."""

    CONSENT = "6(1)(a)", _("consent (art. 6(1)(a))")
    CONTRACT = "6(1)(b)", _("contract (art. 6(1)(b))")
    LEGAL_DUTY = "6(1)(c)", _("legal obligation (art. 6(1)(c))")
    VITAL = "6(1)(d)", _("vital interests (art. 6(1)(d))")
    PUBLIC_TASK = "6(1)(e)", _("public task (art. 6(1)(e))")
    LEGITIMATE = "6(1)(f)", _("legitimate interest (art. 6(1)(f))")


class SpecialCondition(TextChoices):
    """Conditions of art. 9(2) that lift the ban on special categories."""

    CONSENT = "9(2)(a)", _("explicit consent (art. 9(2)(a))")
    EMPLOYMENT = "9(2)(b)", _("employment and social security (art. 9(2)(b))")
    VITAL = "9(2)(c)", _("vital interests (art. 9(2)(c))")
    ASSOCIATION = "9(2)(d)", _("association with a political, religious or union aim (art. 9(2)(d))")
    PUBLIC = "9(2)(e)", _("made public by the person (art. 9(2)(e))")
    CLAIMS = "9(2)(f)", _("legal claims (art. 9(2)(f))")
    INTEREST = "9(2)(g)", _("substantial public interest (art. 9(2)(g))")
    CARE = "9(2)(h)", _("health care (art. 9(2)(h))")
    HEALTH = "9(2)(i)", _("public health (art. 9(2)(i))")
    RESEARCH = "9(2)(j)", _("archiving, research, statistics (art. 9(2)(j))")


class DataSource(TextChoices):
    """Where data come from (art. 14(2)(f))."""

    SUBJECT = "subject", _("the person")
    OBSERVED = "observed", _("observed while the person uses the service")
    DERIVED = "derived", _("derived or computed by us")
    THIRD = "third", _("somebody else")
    PUBLIC = "public", _("a public source")


class RecipientKind(TextChoices):
    """What sort of recipient (art. 4(9), 30(1)(d)); a processor has an agreement of its own."""

    INTERNAL = "internal", _("within the organisation")
    PROCESSOR = "processor", _("processor")
    CONTROLLER = "controller", _("another controller")
    AUTHORITY = "authority", _("public authority")
    SUBJECT = "subject", _("the person or other subjects")


class TransferMechanism(TextChoices):
    """On what a transfer to a third country rests (art. 44-49)."""

    ADEQUACY = "45", _("adequacy decision (art. 45)")
    STANDARD_CLAUSES = "46(2)(c)", _("standard contractual clauses (art. 46(2)(c))")
    BINDING_RULES = "47", _("binding corporate rules (art. 47)")
    OTHER_SAFEGUARD = "46", _("another safeguard (art. 46)")
    DEROGATION = "49(1)", _("derogation (art. 49(1))")
    COMPELLING = "49(1)2", _("compelling interest (art. 49(1), second subparagraph)")


class ClausesModule(TextChoices):
    """Modules of the standard contractual clauses (Implementing Decision (EU) 2021/914)."""

    C2C = "1", _("module 1: controller to controller")
    C2P = "2", _("module 2: controller to processor")
    P2P = "3", _("module 3: processor to processor")
    P2C = "4", _("module 4: processor to controller")


class TransferKind(TextChoices):
    """How data get to the other country."""

    SUPPLY = "supply", _("supplied to a recipient")
    HOSTING = "hosting", _("stored there")
    SUPPORT = "support", _("access for support")
    TELEMETRY = "telemetry", _("telemetry of a product")


class ProcessingOperation(TextChoices):
    """Categories of processing carried out for a client (art. 4(2), 30(2)(b))."""

    COLLECT = "collect", _("collect")
    RECORD = "record", _("record")
    ORGANISE = "organise", _("organise and structure")
    STORE = "store", _("store")
    ALTER = "alter", _("alter")
    RETRIEVE = "retrieve", _("retrieve")
    CONSULT = "consult", _("consult")
    USE = "use", _("use")
    TRANSMIT = "transmit", _("transmit")
    DISSEMINATE = "disseminate", _("disseminate or make available")
    ALIGN = "align", _("align or combine")
    RESTRICT = "restrict", _("restrict")
    ERASE = "erase", _("erase or destroy")


class RetentionType(TextChoices):
    """What a rule of law about keeping demands or allows."""

    HOLD = "hold", _("duty to keep: erasure waits (art. 17(3)(b))")
    MAX = "max", _("norm after which data go")
    CLAIM = "claim", _("limitation period that can justify keeping (art. 17(3)(e))")


class EndFate(TextChoices):
    """What happens when the period is over."""

    DESTROY = "destroy", _("destroyed")
    ANONYMISE = "anonymise", _("anonymised")
    ARCHIVE = "archive", _("moved to an archive (Archiefwet)")


class LadderAnswer(TextChoices):
    """The three cases of art. 35(3) in which a DPIA is always needed."""

    EVALUATION = "35(3)(a)", _("systematic evaluation with decisions that affect people (art. 35(3)(a))")
    LARGE_SPECIAL = "35(3)(b)", _("special or criminal data on a large scale (art. 35(3)(b))")
    PUBLIC_AREA = "35(3)(c)", _("systematic monitoring of a public area (art. 35(3)(c))")


class DpiaKind(TextChoices):
    """The 17 kinds for which the Dutch authority demands a DPIA (Staatscourant 2019-11-27)."""

    COVERT = "covert", _("covert investigation")
    BLACKLIST = "blacklist", _("blacklists")
    FRAUD = "fraud", _("fraud control")
    CREDIT = "credit", _("credit scores")
    FINANCIAL = "financial", _("financial situation")
    GENETIC = "genetic", _("genetic data")
    HEALTH = "health", _("health data")
    PARTNERSHIP = "partnership", _("partnerships that share data")
    CAMERA = "camera", _("camera surveillance")
    FLEXIBLE_CAMERA = "flexible_camera", _("flexible camera surveillance")
    STAFF = "staff", _("monitoring of staff")
    LOCATION = "location", _("location data")
    COMMUNICATION = "communication", _("communication data")
    THINGS = "things", _("internet of things")
    PROFILING = "profiling", _("profiling")
    INFLUENCE = "influence", _("observing or influencing behaviour")
    BIOMETRIC = "biometric", _("biometric data")


class DpiaCriterion(TextChoices):
    """The nine criteria of the European authorities (WP 248 rev.01); two or more point to a DPIA."""

    SCORING = "scoring", _("evaluation or scoring")
    DECISION = "decision", _("automated decisions with legal or similar effect")
    MONITORING = "monitoring", _("systematic monitoring")
    SENSITIVE = "sensitive", _("sensitive data")
    SCALE = "scale", _("large scale")
    MATCHING = "matching", _("matching or combining data sets")
    VULNERABLE = "vulnerable", _("vulnerable people")
    INNOVATIVE = "innovative", _("innovative use of technology")
    BLOCKING = "blocking", _("keeps people from a right, service or contract")


class AgreementDirection(TextChoices):
    """Which side of the processor agreement we are."""

    WE_CONTROL = "we_control", _("we are the controller")
    WE_PROCESS = "we_process", _("we are the processor")


class AgreementStatus(TextChoices):
    """Where a processor agreement stands; whether it is in force follows from its dates too."""

    DRAFT = "draft", _("draft")
    NEGOTIATING = "negotiating", _("being negotiated")
    SIGNED = "signed", _("signed")
    TERMINATED = "terminated", _("given notice")
    EXIT = "exit", _("being wound up")
    CLOSED = "closed", _("closed")


class Clause(TextChoices):
    """What art. 28 wants in a processor agreement, letter by letter."""

    GUARANTEES = "28(1)", _("sufficient guarantees")
    SUBJECT = "28(3)", _("subject, duration, nature, purpose, data, people, duties and rights")
    INSTRUCTIONS = "28(3)(a)", _("only on documented instructions")
    CONFIDENTIAL = "28(3)(b)", _("confidentiality")
    SECURITY = "28(3)(c)", _("security (art. 32)")
    SUBPROCESSORS = "28(3)(d)", _("sub-processors (art. 28(2) and (4))")
    RIGHTS = "28(3)(e)", _("help with requests of people")
    ASSISTANCE = "28(3)(f)", _("help with art. 32 to 36: security, breaches, DPIA")
    DELETION = "28(3)(g)", _("erase or return at the end")
    AUDIT = "28(3)(h)", _("information and audits")
    UNLAWFUL = "28(3) end", _("warn when an instruction breaks the law")
    FLOWDOWN = "28(4)", _("same duties for sub-processors")
    WRITTEN = "28(9)", _("in writing")


class Verdict(TextChoices):
    """What a check of a clause found."""

    UNKNOWN = "unknown", _("not checked")
    YES = "yes", _("agreed")
    PARTLY = "partly", _("partly")
    NO = "no", _("missing")
    NOT_APPLICABLE = "na", _("does not apply")


class SubProcessorRegime(TextChoices):
    """How the controller permits sub-processors (art. 28(2))."""

    SPECIFIC = "specific", _("each one separately")
    GENERAL = "general", _("in general, with a right to object")
    NONE = "none", _("not allowed")


class SubProcessorDecision(TextChoices):
    """What the controller decided about an announced sub-processor."""

    OPEN = "open", _("not decided")
    ACCEPTED = "accepted", _("accepted")
    OBJECTED = "objected", _("objected")


class AssuranceKind(TextChoices):
    """What a processor shows for itself."""

    ISO27001 = "iso27001", _("ISO 27001 certificate")
    ISO27701 = "iso27701", _("ISO 27701 certificate")
    NEN7510 = "nen7510", _("NEN 7510 certificate")
    ISAE3402 = "isae3402", _("ISAE 3402 report")
    SOC2 = "soc2", _("SOC 2 report")
    AUDIT = "audit", _("audit of our own")
    OTHER = "other", _("other")


class Severity(TextChoices):
    """How much a finding weighs."""

    ERROR = "error", _("must be mended before sign-off")
    WARNING = "warning", _("needs attention")
    HINT = "hint", _("may be better")


class RecordKind(TextChoices):
    """What can be signed off as a version, waived or shown as of a date."""

    REGISTER = "register", _("whole register")
    ACTIVITY = "activity", _("processing activity")
    AGREEMENT = "agreement", _("processor agreement")


class BreachRisk(TextChoices):
    """How great the risk of a breach is for people (art. 33(1), 34(1))."""

    UNKNOWN = "unknown", _("not assessed")
    UNLIKELY = "unlikely", _("risk unlikely")
    RISK = "risk", _("a risk")
    HIGH = "high", _("a high risk")


class ToldAs(TextChoices):
    """In which role an organisation hears of a breach."""

    CLIENT = "client", _("client (art. 33(2))")
    JOINT = "joint", _("joint controller (art. 26)")


class PieceDecision(TextChoices):
    """What was decided about a piece of the catalogue that changed since it was copied."""

    TAKEN = "taken", _("taken over")
    LEFT = "left", _("left as it is here")
