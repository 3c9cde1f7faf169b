"""The admin of requests: the list, one from receipt to answer, what comes later, suppression tables, legal terms."""

from subjects.admin import later, notices, requests, suppressing, terms

__all__ = ["later", "notices", "requests", "suppressing", "terms"]
