"""The page on which staff receive a request: right, day, channel, wording, identifiers as kind and value."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.choices import IdentifierKind
from registers.errors import RegisterError
from subjects.actions.intake import Intake, receive
from subjects.admin.forms import ROWS, IdentifierForms, ReceiveForm
from subjects.admin.telling import told
from subjects.choices import Channel, RestrictionGround, Right
from subjects.errors import SubjectError
from subjects.models import SubjectRequest

KINDS = (IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.CUSTOMER_NUMBER, IdentifierKind.NAME)


def receive_page(page: Any, request: HttpRequest) -> HttpResponse:
    """Show the form, or receive the request and go to its page."""
    data = request.POST if request.method == "POST" else None
    form = ReceiveForm(data, initial={"received_on": timezone.localdate()})
    lines = IdentifierForms(data, prefix="identifier", initial=[{"kind": kind.value} for kind in KINDS[:ROWS]])
    lines.extra = 0 if data is None else lines.extra
    if data is not None and form.is_valid() and lines.is_valid():
        subject = _received(request, form, lines)
        if subject is not None:
            page.message_user(request, _("Request %(ref)s was received.") % {"ref": subject}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:subjects_subjectrequest_change", args=[subject.pk]))
    context = {**page.admin_site.each_context(request), "opts": page.opts, "title": _("Receive a request")}
    return TemplateResponse(request, "subjects/receive.html", {**context, "form": form, "lines": lines})


def _received(request: HttpRequest, form: ReceiveForm, lines: Any) -> SubjectRequest | None:
    values = form.cleaned_data
    given = [line.cleaned_data for line in lines if line.cleaned_data.get("value")]
    what = Intake(
        right=Right(values["right"]),
        received_on=values["received_on"],
        identifiers=[(IdentifierKind(line["kind"]), line["value"]) for line in given],
        channel=Channel(values["channel"]),
        wording=values["wording"],
        ground=RestrictionGround(values["ground"]) if values["ground"] else None,
    )
    actor = request.user if isinstance(request.user, User) else None
    try:
        return receive(intake=what, at=timezone.now(), actor=actor)
    except (SubjectError, RegisterError) as error:
        form.add_error(None, told(error))
    return None
