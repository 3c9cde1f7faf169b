"""What can go wrong in the registers.

RegisterError
├── MapInvalid            the data map is wrong; names every place
├── UnknownSource         no source of that name
├── DocumentError
│   ├── DocumentStoreFull     the document could not be written
│   ├── DocumentMissing       the store has no bytes under that hash
│   ├── DocumentDamaged       the bytes do not match the hash
│   ├── DocumentNotConformant a rendered document breaks PDF/A-3a or PDF/UA-1
│   ├── DocumentInTheMaking   a worker makes the document; it will be among the documents
│   ├── RenderWorkerStopped   a process that makes a long document stopped
│   └── SigningIdentityInvalid the key and certificate that sign documents are no pair
├── EvidenceError
│   └── EvidenceBroken        the log does not verify
├── SignOffError
│   ├── NothingOffered        nobody offered the record, or the offer was settled
│   ├── SignerOffered         who offered it may not sign it
│   ├── OfferOutdated         the record was changed after it was offered
│   ├── FindingsOpen          the rules still find errors
│   └── SignOffTaken          somebody else was first
├── PublicationError      nothing can be made public (registers.publishing.errors)
├── FileRefused           a file is too large, empty, or of a sort that is not taken
├── UnknownUser           no such user
├── IdentifierInvalid     a value does not fit its kind of identifier
├── HoldIsWide            naming people in a hold on everybody would let go of the others
├── WaiverRefused         a waiver needs a reason and a day that lies ahead
├── FindingGone           the rules do not find it any more
├── RecordUnknown         the register does not hold that record (at that moment)
├── MomentAhead           nobody knows yet what the register will say
├── CatalogueError
│   ├── CatalogueUnknown      the catalogue has no entry of that name
│   ├── CatalogueCopied       the organisation copied that entry already
│   ├── CatalogueCountry      the country of the organisation is not in the catalogue
│   ├── NumberTaken           another activity has that number
│   ├── PieceUndecidable      a piece cannot be taken over, or is left without a reason
│   └── CatalogueMoved        the catalogue or the record changed since the page was made
├── BreachError           a breach can't be handled like this (registers.incidents.errors)
├── SupplierUnknown       no organisation has that name (registers.incidents.errors)
└── KeyMissing            a value cannot be decrypted with the key ring

The text of an error never holds personal data; facts are attributes.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RegisterError(Exception):
    """Something in the registers is not as it should be."""

    code = "register-error"
    message: str | Promise = gettext_lazy("Something in the registers is not as it should be.")
    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or str(self.message))


class MapInvalid(RegisterError):
    """The data map is not valid."""

    code = "map-invalid"
    message = gettext_lazy("The data map is not valid.")

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join([_("the data map is not valid:"), *(f"- {problem}" for problem in problems)]))


class UnknownSource(RegisterError):
    """There is no source of that name."""

    code = "unknown-source"
    message = gettext_lazy("There is no source of that name.")

    def __init__(self, name: str) -> None:
        self.name = name
        told = _("there is no source named %(name)s; `manage.py datamap load FILE` adds one")
        super().__init__(told % {"name": repr(name)})


class DocumentError(RegisterError):
    """A document could not be made, kept or read."""

    code = "document-error"
    message = gettext_lazy("A document could not be made, kept or read.")


class DocumentStoreFull(DocumentError):
    """The document store has no room, or refuses to write; free room and run the step again."""

    code = "document-store-full"
    message = gettext_lazy("The document store has no room, or refuses to write; free room and run the step again.")
    permanent = False


class DocumentMissing(DocumentError):
    """The document store has nothing under this hash."""

    code = "document-missing"
    message = gettext_lazy("The document store has nothing under this hash.")


class DocumentDamaged(DocumentError):
    """The stored bytes do not match their hash."""

    code = "document-damaged"
    message = gettext_lazy("The stored bytes do not match their hash.")


class DocumentNotConformant(DocumentError):
    """A rendered document breaks PDF/A-3a or PDF/UA-1."""

    code = "document-not-conformant"
    message = gettext_lazy("A rendered document breaks PDF/A-3a or PDF/UA-1.")

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        told = _("the document breaks PDF/A-3a or PDF/UA-1: %(findings)s")
        super().__init__(told % {"findings": "; ".join(findings)})


class RenderWorkerStopped(DocumentError):
    """A process that makes a long document stopped; the step can be run again."""

    code = "render-worker-stopped"
    message = gettext_lazy("A process that makes a long document stopped; the step can be run again.")
    permanent = False


class DocumentInTheMaking(DocumentError):
    """A worker makes this document now; in some minutes it is among the documents."""

    code = "document-in-the-making"
    message = gettext_lazy("A worker makes this document now; in some minutes it is among the documents.")
    permanent = False


class SigningIdentityInvalid(DocumentError):
    """The key and the certificate that sign documents cannot be used."""

    code = "signing-identity-invalid"
    message = gettext_lazy("The key and the certificate that sign documents cannot be used.")


class EvidenceError(RegisterError):
    """The evidence log could not be read or written."""

    code = "evidence-error"
    message = gettext_lazy("The evidence log could not be read or written.")


class EvidenceBroken(EvidenceError):
    """The evidence log does not verify."""

    code = "evidence-broken"
    message = gettext_lazy("The evidence log does not verify.")


class KeyMissing(RegisterError):
    """A stored value cannot be read with any key of the key ring (WAARBORG_KEY_RING)."""

    code = "key-missing"
    message = gettext_lazy("A stored value cannot be read with any key of the key ring (WAARBORG_KEY_RING).")


class SignOffError(RegisterError):
    """The record cannot be offered or signed off."""

    code = "sign-off-error"
    message = gettext_lazy("The record cannot be offered or signed off.")


class NothingOffered(SignOffError):
    """The record has not been offered for sign-off."""

    code = "nothing-offered"
    message = gettext_lazy("The record has not been offered for sign-off.")


class SignerOffered(SignOffError):
    """Who offered a record may not sign it off; somebody else has to look at it."""

    code = "signer-offered"
    message = gettext_lazy("Who offered a record may not sign it off; somebody else has to look at it.")


class OfferOutdated(SignOffError):
    """The record was changed after it was offered; look at it and offer it again."""

    code = "offer-outdated"
    message = gettext_lazy("The record was changed after it was offered; look at it and offer it again.")


class FindingsOpen(SignOffError):
    """The rules still find errors in the record; mend them, or waive them with a reason."""

    code = "findings-open"
    message = gettext_lazy("The rules still find errors in the record; mend them, or waive them with a reason.")

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        super().__init__("\n".join([str(self.message), *(f"- {finding}" for finding in findings)]))


class SignOffTaken(SignOffError):
    """Somebody else offered or signed off the record at the same moment; look again."""

    code = "sign-off-taken"
    message = gettext_lazy("Somebody else offered or signed off the record at the same moment; look again.")


class RecordUnknown(RegisterError):
    """The register does not hold that record, or did not hold it at that moment."""

    code = "record-unknown"
    message = gettext_lazy("The register does not hold that record, or did not hold it at that moment.")


class MomentAhead(RegisterError):
    """That moment has not come; nobody knows yet what the register will say."""

    code = "moment-ahead"
    message = gettext_lazy("That moment has not come; nobody knows yet what the register will say.")


class FileRefused(RegisterError):
    """The file is empty, larger than 25 MB, or no PDF, DOCX, ODT, PNG or JPEG."""

    code = "file-refused"
    message = gettext_lazy("The file is empty, larger than 25 MB, or no PDF, DOCX, ODT, PNG or JPEG.")


class WaiverRefused(RegisterError):
    """A finding is accepted only with a reason, and until a day that lies ahead."""

    code = "waiver-refused"
    message = gettext_lazy("A finding is accepted only with a reason, and until a day that lies ahead.")


class FindingGone(RegisterError):
    """The rules do not find this any more; look again."""

    code = "finding-gone"
    message = gettext_lazy("The rules do not find this any more; look again.")


class HoldIsWide(RegisterError):
    """This hold is about everybody; naming people would let go of all others. Make a new hold for them."""

    code = "hold-is-wide"
    message = gettext_lazy(
        "This hold is about everybody; naming people would let go of all others. Make a new hold for them."
    )


class IdentifierInvalid(RegisterError):
    """The value does not fit its kind of identifier."""

    code = "identifier-invalid"
    message = gettext_lazy("The value does not fit its kind of identifier.")

    def __init__(self, *, kind: str, why: str) -> None:
        self.kind, self.why = kind, why
        super().__init__(_("identifier %(kind)s: %(why)s") % {"kind": kind, "why": why})


class CatalogueError(RegisterError):
    """Something of the catalogue cannot be copied or followed."""

    code = "catalogue-error"
    message = gettext_lazy("Something of the catalogue cannot be copied or followed.")


class CatalogueUnknown(CatalogueError):
    """The catalogue has no entry of that name."""

    code = "catalogue-unknown"
    message = gettext_lazy("The catalogue has no entry of that name.")

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        self.key, self.known = key, known
        told = _("The catalogue has no entry of that name. It has: %(known)s.")
        super().__init__(told % {"known": ", ".join(known)})


class CatalogueCopied(CatalogueError):
    """The organisation copied this entry already; open that activity, or say that you want a second copy."""

    code = "catalogue-copied"
    message = gettext_lazy(
        "The organisation copied this entry already; open that activity, or say that you want a second copy."
    )

    def __init__(self, number: str) -> None:
        self.number = number
        told = _("This entry was copied already, as activity %(number)s. Open it, or say that you want a second copy.")
        super().__init__(told % {"number": number})


class CatalogueCountry(CatalogueError):
    """The catalogue knows the law of NL and BE only; fill in one of these as the country of the organisation."""

    code = "catalogue-country"
    message = gettext_lazy(
        "The catalogue knows the law of NL and BE only; fill in one of these as the country of the organisation."
    )


class NumberTaken(CatalogueError):
    """Another activity has that number; choose another one, or leave it empty."""

    code = "number-taken"
    message = gettext_lazy("Another activity has that number; choose another one, or leave it empty.")


class PieceUndecidable(CatalogueError):
    """A piece was rewritten here or is in use, or it is left as it is without a reason. Nothing was changed."""

    code = "piece-undecidable"
    message = gettext_lazy(
        "A piece was rewritten here or is in use, or it is left as it is without a reason. Nothing was changed."
    )


class CatalogueMoved(CatalogueError):
    """The catalogue or the record changed since the page was made; look again."""

    code = "catalogue-moved"
    message = gettext_lazy("The catalogue or the record changed since the page was made; look again.")


class UnknownUser(RegisterError):
    """There is no active user of that name; `manage.py createsuperuser` makes one."""

    code = "unknown-user"
    message = gettext_lazy("There is no active user of that name; `manage.py createsuperuser` makes one.")
