"""The status of a record as a badge: in words, coloured by how far it is."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from registers.models import ProcessingActivity, ProcessorAgreement
from registers.register_choices import AgreementStatus, RecordStatus

TONES = {
    RecordStatus.DRAFT.value: "plain",
    RecordStatus.SUBMITTED.value: "soon",
    RecordStatus.SIGNED.value: "fine",
    AgreementStatus.TERMINATED.value: "soon",
    AgreementStatus.EXIT.value: "soon",
}


def status_badge(record: ProcessingActivity | ProcessorAgreement) -> SafeString:
    """The status of an activity or agreement."""
    tone = TONES.get(record.status, "plain")
    return format_html('<span class="wb-badge wb-{}">{}</span>', tone, record.get_status_display())
