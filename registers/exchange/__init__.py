"""Files in and out of the register: spreadsheets, JSON and the export of the AVG register. Knows no tables."""
