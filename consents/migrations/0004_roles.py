"""The desk asks and records, the privacy officer keeps rules, wordings, lists and keys of the API, the auditor reads."""

from django.db import migrations

from registers.migrations._roles import give, take_back

READ = [
    *("sender", "contactpurpose", "consenttext", "consentevent", "consentstate", "person", "relation", "authorisation"),
    *("contactruleset", "contactdecision", "callscript", "scriptversion", "outboundnumber", "contactcall"),
    *("confirmation", "proofrequest", "screeninglist", "screeningrun", "apiconsumer"),
]
DESK = ["sender", "contactpurpose", "consenttext", "callscript", "scriptversion", "contactruleset"]
KEPT = ["sender", "contactpurpose", "relation", "callscript", "outboundnumber"]
ASKS = {"contactdecision": ("ask",), "consentevent": ("record",), "contactcall": ("record",)}
PROVES = {"confirmation": ("view", "add"), "proofrequest": ("view", "add", "change")}
ROLES = {
    "balie": {**dict.fromkeys(DESK, ("view",)), **ASKS, **PROVES},
    "privacy-officer": {
        **dict.fromkeys(READ, ("view",)),
        **dict.fromkeys(KEPT, ("view", "add", "change", "delete")),
        **{model: ("view", *verbs) for model, verbs in ASKS.items()},
        **PROVES,
        **dict.fromkeys(("consenttext", "scriptversion", "authorisation", "screeninglist"), ("view", "add")),
        "contactruleset": ("view", "add", "change", "sign"),
        "screeningrun": ("view", "add", "screen"),
        "screeningcolumn": ("view", "delete"),
        "apiconsumer": ("view", "add", "change"),
    },
    "auditor": dict.fromkeys(READ, ("view",)),
}
NAMES = {
    "ask_contactdecision": "Can ask whether somebody may be contacted",
    "record_consentevent": "Can record consents and objections",
    "record_contactcall": "Can record calls",
    "sign_contactruleset": "Can sign contact rules",
    "screen_screeningrun": "Can have call lists screened",
}


def seed(apps, _schema):
    """Give the roles their permissions."""
    give(apps, "consents", ROLES, NAMES)


def unseed(apps, _schema):
    """Take them back."""
    take_back(apps, "consents", ROLES, NAMES)


class Migration(migrations.Migration):
    """The roles of the ledger."""

    dependencies = [
        ("consents", "0003_law"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
