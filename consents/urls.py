"""The pages of consent and contact that are no table of the admin: may I, rules, scripts, figures."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import URLPattern, path

from consents.admin import asking, comparing, dashboard, renewing, ruling, screening, scripts

app_name = "contact"


def _page(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for members of staff who are signed in; each view demands its own permission."""
    return path(address, admin.site.admin_view(view), name=name)


urlpatterns = [
    _page("may-i/", asking.ask_view, "ask"),
    _page("may-i/call/", asking.call_view, "call"),
    _page("may-i/<slug:verb>/", asking.say_view, "say"),
    _page("figures/", dashboard.dashboard_view, "dashboard"),
    _page("lists/", screening.lists_view, "lists"),
    _page("lists/<uuid:uid>/", screening.list_view, "list"),
    _page("lists/<uuid:uid>/again/", screening.again_view, "list-again"),
    _page("lists/<uuid:uid>/compare/<uuid:other>/", comparing.compare_view, "list-compare"),
    _page("lists/<uuid:uid>/column/", screening.column_view, "list-column"),
    _page("lists/<uuid:uid>/cancel/", screening.cancel_view, "list-cancel"),
    _page("lists/<uuid:uid>/proof/", screening.proof_view, "list-proof"),
    _page("lists/<uuid:uid>/allowed/", partial(screening.file_view, part="allowed"), "list-allowed"),
    _page("lists/<uuid:uid>/refused/", partial(screening.file_view, part="refused"), "list-refused"),
    _page("renewals/", renewing.renewals_view, "renewals"),
    _page("script/<int:pk>/", scripts.write_view, "script-write"),
    _page("rules/", ruling.rules_view, "rules"),
    _page("rules/version/<int:pk>/", ruling.version_view, "version"),
    _page("rules/version/<int:pk>/edit/", ruling.edit_view, "version-edit"),
    _page("rules/version/<int:pk>/sign/", ruling.sign_view, "version-sign"),
    _page("rules/version/<int:pk>/drop/", ruling.drop_view, "version-drop"),
    _page("rules/<slug:set_id>/", ruling.ruleset_view, "ruleset"),
    _page("rules/<slug:set_id>/new/", ruling.write_view, "rules-write"),
]
