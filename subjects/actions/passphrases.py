"""The verb that tells the passphrase of a package. Who has it can open the package, so that it was told is a fact."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from subjects.actions.moving import role_of
from subjects.errors import RequestError
from subjects.models import SubjectRequest


def tell_passphrase(*, request: SubjectRequest, actor: User | None, at: datetime) -> str:
    """The passphrase, to be shown to ``actor`` now. Raises RequestError when there is none, or none any more."""
    if not request.passphrase:
        raise RequestError(_("this request has no package with a passphrase"))
    record(kind=EvidenceKind.PASSPHRASE_READ, case=request.case, facts={"role": role_of(actor)}, at=at)
    return str(request.passphrase)
