"""The admin of the registers: the books, data map, duties, documents and evidence. Importing it registers all."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registers.admin import (
    activities,
    activity_parts,
    agreement_files,
    agreement_parts,
    agreements,
    breaches,
    datamap,
    documents,
    duties,
    evidence,
    findings,
    holds,
    imports,
    law,
    parties,
    publications,
    retention,
)

__all__ = [
    "activities",
    "activity_parts",
    "agreement_files",
    "agreement_parts",
    "agreements",
    "breaches",
    "datamap",
    "documents",
    "duties",
    "evidence",
    "findings",
    "holds",
    "imports",
    "law",
    "parties",
    "publications",
    "retention",
]

admin.site.site_header = "Waarborg"
admin.site.site_title = "Waarborg"
admin.site.site_url = None  # the front page is the admin itself
admin.site.enable_nav_sidebar = False
admin.site.index_title = _("What do you want to do?")
