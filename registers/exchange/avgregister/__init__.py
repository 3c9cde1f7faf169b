"""The export of the AVG register of the Dutch central government: a zip of JSON files, one for each kind of register.

``archive`` reads the records, ``ledger`` remembers which values were taken over, ``draft`` holds an activity in the
making, and the three shapes (``controller``, ``processor``, ``police``) fill it with ``parts``.
"""
