"""The addresses of the site."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from consents.api.site import api
from consents.views.confirming import confirm_view, confirmed_view
from consents.views.objecting import object_view
from consents.views.stopping import stop_view
from registers.views import publication
from subjects.views.notices import notice
from subjects.views.portal import portal_view


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for the picture of a page that names none."""
    return HttpResponseRedirect(static("registers/favicon.svg"))


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("-/live", live, name="live"),
    path("favicon.ico", favicon, name="favicon"),
    path("admin/register/", include("registers.urls")),
    path("admin/contact/", include("consents.urls")),
    path("admin/contact/", include("subjects.urls")),
    path("register/", publication.register_view, name="public-register"),
    path("register/<slug:name>/", publication.activity_view, name="public-activity"),
    path("privacyverklaring/", publication.statement_view, name="public-statement"),
    path("privacyverklaring/<slug:slug>/", publication.statement_view, name="public-statement-of"),
    path("mijn-gegevens/", portal_view, name="portal"),
    path("mijn-gegevens/verzet/", object_view, name="portal-objection"),
    path("kennisgeving/<str:token>/", notice, name="notice"),
    path("toestemming/bevestigd/", confirmed_view, name="consent-confirmed"),
    path("toestemming/stoppen/<str:token>/", stop_view, name="consent-stop"),
    path("toestemming/<uuid:uid>/", confirm_view, name="consent-confirm"),
    path("toestemming/<uuid:uid>/<str:secret>/", confirm_view, name="consent-confirm-link"),
    path("api/", api.urls),
    path("admin/", admin.site.urls),
]
