"""The admin of requests: the list, one request from receipt to answer, what comes later, and the legal terms."""

from subjects.admin import later, requests, terms

__all__ = ["later", "requests", "terms"]
