"""The admin of consent and contact: senders, wordings, ledger, decisions. Importing it registers all."""

from consents.admin import consumers, ledger, proofs, scripts, senders

__all__ = ["consumers", "ledger", "proofs", "scripts", "senders"]
