"""The register as a value: frozen records, and the book that holds them. Pure: no tables, no clock, no I/O.

Everything that reads the register (rules, exports, the register of a date, the answer to an inzage, publication) reads
a ``Book``, whether it came from the tables of today, from their history, from a signed version or from a spreadsheet.
"""
