"""The door of the portal for people whose data we have: what they can do here, and how they ask for the rest."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def portal_view(request: HttpRequest) -> HttpResponse:
    """What somebody can do here."""
    environment = settings.ENVIRONMENT
    facts = {
        "organisation": environment.organisation_name,
        "address": environment.organisation_address,
        "contact": environment.organisation_contact,
    }
    return render(request, "subjects/portal.html", facts)
