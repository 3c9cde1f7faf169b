"""Our own files: a whole book as XLSX, ODS, a zip of CSV files or JSON, and read back without loss.

A sheet for each kind of record, a column for each field. Row 1 has the names of the fields, row 2 the same for people.
"""
