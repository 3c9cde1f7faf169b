"""The page on which many clients are added to an activity at once."""

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registers.actions.clients import add_clients
from registers.admin.places import address_of, demand, record_of, user_of
from registers.models import Party
from registers.register_choices import ProcessingOperation, RecordKind


class ClientsForm(forms.Form):
    """Known organisations, new ones by name, and what is done for all of them."""

    parties = forms.ModelMultipleChoiceField(
        label=_("organisations"),
        queryset=Party.objects.filter(own=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label=_("others, one name on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A name that is already known but for its legal form is that organisation."),
    )
    operations = forms.MultipleChoiceField(
        label=_("categories of processing for all of them"),
        choices=ProcessingOperation.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Art. 30(2)(b)."),
    )


def clients_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form, or the clients added and back to the activity."""
    demand(request, "registers.add_clientprocessing")
    activity = record_of(RecordKind.ACTIVITY, uid)
    form = ClientsForm(request.POST or None)
    back = f"{address_of(activity)}#clients"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = add_clients(
            activity=activity,
            parties=given["parties"],
            names=given["names"].splitlines(),
            operations=[ProcessingOperation(code) for code in given["operations"]],
            actor=user_of(request),
            at=timezone.now(),
        )
        messages.success(
            request, ngettext("%(n)d client was added.", "%(n)d clients were added.", added) % {"n": added}
        )
        return HttpResponseRedirect(back)
    context = {"title": _("Add many clients"), "form": form, "back": back, "back_title": str(activity)}
    return TemplateResponse(request, "registers/clients.html", {**admin.site.each_context(request), **context})
