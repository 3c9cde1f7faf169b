"""Plain words for what the law and the register have short names for: no article, no jargon, "you". Pure."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registers.choices import DataCategory
from registers.register_choices import DataSource, LegalBasis, TransferMechanism

BASES: MappingProxyType[LegalBasis, Promise] = MappingProxyType(
    {
        LegalBasis.CONSENT: _("You said yes to this."),
        LegalBasis.CONTRACT: _("We need it to make an agreement with you and to keep it."),
        LegalBasis.LEGAL_DUTY: _("The law says that we must do this."),
        LegalBasis.VITAL: _("It is needed to protect somebody's life or health."),
        LegalBasis.PUBLIC_TASK: _("It is part of a task that the law gives us."),
        LegalBasis.LEGITIMATE: _("We have a good reason for it, and weighed that reason against your privacy."),
    }
)

CATEGORIES: MappingProxyType[DataCategory, Promise] = MappingProxyType(
    {
        DataCategory.IDENTITY: _("who you are"),
        DataCategory.CONTACT: _("how we can reach you"),
        DataCategory.FINANCIAL: _("your payments and bills"),
        DataCategory.PURCHASE: _("your orders and agreements"),
        DataCategory.COMMUNICATION: _("your conversations and messages with us"),
        DataCategory.RECORDING: _("recordings of sound or image"),
        DataCategory.BEHAVIOUR: _("how you use our service"),
        DataCategory.PREFERENCE: _("what you like to get from us"),
        DataCategory.LOCATION: _("where you are"),
        DataCategory.TECHNICAL: _("data of your phone or computer"),
        DataCategory.HEALTH: _("your health"),
        DataCategory.SPECIAL: _("very private data, such as your religion or origin"),
        DataCategory.CRIMINAL: _("crimes and punishments"),
        DataCategory.NATIONAL_ID: _("your citizen service number (BSN)"),
        DataCategory.OTHER: _("other data"),
    }
)
"""Of every category of personal data; ``NONE`` is none."""

SOURCES: MappingProxyType[DataSource, Promise] = MappingProxyType(
    {
        DataSource.SUBJECT: _("from you"),
        DataSource.OBSERVED: _("from your use of our service"),
        DataSource.DERIVED: _("we work them out from other data"),
        DataSource.THIRD: _("from somebody else"),
        DataSource.PUBLIC: _("from a source that everybody can see"),
    }
)

MECHANISMS: MappingProxyType[TransferMechanism, Promise] = MappingProxyType(
    {
        TransferMechanism.ADEQUACY: _("The European Commission decided that your data are well protected there."),
        TransferMechanism.STANDARD_CLAUSES: _(
            "We signed a model agreement of the European Commission. It makes the receiver protect your data as the "
            "law here does. You can ask us for a copy."
        ),
        TransferMechanism.BINDING_RULES: _(
            "The receiver has rules that a privacy authority in Europe approved. You can ask us for a copy."
        ),
        TransferMechanism.OTHER_SAFEGUARD: _(
            "We made agreements that protect your data as the law here does. You can ask us for a copy."
        ),
        TransferMechanism.DEROGATION: _("The law allows it in this one case."),
        TransferMechanism.COMPELLING: _("The law allows it once, because we have a very strong reason."),
    }
)
