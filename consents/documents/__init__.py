"""Consents on paper and for machines: receipts and proofs. Frozen values in, bytes out; knows no tables."""
