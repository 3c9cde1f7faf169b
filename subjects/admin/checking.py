"""The page that holds a data map against its live database. Nothing is written in that database."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.errors import RegisterError
from subjects.actions.mapping import check_source, gaps_of
from subjects.admin.telling import told
from subjects.errors import SubjectError


def check_view(request: HttpRequest, name: str) -> HttpResponse:
    """Every gap between a stored map and its database, worst first; POST counts the spellings again."""
    counting = request.method == "POST"
    if not request.user.has_perm("registers.change_source" if counting else "registers.view_source"):
        raise PermissionDenied
    try:
        if counting:
            check_source(name=name, at=timezone.now())
            return HttpResponseRedirect(reverse("admin:subjects_map_check", args=[name]))
        gaps = gaps_of(name=name)
    except (SubjectError, RegisterError) as error:
        messages.error(request, told(error))
        return HttpResponseRedirect(reverse("admin:registers_source_changelist"))
    context = {
        **admin.site.each_context(request),
        "title": _("Check of data map %(name)s") % {"name": name},
        "gaps": sorted(gaps, key=lambda gap: (gap.severity, gap.table, gap.column)),
        "may_count": request.user.has_perm("registers.change_source"),
    }
    return TemplateResponse(request, "subjects/map_check.html", context)


def check_urls() -> list[URLPattern]:
    """The address of the page."""
    return [path("map/<slug:name>/check/", admin.site.admin_view(check_view), name="subjects_map_check")]
