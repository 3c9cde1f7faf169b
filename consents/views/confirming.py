"""The page of a code or link of double opt-in. Looking at it confirms nothing: mail scanners follow links."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consents.actions.confirming import confirm
from consents.choices import CodeWay
from consents.errors import CodeWrong
from consents.models import Confirmation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_view(request: HttpRequest, uid: UUID, secret: str = "") -> HttpResponse:
    """Show the wording, or take the code. The same answer to a wrong, used and old code."""
    wrong = False
    if request.method == "POST":
        try:
            confirm(uid=uid, secret=secret or request.POST.get("code", ""), at=timezone.now())
            return redirect("consent-confirmed")
        except CodeWrong:
            wrong = True
    return _page(request, uid, linked=bool(secret), wrong=wrong)


@require_http_methods(["GET", "HEAD"])
def confirmed_view(request: HttpRequest) -> HttpResponse:
    """Thank the person, whoever it is."""
    return render(request, "consents/confirmed.html")


def _page(request: HttpRequest, uid: UUID, *, linked: bool, wrong: bool) -> HttpResponse:
    asked = Confirmation.objects.select_related("event__sender", "event__purpose", "event__text").filter(uid=uid)
    found = asked.first()
    if found is None:
        raise Http404
    event = found.event
    by_code = not linked and found.way == CodeWay.SMS
    facts = {"event": event, "sender": event.sender, "wrong": wrong, "by_code": by_code, "linked": linked}
    answer = render(request, "consents/confirm.html", facts, status=422 if wrong else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer
