"""The tables of the requests."""

from subjects.models.corrections import Correction
from subjects.models.leased import LeasedWork
from subjects.models.notices import Notice
from subjects.models.plans import Approval, DeferredErasure, Plan, Receipt, Step
from subjects.models.requests import (
    Candidate,
    LegalTerm,
    RequestEvent,
    RequestIdentifier,
    SubjectRequest,
    WatchedIdentifier,
)
from subjects.models.restrictions import RestrictedRow, Restriction
from subjects.models.suppressions import SuppressedNumber, Suppression
from subjects.models.tallies import SpellingCount
from subjects.models.waiting import WaitingPeriod

__all__ = [
    "Approval",
    "Candidate",
    "Correction",
    "DeferredErasure",
    "LeasedWork",
    "LegalTerm",
    "Notice",
    "Plan",
    "Receipt",
    "RequestEvent",
    "RequestIdentifier",
    "RestrictedRow",
    "Restriction",
    "SpellingCount",
    "Step",
    "SubjectRequest",
    "SuppressedNumber",
    "Suppression",
    "WaitingPeriod",
    "WatchedIdentifier",
]
