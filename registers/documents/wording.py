"""Words of documents that depend on the engine or the action, in English; Dutch through gettext."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from registers.choices import DocumentKind, Fate, Role

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB",
           "mssql": "SQL Server", "oracle": "Oracle"}  # fmt: skip

_INNODB = _(
    "The old values can no longer be queried. The storage engine overwrites the old row versions in the background "
    "(purge), and they remain in the binary log until that is rotated."
)
ERASED_MEANS = {
    "sqlite": _(
        "The old values can no longer be queried. With secure_delete on, the database overwrites the freed space with "
        "zeros at once; without it, the old bytes remain in the file until VACUUM."
    ),
    "postgresql": _(
        "The old values can no longer be queried. Dead row versions remain in the data files until VACUUM has run, and "
        "in the write-ahead log and its archive until those are recycled."
    ),
    "mysql": _INNODB,
    "mariadb": _INNODB,
}
ERASED_MEANS_ELSEWHERE = _(
    "The old values can no longer be queried. When the database physically overwrites the freed space depends on its "
    "own maintenance."
)
ACTIONS = {
    Fate.DELETE: _("rows deleted"),
    Fate.TREAT: _("fields treated, row kept"),
    Fate.KEEP: _("kept"),
}
FILE_NAMES = {
    DocumentKind.ACCESS_REPORT: "inzage",
    DocumentKind.ACCESS_PACKAGE: "inzage",
    DocumentKind.ERASURE_CERTIFICATE: "verwijdering",
    DocumentKind.ANONYMISATION_CERTIFICATE: "anonimisering",
    DocumentKind.DEFERRED_CERTIFICATE: "latere-verwijdering",
    DocumentKind.LETTER: "brief",
    DocumentKind.RECTIFICATION_CERTIFICATE: "rectificatie",
    DocumentKind.RESTRICTION_CERTIFICATE: "beperking",
    DocumentKind.PORTABILITY_PACKAGE: "overdracht",
    DocumentKind.CONSENT_PROOF: "toestemming",
    DocumentKind.SCREENING_PROOF: "bellijst",
    DocumentKind.REGISTER: "register",
    DocumentKind.ACTIVITY: "verwerking",
    DocumentKind.AGREEMENTS: "overeenkomsten",
    DocumentKind.AGREEMENT: "overeenkomst",
    DocumentKind.BREACHES: "datalekken",
    DocumentKind.INCIDENT: "incident",
}
PAGE, OF = gettext_noop("Page"), gettext_noop("of")


def role_word(role: str) -> str:
    """A role in words; a group of the organisation's own by its own name."""
    return str(Role(role).label) if role in Role.values else role


def file_name(kind: DocumentKind, number: str, ending: str = "pdf") -> str:
    """The name of the file of a document: Dutch, as the document is."""
    return f"{FILE_NAMES[kind]}-{number}.{ending}"


def erased_means(dialect: str) -> str:
    """What "erased" promises on this engine, in one or two sentences."""
    return str(ERASED_MEANS.get(dialect, ERASED_MEANS_ELSEWHERE))


def engine_name(dialect: str) -> str:
    """The engine's own name."""
    return ENGINES.get(dialect, dialect)
