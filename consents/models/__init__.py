"""The tables of consents."""

from consents.models.confirmations import Authorisation, Confirmation, ProofRequest
from consents.models.consumers import ApiConsumer, ApiMessage, ApiUsage
from consents.models.ledger import ConsentEvent, ConsentState
from consents.models.outbox import ObjectionOutbox
from consents.models.people import Identifier, Person, Relation
from consents.models.portal import PortalUsage
from consents.models.rules import ContactDecision, ContactRuleSet, ScreeningEntry, ScreeningList
from consents.models.screening import ScreeningColumn, ScreeningRun
from consents.models.scripts import CallScript, ContactCall, OutboundNumber, ScriptVersion
from consents.models.senders import ConsentText, ContactPurpose, Sender

__all__ = [
    "ApiConsumer",
    "ApiMessage",
    "ApiUsage",
    "Authorisation",
    "CallScript",
    "Confirmation",
    "ConsentEvent",
    "ConsentState",
    "ConsentText",
    "ContactCall",
    "ContactDecision",
    "ContactPurpose",
    "ContactRuleSet",
    "Identifier",
    "ObjectionOutbox",
    "OutboundNumber",
    "Person",
    "PortalUsage",
    "ProofRequest",
    "Relation",
    "ScreeningColumn",
    "ScreeningEntry",
    "ScreeningList",
    "ScreeningRun",
    "ScriptVersion",
    "Sender",
]
