"""The page that a recipient opens from its e-mail: whom the notice is about, and the button to confirm (art. 19)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from subjects.actions.notifying import acknowledge, corrections_in, kinds_and_values, rows_in
from subjects.choices import NoticeStatus
from subjects.notice_selectors import notice_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """Show the notice, or confirm it. The token is the right to see it; another word is not found."""
    found = notice_of(token)
    if found is None:
        raise Http404
    settled = found.status in {NoticeStatus.ACKNOWLEDGED, NoticeStatus.WAIVED}
    if request.method == "POST":
        if not settled:
            acknowledge(notice=found, at=timezone.now())
        return redirect("notice", token=token)
    about = [] if settled else kinds_and_values(found)
    corrected = [] if settled else corrections_in(found)
    facts = {
        "notice": found,
        "settled": settled,
        "about": about,
        "corrected": corrected,
        "rows": [] if settled else rows_in(found),
        "organisation": settings.ENVIRONMENT.organisation_name,
        "contact": settings.ENVIRONMENT.organisation_contact,
    }
    answer = render(request, "subjects/notice.html", facts)
    answer["X-Robots-Tag"] = "noindex"
    return answer
