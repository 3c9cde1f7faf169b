"""Spreadsheets as rows of values, whatever the file: CSV, XLSX and ODS. Read as a stream, never evaluated.

A formula is not a value: its cell is ``FORMULA``, and who reads the row refuses it.
"""
