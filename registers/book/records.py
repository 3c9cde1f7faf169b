"""The records of the register: one frozen class for each table, with the same field names.

``uid`` names a record for ever, here and in another installation; a reference to another record is its uid. Texts are
'' when nothing was filled in, dates None; an answer that nobody gave is ``Answer.UNKNOWN``, never a no.
"""

from registers.book.activities import (
    Activity,
    ActivityMeasure,
    Client,
    Engagement,
    Joint,
    Line,
    LineSystem,
    Purpose,
    Recipient,
)
from registers.book.agreements import Agreement, AgreementFile, Assurance, ClauseCheck, Coverage, SubProcessor
from registers.book.base import Record
from registers.book.parties import Measure, Officer, Party, System
from registers.book.retention import Duty, Hold, Retention
from registers.book.transfers import Adequacy, Transfer

__all__ = [
    "RECORDS",
    "Activity",
    "ActivityMeasure",
    "Adequacy",
    "Agreement",
    "AgreementFile",
    "Assurance",
    "ClauseCheck",
    "Client",
    "Coverage",
    "Duty",
    "Engagement",
    "Hold",
    "Joint",
    "Line",
    "LineSystem",
    "Measure",
    "Officer",
    "Party",
    "Purpose",
    "Recipient",
    "Record",
    "Retention",
    "SubProcessor",
    "System",
    "Transfer",
]

RECORDS: tuple[type[Record], ...] = (
    *(Party, Officer, System, Measure, Duty, Retention, Activity, Purpose, Line, LineSystem, Recipient, Engagement),
    *(Joint, Client, ActivityMeasure, Agreement, Coverage, ClauseCheck, SubProcessor, Assurance, AgreementFile),
    *(Transfer, Hold, Adequacy),
)
"""All records, a record after those it refers to."""
