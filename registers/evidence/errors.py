"""What the evidence room refuses or finds wrong, as branches of ``registers.errors.EvidenceError``.

EvidenceError
├── FactsRefused        facts of a type that an entry cannot hold
│   └── PersonalDataRefused   facts that look like an identifier of a person
├── SealerBusy          another sealer took the batch; try again
├── SealingKeyError     the sealing key is missing, unreadable or not the one the log expects
└── EvidenceBroken      (registers.errors) the log does not verify

The text names the place of a value, never the value.
"""

from django.utils.translation import gettext_lazy

from registers.errors import EvidenceError


class FactsRefused(EvidenceError):
    """Facts hold text of at most 200 signs, whole numbers, yes or no, nothing, and lists and dicts of these."""

    code = "evidence-facts-refused"
    message = gettext_lazy(
        "Facts hold text of at most 200 signs, whole numbers, yes or no, nothing, and lists and dicts of these."
    )

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class PersonalDataRefused(FactsRefused):
    """A value looks like an e-mail address, a phone number, an IBAN or a BSN; the log holds no personal data."""

    code = "evidence-personal-data"
    message = gettext_lazy(
        "A value looks like an e-mail address, a phone number, an IBAN or a BSN; the log holds no personal data."
    )


class SealerBusy(EvidenceError):
    """Another sealer took this batch at the same moment; nothing is lost, seal again."""

    code = "evidence-sealer-busy"
    message = gettext_lazy("Another sealer took this batch at the same moment; nothing is lost, seal again.")
    permanent = False


class SealingKeyError(EvidenceError):
    """The sealing key (WAARBORG_EVIDENCE_KEY_FILE) is missing, unreadable, or not the key the log expects."""

    code = "evidence-key"
    message = gettext_lazy(
        "The sealing key (WAARBORG_EVIDENCE_KEY_FILE) is missing, unreadable, or not the key the log expects."
    )
