"""What is public now, the preview with its gaps, and the statement as a file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.publication_files import StatementForm, download_statement
from registers.admin.places import SEE, demand, user_of
from registers.errors import RegisterError
from registers.models import Party
from registers.publication_selectors import Place, Publishable, publishable
from registers.publishing.statement import shortcomings

FORMS = (
    (StatementForm.HTML.value, gettext_lazy("HTML, to put in a page of your own website")),
    (StatementForm.MARKDOWN.value, gettext_lazy("Markdown")),
    (StatementForm.TEXT.value, gettext_lazy("plain text")),
)


class StatementFileForm(forms.Form):
    """In which form."""

    form = forms.ChoiceField(label=gettext_lazy("as what?"), choices=FORMS, widget=forms.RadioSelect)


@dataclass(frozen=True, kw_only=True)
class ShownOrganisation:
    """An organisation of ours: its public pages, how many activities they show, and what keeps blocks away."""

    party: Party
    place: Place | None
    activities: int
    left_out: int
    statement: bool


def public_view(request: HttpRequest) -> HttpResponse:
    """What is public now, what waits and why."""
    demand(request, SEE)
    found = publishable(at=timezone.now())
    places = {one.uid: one for one in found.places}
    organisations = [_organisation(party, places, found) for party in Party.objects.filter(own=True)]
    context = {"title": _("What is public"), "organisations": organisations, "standings": found.standings}
    return TemplateResponse(request, "registers/public.html", {**admin.site.each_context(request), **context})


def _organisation(party: Party, places: dict[str, Place], found: Publishable) -> ShownOrganisation:
    uid = str(party.uid)
    whole = found.whole_statement(uid)
    return ShownOrganisation(
        party=party,
        place=places.get(uid),
        activities=len(found.of(uid)),
        left_out=len(shortcomings(whole)) if whole else 0,
        statement=found.public_statement(uid) is not None,
    )


def preview_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The statement and the pages of an organisation with every gap marked; ``draft`` as the records stand today."""
    demand(request, SEE)
    party = _own(uid)
    draft = "draft" in request.GET
    found = publishable(at=timezone.now(), drafts=draft)
    whole = found.whole_statement(str(uid))
    context = {
        "title": _("Preview for the public: %(name)s") % {"name": party.name},
        "back": reverse("register:public"),
        "back_title": _("What is public"),
        "draft": draft,
        "said": whole,
        "left_out": shortcomings(whole) if whole else [],
        "others": [one for one in found.of(str(uid)) if not one.informs],
        "published": found.public_statement(str(uid)),
    }
    return TemplateResponse(request, "registers/public_preview.html", {**admin.site.each_context(request), **context})


def statement_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form, or the statement as a file; that it was downloaded is recorded."""
    demand(request, SEE)
    party = _own(uid)
    form = StatementFileForm(request.POST if request.method == "POST" else None, initial={"form": FORMS[0][0]})
    if form.is_bound and form.is_valid():
        return _file(request, uid, StatementForm(form.cleaned_data["form"]))
    context = {
        "title": _("Privacy statement of %(name)s") % {"name": party.name},
        "form": form,
        "back": reverse("register:public"),
        "back_title": _("What is public"),
    }
    return TemplateResponse(request, "registers/public_file.html", {**admin.site.each_context(request), **context})


def _file(request: HttpRequest, uid: UUID, form: StatementForm) -> HttpResponse:
    try:
        made = download_statement(organisation=uid, form=form, actor=user_of(request), at=timezone.now())
    except RegisterError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(request.path)
    response = HttpResponse(made.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    response["Cache-Control"] = "no-store"
    return response


def _own(uid: UUID) -> Any:
    found = Party.objects.filter(own=True, uid=uid).first()
    if found is None:
        raise Http404
    return found
