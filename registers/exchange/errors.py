"""Why a file or a mapping is refused as a whole, and why an export cannot be made.

RegisterError (registers.errors)
└── ExchangeError
    ├── ImportRefused           nothing of the file is read; names the file and the way out
    │   ├── FileTooLarge        larger than an import may be
    │   ├── ArchiveUnsafe       a zip with members that escape, repeat or swell
    │   ├── FileDamaged         truncated, wrong encoding, not what its beginning says
    │   ├── ActiveContent       macros or a password
    │   ├── FormatUnknown       no format that can be read
    │   └── HeadersUnknown      a spreadsheet that no mapping fits; carries a proposal
    ├── RowsUnaccounted         rows were read that no record covers: a fault of ours, never told as a success
    ├── MappingInvalid          a mapping that does not account for every column
    └── ExportRefused           a text that no file can hold

What is wrong with one record never raises: it is a ``Remark`` of that record, and the others go on.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.errors import RegisterError


class ExchangeError(RegisterError):
    """A file cannot be read or written."""

    code = "exchange-error"
    message: str | Promise = gettext_lazy("A file cannot be read or written.")


class ImportRefused(ExchangeError):
    """The file is refused; nothing of it was read."""

    code = "import-refused"
    message = gettext_lazy("The file is refused; nothing of it was read.")

    def __init__(self, filename: str, reason: str) -> None:
        self.filename = filename
        self.reason = reason
        super().__init__(_("%(file)s: %(reason)s") % {"file": filename, "reason": reason})


class FileTooLarge(ImportRefused):
    """The file is larger than an import may be."""

    code = "file-too-large"
    message = gettext_lazy("The file is larger than an import may be.")


class ArchiveUnsafe(ImportRefused):
    """The zip has members that escape from their folder, repeat themselves or swell."""

    code = "archive-unsafe"
    message = gettext_lazy("The zip has members that escape from their folder, repeat themselves or swell.")


class FileDamaged(ImportRefused):
    """The file is truncated, or not what its beginning says."""

    code = "file-damaged"
    message = gettext_lazy("The file is truncated, or not what its beginning says.")


class ActiveContent(ImportRefused):
    """The file holds macros, or is locked with a password."""

    code = "file-active"
    message = gettext_lazy("The file holds macros, or is locked with a password.")


class FormatUnknown(ImportRefused):
    """The file is of no format that can be read."""

    code = "file-format"
    message = gettext_lazy("The file is of no format that can be read.")


class HeadersUnknown(ImportRefused):
    """No mapping fits the columns of this spreadsheet."""

    code = "headers-unknown"
    message = gettext_lazy("No mapping fits the columns of this spreadsheet.")

    def __init__(self, filename: str, reason: str, *, proposal: "dict[str, str] | None" = None) -> None:
        self.proposal = proposal or {}
        super().__init__(filename, reason)


class RowsUnaccounted(ExchangeError):
    """Not every row of the file is accounted for; report this, and do not rely on this import."""

    code = "rows-unaccounted"
    message = gettext_lazy("Not every row of the file is accounted for; report this, and do not rely on this import.")


class MappingInvalid(ExchangeError):
    """The mapping of columns to fields is not complete, or names what is not there."""

    code = "mapping-invalid"
    message = gettext_lazy("The mapping of columns to fields is not complete, or names what is not there.")

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join([_("the mapping is not valid:"), *(f"- {problem}" for problem in problems)]))


class ExportRefused(ExchangeError):
    """A text of the register cannot be written to a file."""

    code = "export-refused"
    message = gettext_lazy("A text of the register cannot be written to a file.")

    def __init__(self, *, kind: str, uid: str, field: str) -> None:
        self.kind, self.uid, self.field = kind, uid, field
        told = _("%(kind)s %(uid)s, field %(field)s, holds signs that no file can hold; type that text again")
        super().__init__(told % {"kind": kind, "uid": uid, "field": field})
