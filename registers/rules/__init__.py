"""The rules of the register: small pure functions from a book to findings, each with its article and its test."""

from registers.rules.findings import Demand, Fact, Facts, Finding, FindingKey, Rule
from registers.rules.law import Law, LawNumber, Parameter
from registers.rules.register import DEMANDS, RULES, Page, find
from registers.rules.situation import Mapped, MapTable

__all__ = [
    "DEMANDS",
    "RULES",
    "Demand",
    "Fact",
    "Facts",
    "Finding",
    "FindingKey",
    "Law",
    "LawNumber",
    "MapTable",
    "Mapped",
    "Page",
    "Parameter",
    "Rule",
    "find",
]
