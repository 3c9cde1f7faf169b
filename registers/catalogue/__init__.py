"""The catalogue of the contact centre: ready activities as dated data, what a copy holds, and what changed since.

The data are proposals with their sources. What only the organisation can know stands as a question and is never
answered here. Pure: knows no tables; the records that it makes are those of ``registers.book``.
"""
