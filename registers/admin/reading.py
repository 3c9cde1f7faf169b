"""What pages that are only read have in common: no add, change or delete, and JSON in a readable shape."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Rows that somebody may look at and nobody may touch here."""

    actions = None
    change_form_template = "registers/read_only.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False


def indented(text: str) -> str:
    """JSON text with a line per value; other text as it is."""
    try:
        value: Any = json.loads(text)
    except ValueError:
        return text
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_block(text: str) -> SafeString:
    """Text on a page as preformatted block, JSON indented."""
    return format_html('<pre class="wb-json" tabindex="0">{}</pre>', indented(text))
