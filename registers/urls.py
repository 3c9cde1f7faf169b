"""The pages of the register that are no table of the admin: overview, sign-off, and the way to a record by its uid."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, path

from registers.admin import (
    adding_clients,
    agreement_files,
    as_of,
    breach_verbs,
    catalogue,
    coverage,
    downloading,
    importing,
    incidents,
    overview,
    places,
    public_pages,
    signing,
    waiving,
)

app_name = "register"


def _page(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for members of staff who are signed in; each view demands its own permission."""
    return path(address, admin.site.admin_view(view), name=name)


urlpatterns = [
    _page("", overview.overview_view, "overview"),
    _page("assess/", overview.assess_view, "assess"),
    _page("breaches/export/", breach_verbs.export_view, "breaches-export"),
    _page("breaches/paper/", breach_verbs.paper_view, "breaches-paper"),
    _page("breach/client/<uuid:uid>/", breach_verbs.client_view, "breach-client"),
    _page("breach/<uuid:uid>/<slug:verb>/", breach_verbs.breach_view, "breach"),
    _page("calendar/", overview.calendar_view, "calendar"),
    _page("catalogue/", catalogue.catalogue_view, "catalogue"),
    _page("catalogue/behind/", catalogue.behind_view, "catalogue-behind"),
    _page("catalogue/<slug:key>/", catalogue.entry_view, "catalogue-entry"),
    _page("catalogue/<slug:key>/copy/", catalogue.copy_view, "catalogue-copy"),
    _page("activity/<uuid:uid>/catalogue/", catalogue.follow_view, "catalogue-follow"),
    _page("coverage/", coverage.coverage_view, "coverage"),
    _page("activity/<uuid:uid>/clients/", adding_clients.clients_view, "clients"),
    _page("agreement/<uuid:uid>/file/", agreement_files.upload_view, "upload"),
    _page("file/<int:pk>/", agreement_files.download_view, "file"),
    _page("incident/", incidents.incident_view, "incident"),
    _page("incident/paper/", incidents.paper_view, "incident-paper"),
    _page("import/", importing.import_view, "import"),
    _page("public/", public_pages.public_view, "public"),
    _page("public/<uuid:uid>/", public_pages.preview_view, "public-preview"),
    _page("public/<uuid:uid>/statement/", public_pages.statement_view, "public-statement"),
    _page("waive/", waiving.waive_view, "waive"),
    _page("record/<slug:kind>/<uuid:uid>/", places.record_view, "record"),
    _page("<slug:kind>/<uuid:uid>/as-of/", as_of.as_of_view, "as-of"),
    _page("<slug:kind>/<uuid:uid>/compare/", as_of.compare_view, "compare"),
    _page("<slug:kind>/<uuid:uid>/download/", downloading.download_view, "download"),
    _page("<slug:kind>/<uuid:uid>/sign-off/<slug:verb>/", signing.sign_off_view, "sign-off"),
]
