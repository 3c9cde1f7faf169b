"""The page on which a finding is accepted for a while: with a reason, until a day."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.assessing import waive
from registers.admin.places import BY_KIND, address_of, demand, model_of, user_of
from registers.errors import RegisterError
from registers.models import RegisterFinding
from registers.register_choices import RecordKind
from registers.register_selectors import shown
from registers.rules import FindingKey


class WaiverForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Why this may stay as it is for now. It stays readable, with your name."),
    )
    until = forms.DateField(
        label=gettext_lazy("until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("After that day it counts again."),
    )


def waive_view(request: HttpRequest) -> HttpResponse:
    """The page that asks, or the finding accepted and back to the page where it stands."""
    demand(request, "registers.waive_findings")
    row = _asked(request)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _waived(request, row, form):
        messages.success(request, _("The finding was accepted until that day."))
        return HttpResponseRedirect(_back(row))
    context = {
        "title": _("Accept a finding"),
        "form": form,
        "finding": shown(row),
        "back": _back(row),
        "back_title": _("Back"),
    }
    return TemplateResponse(request, "registers/waive.html", {**admin.site.each_context(request), **context})


def _asked(request: HttpRequest) -> RegisterFinding:
    given = {name: request.GET.get(name, "") for name in ("rule", "record", "field")}
    try:
        row = RegisterFinding.objects.filter(**given, waived=False).first()
    except (ValueError, forms.ValidationError):
        row = None
    if row is None:
        raise Http404
    return row


def _waived(request: HttpRequest, row: RegisterFinding, form: WaiverForm) -> bool:
    key = FindingKey(rule=row.rule, record=str(row.record), field=row.field)
    try:
        waive(finding=key, **form.cleaned_data, actor=user_of(request), at=timezone.now())
    except RegisterError as error:
        form.add_error(None, str(error))
        return False
    return True


def _back(row: RegisterFinding) -> str:
    """The activity or agreement; for the whole register the record itself where it has a page."""
    whole = row.owner_kind == RecordKind.REGISTER
    model = BY_KIND.get(row.record_kind) if whole else model_of(RecordKind(row.owner_kind))
    uid = row.record if whole else row.owner_record
    return address_of(model._default_manager.filter(uid=uid).first() if model is not None else None)
