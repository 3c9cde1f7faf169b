"""The page of the portal on which somebody says in one step that they want no more advertising (art. 21(2))."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consents.actions.admitting import admit
from consents.actions.objecting import object_by_portal
from consents.errors import EventRefused, PortalBusy
from consents.views.objection_form import ObjectionForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_view(request: HttpRequest) -> HttpResponse:
    """The form, or that it was noted. The answer is the same whether or not the number or address is known."""
    form = ObjectionForm(request.POST) if request.method == "POST" else ObjectionForm()
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    at = timezone.now()
    try:
        admit(address=request.META.get("REMOTE_ADDR", ""), at=at)
        object_by_portal(values=form.values, unwanted=form.unwanted_kind, once=form.cleaned_data["once"], at=at)
    except PortalBusy:
        return _page(request, form, status=429, busy=True)
    except EventRefused as error:
        form.add_error(None, error.why)
        return _page(request, form, status=422)
    return _page(request, form, noted=at)


def _page(request: HttpRequest, form: ObjectionForm, *, status: int = 200, **facts: Any) -> HttpResponse:
    environment = settings.ENVIRONMENT
    whose = {"organisation": environment.organisation_name, "contact": environment.organisation_contact}
    return render(request, "consents/object.html", {"form": form, **whose, **facts}, status=status)
