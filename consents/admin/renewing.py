"""Consents that end soon in the admin: the first of them as a list, a count, and the file with whom to ask."""

from django.contrib import admin, messages
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from consents.actions.renewing import count_renewals, renewals_name, write_renewals
from consents.renewal_selectors import renewals
from registers.admin.places import demand, user_of

SEE = "consents.view_consentevent"
FETCH = "consents.screen_screeningrun"
SHOWN = 200


def renewals_view(request: HttpRequest) -> HttpResponseBase:
    """The list; by POST a count (a dry run), or the file."""
    demand(request, FETCH if request.method == "POST" else SEE)
    if request.method != "POST":
        return _page(request)
    return _file(request) if request.POST.get("do") == "file" else _counted(request)


def _page(request: HttpRequest) -> HttpResponseBase:
    found = [(one, [way.channel.label for way in one.ways]) for one in renewals(timezone.now(), most=SHOWN)]
    context = {
        "title": _("Consents that end soon"),
        "renewals": found,
        "may_fetch": request.user.has_perm(FETCH),
        "back": reverse("contact:dashboard"),
        "back_title": _("Figures of consent and contact"),
    }
    return TemplateResponse(request, "consents/renewals.html", {**admin.site.each_context(request), **context})


def _counted(request: HttpRequest) -> HttpResponseBase:
    told = count_renewals(at=timezone.now())
    channels = ", ".join(f"{channel.label}: {count}" for channel, count in told.by_channel.items()) or "–"
    words = {"consents": told.consents, "channels": channels, "none": told.by_none}
    said = _("Consents that end soon: %(consents)d. May be asked by: %(channels)s. By no channel: %(none)d.") % words
    messages.info(request, said)
    return HttpResponseRedirect(reverse("contact:renewals"))


def _file(request: HttpRequest) -> HttpResponseBase:
    at = timezone.now()
    file, _told = write_renewals(at=at, actor=user_of(request))
    response = FileResponse(
        file, as_attachment=True, filename=renewals_name(at), content_type="text/csv; charset=utf-8"
    )
    add_never_cache_headers(response)
    return response
