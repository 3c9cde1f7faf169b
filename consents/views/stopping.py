"""The page behind a link to stop, and the one click of a mail program (RFC 8058). Looking at it stops nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consents.actions.stopping import event_of_link, stop
from consents.errors import LinkUnknown


@csrf_exempt  # a mail program has no cookie; the link itself is the right to stop
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_view(request: HttpRequest, token: str) -> HttpResponse:
    """Show what will stop, or stop it: this, or everything."""
    try:
        event = event_of_link(token)
        if request.method == "POST":
            stop(token=token, everything=request.POST.get("what") == "everything", at=timezone.now())
    except LinkUnknown:
        raise Http404 from None
    facts = {"event": event, "sender": event.sender, "stopped": request.method == "POST"}
    answer = render(request, "consents/stop.html", facts)
    answer["X-Robots-Tag"] = "noindex"
    return answer
