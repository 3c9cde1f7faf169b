"""What can go wrong with an extract.

SubjectError
└── ExtractError
    ├── ExtractMissing      the extract of a source is not in the work folder   (may pass)
    ├── ExtractDamaged      its bytes are not what was written
    └── WorkFolderRefuses   the work folder can't be written                    (may pass)
"""

from django.utils.translation import gettext_lazy as _

from subjects.errors import SubjectError


class ExtractError(SubjectError):
    """Something is wrong with the extract of a source."""

    code = "extract-error"
    message = _("Something is wrong with the extract of a source.")


class ExtractMissing(ExtractError):
    """The extract is not in the work folder; every worker needs the same WAARBORG_VAR_DIR. Else make a new plan."""

    code = "extract-missing"
    message = _(
        "The extract is not in the work folder; every worker needs the same WAARBORG_VAR_DIR. Else make a new plan."
    )
    permanent = False


class ExtractDamaged(ExtractError):
    """The extract is damaged or was made under another secret; make a new plan."""

    code = "extract-damaged"
    message = _("The extract is damaged or was made under another secret; make a new plan.")


class WorkFolderRefuses(ExtractError):
    """The work folder can't be written: check its disk and its rights."""

    code = "work-folder-refuses"
    message = _("The work folder can't be written: check its disk and its rights.")
    permanent = False

    def __init__(self, reason: str | None) -> None:
        super().__init__(f"{self.message} ({reason or _('unknown')})")
