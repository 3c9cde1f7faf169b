"""The admin of requests: the list, one from receipt to answer, what comes later, suppression tables, legal terms."""

from subjects.admin import later, requests, suppressing, terms

__all__ = ["later", "requests", "suppressing", "terms"]
