"""The words of the registers as enumerations, each with the article it comes from. Pure values; labels in English."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class IdentifierKind(TextChoices):
    """What a value says about who somebody is (art. 4(1) AVG)."""

    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    CUSTOMER_NUMBER = "customer_number", _("customer number")
    IBAN = "iban", _("IBAN")
    NAME = "name", _("name")
    BIRTH_DATE = "birth_date", _("date of birth")
    POSTCODE = "postcode", _("postcode and house number")

    @property
    def singles_out(self) -> bool:
        """Whether one value normally belongs to one person; a phone, a name or a postcode is shared by a household."""
        return self in {IdentifierKind.EMAIL, IdentifierKind.CUSTOMER_NUMBER, IdentifierKind.IBAN}


class DataCategory(TextChoices):
    """Categories of personal data (art. 30(1)(c)); special ones are named by art. 9, criminal ones by art. 10."""

    IDENTITY = "identity", _("name and identity")
    CONTACT = "contact", _("contact details")
    FINANCIAL = "financial", _("payment and invoices")
    PURCHASE = "purchase", _("orders and contracts")
    COMMUNICATION = "communication", _("conversations and messages")
    RECORDING = "recording", _("sound or image")
    BEHAVIOUR = "behaviour", _("use and behaviour")
    PREFERENCE = "preference", _("marketing and preferences")
    LOCATION = "location", _("location")
    TECHNICAL = "technical", _("technical data")
    HEALTH = "health", _("health (art. 9)")
    SPECIAL = "special", _("other special category (art. 9)")
    CRIMINAL = "criminal", _("criminal data (art. 10)")
    NATIONAL_ID = "national_id", _("citizen service number (art. 46 UAVG)")
    OTHER = "other", _("other")
    NONE = "none", _("no personal data")


class TableRole(TextChoices):
    """How a table relates to people."""

    PERSON = "person", _("one row is one person")
    DEPENDENT = "dependent", _("rows belong to a person")
    REFERENCE = "reference", _("no data about a subject")


class SharedRows(TextChoices):
    """What happens to a row that also hangs on somebody else (art. 15(4))."""

    KEEP = "keep", _("keep")
    TREAT = "treat", _("treat")


class Fate(TextChoices):
    """What happens to a row of a table when its person is erased or anonymised."""

    DELETE = "delete", _("the row is deleted")
    TREAT = "treat", _("the fields are treated, the row stays")
    KEEP = "keep", _("the row stays as it is, with a reason")


class Treatment(TextChoices):
    """What happens to a field of a row that stays (design of the data map)."""

    NULL = "null", _("made empty")
    CONSTANT = "constant", _("replaced by a fixed value")
    SURROGATE = "surrogate", _("replaced by a meaningless token")
    GENERALISE = "generalise", _("made coarser")
    REDACT = "redact", _("identifying passages removed")
    FILE = "file", _("the file is removed and the field made empty")
    KEEP = "keep", _("kept, with a reason")


class Provided(TextChoices):
    """How the organisation came by a value (art. 20(1); WP242): only what the person gave or did can be taken along."""

    GIVEN = "given", _("given by the person")
    OBSERVED = "observed", _("observed while the person used the service")
    INFERRED = "inferred", _("inferred by the organisation")


class CorrectionWay(TextChoices):
    """How wrong or incomplete data are put right (art. 16)."""

    REPLACE = "replace", _("replaced by the right value")
    SUPPLEMENT = "supplement", _("supplementary statement added")


class Coarseness(TextChoices):
    """How coarse a generalised value becomes."""

    MONTH = "month", _("month (first day)")
    YEAR = "year", _("year (1 January)")
    POSTCODE4 = "postcode4", _("four digits of the postcode")
    BAND = "band", _("number rounded down to a band")
    NETWORK = "network", _("network of the IP address")


class Scope(TextChoices):
    """For what a surrogate is the same."""

    ROW = "row", _("a token for each row")
    PERSON = "person", _("one token for the person")


class PhoneFormat(TextChoices):
    """How a column writes phone numbers; decides whether an index can serve the look-up."""

    E164 = "e164", _("+31612345678")
    NATIONAL = "national", _("0612345678")
    ANY = "any", _("any spelling")


class NumberSpelling(TextChoices):
    """In which spelling Waarborg writes a phone number into a suppression table; one of another country with 00."""

    E164 = "e164", _("+31612345678")
    NATIONAL = "national", _("0612345678")
    INTERNATIONAL = "international", _("0031612345678")
    DIGITS = "digits", _("31612345678")


class SuppressionPart(TextChoices):
    """What a column of a suppression table gets, beside the number or address itself."""

    FIXED = "fixed", _("a fixed value, such as the code of the reason")
    MOMENT = "moment", _("the moment of the objection")
    REFERENCE = "reference", _("the name that Waarborg gives the row")


class DutyStart(TextChoices):
    """When the period of a retention duty begins."""

    EVENT = "event", _("on the date itself")
    END_OF_YEAR = "end_of_year", _("at the end of the calendar year of the date")


class LegalStatus(TextChoices):
    """Whether a fact of law has been confirmed by a source."""

    CONFIRMED = "confirmed", _("confirmed by a source")
    CONFIRMED_OLD = "confirmed_old", _("confirmed in an older text")
    SECONDARY = "secondary", _("confirmed by a secondary source")
    TO_CHECK = "to_check", _("to be checked")

    def marked(self, text: str) -> str:
        """What a fact of law says, with a mark for as long as no source has confirmed it."""
        if self != LegalStatus.TO_CHECK or not text:
            return text
        return gettext("%(fact)s (to be checked)") % {"fact": text}


class DocumentKind(TextChoices):
    """Kinds of documents that Waarborg makes."""

    ACCESS_REPORT = "access_report", _("access report (art. 15)")
    ACCESS_PACKAGE = "access_package", _("access package (art. 15(3))")
    ERASURE_CERTIFICATE = "erasure_certificate", _("certificate of erasure (art. 17)")
    ANONYMISATION_CERTIFICATE = "anonymisation_certificate", _("certificate of anonymisation")
    DEFERRED_CERTIFICATE = "deferred_certificate", _("certificate of deferred erasure")
    LETTER = "letter", _("letter")
    RECTIFICATION_CERTIFICATE = "rectification_certificate", _("certificate of rectification (art. 16)")
    RESTRICTION_CERTIFICATE = "restriction_certificate", _("certificate of restriction (art. 18)")
    PORTABILITY_PACKAGE = "portability_package", _("portability package (art. 20)")
    CONSENT_PROOF = "consent_proof", _("proof of consent (art. 7(1))")
    SCREENING_PROOF = "screening_proof", _("proof that a call list was screened")
    REGISTER = "register", _("register of processing activities (art. 30)")
    ACTIVITY = "activity", _("processing activity")
    AGREEMENTS = "agreements", _("overview of processor agreements (art. 28)")
    AGREEMENT = "agreement", _("processor agreement")
    BREACHES = "breaches", _("breach register (art. 33(5))")
    INCIDENT = "incident", _("overview of an incident")


class Role(TextChoices):
    """Who did something, as evidence and documents name it: never a person. A group of one's own has its own name."""

    DESK = "balie", _("desk staff")
    TEAM_LEAD = "teamleider", _("team lead")
    PRIVACY_OFFICER = "privacy-officer", _("privacy officer")
    AUDITOR = "auditor", _("auditor")
    MANAGER = "manager", _("administrator")
    STAFF = "staff", _("member of staff")
    SYSTEM = "system", _("Waarborg itself")


class EvidenceKind(TextChoices):
    """Kinds of facts in the evidence log; none carries personal data."""

    REQUEST_MOVED = "request.moved", _("request changed status")
    IDENTITY_CHECKED = "request.identity", _("identity checked")
    CANDIDATE_DECIDED = "request.candidate", _("candidate decided")
    PLAN_FROZEN = "plan.frozen", _("plan frozen")
    PLAN_APPROVED = "plan.approved", _("plan approved")
    STEP_INTENDED = "step.intended", _("step intended")
    STEP_RECEIPT = "step.receipt", _("step carried out")
    STEP_BLOCKED = "step.blocked", _("step blocked")
    ERASURE_DEFERRED = "erasure.deferred", _("erasure deferred")
    ERASURE_REPLAYED = "erasure.replayed", _("erasure repeated after a restore")
    DOCUMENT_ISSUED = "document.issued", _("document issued")
    DOCUMENT_READ = "document.read", _("document read")
    WORKING_DATA_DESTROYED = "request.purged", _("working data destroyed")
    MAP_LOADED = "map.loaded", _("data map changed")
    KEY_ROTATED = "key.rotated", _("sealing key rotated")
    PREVIEW_READ = "preview.read", _("preview with personal data opened")
    PASSPHRASE_READ = "passphrase.read", _("passphrase shown")
    MAP_EDITED = "map.edited", _("data map edited")
    REGISTER_OFFERED = "register.offered", _("record offered for sign-off")
    REGISTER_SIGNED = "register.signed", _("record signed off")
    REGISTER_IMPORTED = "register.imported", _("records imported")
    REGISTER_PUBLISHED = "register.published", _("publication changed")
    FINDING_WAIVED = "finding.waived", _("finding waived")
    HOLD_CHANGED = "hold.changed", _("hold changed")
    BREACH_CHANGED = "breach.changed", _("breach register changed")
    CONSENT_RECORDED = "consent.recorded", _("consent or objection recorded")
    CONSENTS_SEALED = "consents.sealed", _("part of the consent ledger sealed")
    CONTACT_RULES_SIGNED = "contact_rules.signed", _("contact rules signed")
    LIST_SCREENED = "list.screened", _("call list screened")
    PERSON_FORGOTTEN = "person.forgotten", _("values of a person erased from the consent ledger")
    API_KEY_CHANGED = "api_key.changed", _("key of the API made or revoked")
    NOTICE_SENT = "notice.sent", _("recipient told (art. 19)")
    NOTICE_ACKNOWLEDGED = "notice.acknowledged", _("recipient acknowledged (art. 19)")
