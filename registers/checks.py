"""System checks of documents, and of the evidence log (tagged ``database``: ``check --database default``).

Warnings, not errors: the role that migrates owns the tables by nature, and an error would stop it from migrating.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from registers.documents import libraries
from registers.selectors import evidence_owned_by_us, missing_guards


@register(Tags.database)
def evidence_is_guarded(
    *,
    app_configs: Sequence[AppConfig] | None = None,  # noqa: ARG001  (Django passes it)
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """The triggers are there, and the role of the application cannot drop them."""
    if not databases or "default" not in databases:
        return []
    found: list[CheckMessage] = []
    missing = missing_guards()
    if missing:
        found.append(
            Warning(
                f"the evidence log is not protected: {', '.join(missing)} missing or switched off",
                hint="run `manage.py evidence guard` as the role that owns the tables",
                id="registers.W001",
            )
        )
    if evidence_owned_by_us():
        found.append(
            Warning(
                "the database role of the application owns the tables of the evidence log and could drop its triggers",
                hint="let another role own and migrate the tables: docs/beheer/bewijslog.md",
                id="registers.W002",
            )
        )
    return found


@register()
def documents_can_be_made(
    *,
    app_configs: Sequence[AppConfig] | None = None,  # noqa: ARG001  (Django passes it)
    **_: Any,
) -> list[CheckMessage]:
    """The libraries are there that make documents fast, and their bytes reproducible."""
    if not libraries.can_render():
        hint = "install libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and fontconfig"
        return [Error("documents cannot be made: Pango is missing", hint=hint, id="registers.E010")]
    if not libraries.can_subset():
        return [
            Warning(
                "documents take five times as long and their bytes cannot be made again: harfbuzz-subset is missing",
                hint="install libharfbuzz-subset0",
                id="registers.W010",
            )
        ]
    return []
