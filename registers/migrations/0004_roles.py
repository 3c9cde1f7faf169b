"""The privacy officer keeps and signs the books; the auditor reads them; the desk sees documents and nothing else."""

from django.db import migrations

from registers.migrations._roles import give, take_back

EDITED = [
    *("source", "sourcetable", "sourcefield", "sourcelink", "retentionduty"),
    *("party", "dataprotectionofficer", "system", "measure", "processingactivity", "purpose", "line", "linesystem"),
    *("recipient", "engagement", "jointcontroller", "clientprocessing", "activitymeasure", "transfer"),
    *("processoragreement", "agreementcoverage", "clausecheck", "subprocessor", "assurance", "agreementfile"),
    *("retentionrule", "hold", "adequacydecision", "legalparameter", "supervisoryauthority"),
    *("breach", "breachactivity", "breachreport", "breachnotice"),
]
READ = [
    *("evidenceentry", "evidenceseal", "document", "registerversion", "registerfinding", "waiver", "offer"),
    *("cataloguecopy", "cataloguedecision"),
]
ROLES = {
    "balie": {"document": ("view", "read_personal_document")},
    "privacy-officer": {
        **dict.fromkeys(READ, ("view",)),
        **dict.fromkeys(EDITED, ("view", "add", "change", "delete")),
        "processingactivity": ("view", "add", "change", "delete", "sign", "waive_findings"),
        "processoragreement": ("view", "add", "change", "delete", "sign"),
        "publication": ("view", "add", "change"),
        "document": ("view", "read_personal_document"),
        "importrun": ("view", "add"),
        "importrow": ("view",),
        "importmapping": ("view",),
    },
    "auditor": dict.fromkeys((*EDITED, *READ, "publication"), ("view",)),
}
NAMES = {
    "read_personal_document": "Can download documents that hold personal data",
    "sign_processingactivity": "Can sign off activities",
    "sign_processoragreement": "Can sign off agreements",
    "waive_findings": "Can waive findings",
}


def seed(apps, _schema):
    """Give the roles their permissions."""
    give(apps, "registers", ROLES, NAMES)


def unseed(apps, _schema):
    """Take them back."""
    take_back(apps, "registers", ROLES, NAMES)


class Migration(migrations.Migration):
    """The roles of the books."""

    dependencies = [
        ("registers", "0003_law"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
