"""The verbs of import: look at a file without changing the register, and take it over, record by record.

``dry_run`` and ``apply`` read and judge alike; only ``apply`` writes, each record in a transaction of its own: a stop
halfway leaves whole records, and a repeat finishes the rest. Nothing is signed off by an import.
"""

from registers.actions.importing.mappings import known_mappings, mapping_named, remember_mapping
from registers.actions.importing.outcomes import Effect, Outcome, Proposal, Report
from registers.actions.importing.running import Upload, apply, dry_run

__all__ = [
    "Effect",
    "Outcome",
    "Proposal",
    "Report",
    "Upload",
    "apply",
    "dry_run",
    "known_mappings",
    "mapping_named",
    "remember_mapping",
]
