"""Screening a call list as a set: its rows, its numbers, the table they wait in, what is known of them, two files.

Engine room: no verbs, no clock. Memory does not grow with the list: rows pass, and what is known of a number comes
back in the order of the rows. No number is written anywhere but in the two files.
"""
