"""The doors behind the buttons of sign-off: a page that asks, and the deed."""

from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.admin.places import address_of, demand, kind_of, permission, record_of, user_of
from registers.admin.standing import VERBS
from registers.errors import RegisterError


def sign_off_view(request: HttpRequest, kind: str, uid: UUID, verb: str) -> HttpResponse:
    """A button: without a POST the page that asks, else the deed and back to the record."""
    sort, chosen = kind_of(kind), VERBS.get(verb)
    if chosen is None:
        raise Http404
    demand(request, permission(sort, chosen.needs))
    record = record_of(sort, uid)
    title = str(record) if record is not None else _("the whole register")
    if request.method != "POST":
        context = {"verb": chosen, "title": f"{chosen.label}: {title}", "back": address_of(record)}
        return TemplateResponse(request, "registers/ask.html", {**admin.site.each_context(request), **context})
    try:
        done = chosen.call(sort, str(uid), user_of(request), timezone.now())
    except RegisterError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(address_of(record))
