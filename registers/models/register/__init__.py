"""The tables of the register and the agreements: the same names as the records of ``registers.book``."""

from registers.models.register.activities import (
    ActivityMeasure,
    ClientProcessing,
    Engagement,
    JointController,
    ProcessingActivity,
    Purpose,
    Recipient,
)
from registers.models.register.agreements import (
    AgreementCoverage,
    AgreementFile,
    Assurance,
    ClauseCheck,
    ProcessorAgreement,
    SubProcessor,
)
from registers.models.register.base import RegisterRecord
from registers.models.register.catalogue import CatalogueCopy, CatalogueDecision
from registers.models.register.imports import ImportMapping, ImportRow, ImportRun
from registers.models.register.incidents import Breach, BreachActivity, BreachNotice, BreachReport
from registers.models.register.law import LegalParameter
from registers.models.register.lines import Line, LineSystem
from registers.models.register.parties import DataProtectionOfficer, Measure, Party, System
from registers.models.register.publication import Publication, SupervisoryAuthority
from registers.models.register.retention import HeldPerson, Hold, RetentionRule
from registers.models.register.transfers import AdequacyDecision, Transfer
from registers.models.register.versions import Offer, RegisterFinding, RegisterVersion, Reminder, Waiver

__all__ = [
    "ActivityMeasure",
    "AdequacyDecision",
    "AgreementCoverage",
    "AgreementFile",
    "Assurance",
    "Breach",
    "BreachActivity",
    "BreachNotice",
    "BreachReport",
    "CatalogueCopy",
    "CatalogueDecision",
    "ClauseCheck",
    "ClientProcessing",
    "DataProtectionOfficer",
    "Engagement",
    "HeldPerson",
    "Hold",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "JointController",
    "LegalParameter",
    "Line",
    "LineSystem",
    "Measure",
    "Offer",
    "Party",
    "ProcessingActivity",
    "ProcessorAgreement",
    "Publication",
    "Purpose",
    "Recipient",
    "RegisterFinding",
    "RegisterRecord",
    "RegisterVersion",
    "Reminder",
    "RetentionRule",
    "SubProcessor",
    "SupervisoryAuthority",
    "System",
    "Transfer",
    "Waiver",
]
