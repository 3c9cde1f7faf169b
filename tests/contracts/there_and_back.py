"""Every migration done, undone and done again, on the database of the environment; a process of its own."""

import django
from django.core.management import call_command

# Dependants first.
APPS_WITH_TABLES = ("subjects", "consents", "registers")


def main() -> None:
    """There, back, and there again."""
    django.setup()
    call_command("migrate", verbosity=0)
    for app in APPS_WITH_TABLES:
        call_command("migrate", app, "zero", verbosity=0)
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
