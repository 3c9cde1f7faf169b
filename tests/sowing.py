"""What the migrations put in the tables, put there again: a test that empties tables may have come before."""

import pkgutil
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.test import override_settings

APPS = ("registers", "consents", "subjects")
ALWAYS = datetime(2018, 5, 25, tzinfo=UTC)


def sowing_migrations() -> list[ModuleType]:
    """Every migration that sows rows, in order."""
    modules = []
    for app in APPS:
        package = import_module(f"{app}.migrations")
        names = sorted(one.name for one in pkgutil.iter_modules(package.__path__) if not one.name.startswith("_"))
        modules += [import_module(f"{package.__name__}.{name}") for name in names]
    return [module for module in modules if hasattr(module, "seed")]


def sow() -> None:
    """Sow again; what is there stays. Facts of law as if they had always been there: tests choose their own dates."""
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        for module in sowing_migrations():
            module.seed(apps, None)
    for name, *_rest in import_module("registers.migrations.0003_law").SEEDS:
        apps.get_model("registers", f"Historical{name}").objects.update(history_date=ALWAYS)
