"""The admin of consent and contact: senders, wordings, ledger, decisions. Importing it registers all."""

from consents.admin import consumers, ledger, scripts, senders

__all__ = ["consumers", "ledger", "scripts", "senders"]
