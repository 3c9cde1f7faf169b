"""The team lead asks and records as the desk does, and has call lists screened, from a file or from a table."""

from django.db import migrations

from registers.migrations._roles import give, take_back

SEEN = [
    *("sender", "contactpurpose", "consenttext", "callscript", "scriptversion", "contactruleset", "outboundnumber"),
    *("screeninglist", "consentevent", "contactdecision", "contactcall"),
]
ROLES = {
    "teamleider": {
        **dict.fromkeys(SEEN, ("view",)),
        "contactdecision": ("view", "ask"),
        "consentevent": ("view", "record"),
        "contactcall": ("view", "record"),
        "confirmation": ("view", "add"),
        "proofrequest": ("view", "add", "change"),
        "screeningrun": ("view", "add", "screen", "source"),
    },
    "privacy-officer": {"screeningrun": ("source",)},
}
NAMES = {
    "ask_contactdecision": "Can ask whether somebody may be contacted",
    "record_consentevent": "Can record consents and objections",
    "record_contactcall": "Can record calls",
    "screen_screeningrun": "Can have call lists screened",
    "source_screeningrun": "Can take call lists from tables of sources",
}


def seed(apps, _schema):
    """Give the roles their permissions."""
    give(apps, "consents", ROLES, NAMES)


def unseed(apps, _schema):
    """Take them back."""
    take_back(apps, "consents", ROLES, NAMES)


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0006_lists_from_tables"),
        ("consents", "0004_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
