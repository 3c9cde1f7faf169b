"""The tables of consents that are written once, each with what makes a row of it the same row."""

LEDGER = {
    "consents_consentevent": ("id", "uid"),
    "consents_consenttext": ("id", "uid"),
    "consents_scriptversion": ("id", "uid"),
    "consents_contactcall": ("id", "uid"),
}
