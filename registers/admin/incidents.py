"""The page of an incident: what it touches at a supplier or with us, whom to tell until when, and drafts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.breach_documents import hand_out, incident_on_paper
from registers.actions.breaches import open_breach
from registers.admin.breach_verbs import pdf_answer
from registers.admin.places import SEE, address_of, demand, user_of
from registers.breach_selectors import incident_of
from registers.errors import RegisterError
from registers.incidents.drafts import drafts_of
from registers.incidents.incident import Asked, Incident
from registers.incidents.wording import WAYS
from registers.models import Party, ProcessingActivity, System

ADD = "registers.add_breach"


def _moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=help_text)


class IncidentForm(forms.Form):
    """Where it was, when, and since when we know."""

    supplier = forms.ModelChoiceField(
        label=gettext_lazy("at which supplier"),
        queryset=Party.objects.filter(own=False),
        required=False,
        empty_label=gettext_lazy("with ourselves"),
    )
    at = _moment_field(gettext_lazy("when it was"), gettext_lazy("The register as it stood then is asked."))
    aware_at = _moment_field(gettext_lazy("since when we know"), gettext_lazy("Art. 33(1): the clock starts here."))
    system = forms.ModelChoiceField(
        label=gettext_lazy("only in this system"),
        queryset=System.objects.all(),
        required=False,
        empty_label=gettext_lazy("everywhere"),
        help_text=gettext_lazy("Only for an incident with ourselves."),
    )
    activity = forms.ModelMultipleChoiceField(
        label=gettext_lazy("only these activities"),
        queryset=ProcessingActivity.objects.all(),
        required=False,
        help_text=gettext_lazy("Only for an incident with ourselves. Nothing chosen is all of them."),
    )

    def asked(self) -> Asked:
        """The question, of a valid form."""
        given = self.cleaned_data
        return Asked(
            at=given["at"],
            aware_at=given["aware_at"],
            supplier=str(given["supplier"].uid) if given["supplier"] else "",
            activities=tuple(str(one.uid) for one in given["activity"]),
            system=str(given["system"].uid) if given["system"] else "",
        )


class BreachForm(forms.Form):
    """How the breach is called."""

    title = forms.CharField(label=gettext_lazy("title"), max_length=300, help_text=gettext_lazy("No names of people."))


def incident_view(request: HttpRequest) -> HttpResponse:
    """The question, the answer, and a breach opened with it."""
    demand(request, SEE)
    now = timezone.localtime().replace(second=0, microsecond=0)
    form = IncidentForm(request.GET or None, initial={"at": now, "aware_at": now})
    found = _found(form) if request.GET and form.is_valid() else None
    opening = BreachForm(request.POST or None)
    if request.method == "POST" and found is not None and opening.is_valid():
        return _opened(request, found, opening)
    context = {"title": _("Incident"), "form": form, "found": found, "opening": opening}
    return TemplateResponse(
        request, "registers/incident.html", {**admin.site.each_context(request), **context, **_shown(found)}
    )


def paper_view(request: HttpRequest) -> HttpResponse:
    """The overview as a signed PDF; the question is in the address, as on the page."""
    demand(request, SEE)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form, now = IncidentForm(request.GET), timezone.now()
    if form.is_valid():
        try:
            paper = incident_on_paper(asked=form.asked(), at=now)
            return pdf_answer(hand_out(paper=paper, actor=user_of(request), at=now))
        except RegisterError as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(f"{reverse('register:incident')}?{request.GET.urlencode()}")


def _found(form: IncidentForm) -> Incident | None:
    try:
        return incident_of(form.asked(), now=timezone.now())
    except RegisterError as error:
        form.add_error(None, str(error))
        return None


def _opened(request: HttpRequest, found: Incident, opening: BreachForm) -> HttpResponse:
    demand(request, ADD)
    try:
        breach = open_breach(
            title=opening.cleaned_data["title"], found=found, actor=user_of(request), at=timezone.now()
        )
    except (RegisterError, ValidationError) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, _("The breach was opened with what the incident touches. Write down the facts now."))
    return HttpResponseRedirect(address_of(breach))


def _shown(found: Incident | None) -> Mapping[str, Any]:
    """The answer in words for the template."""
    if found is None:
        return {}
    touched = [
        {"one": one, "paths": [{"word": WAYS[path.way], "path": path} for path in one.paths]} for one in found.touched
    ]
    return {"touched": touched, "drafts": drafts_of(found)}
