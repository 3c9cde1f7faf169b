"""Call scripts, numbers and calls in the admin; a script is built of blocks that have to be said."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # a CharField has no [] at run time

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consents.actions.scripting import OWN, write_script
from consents.errors import NoRules, ScriptLacks
from consents.models import CallScript, ContactCall, OutboundNumber, ScriptVersion
from consents.rules.scripts import WORDS, Duty
from consents.script_selectors import duties_on, numbers
from registers.admin.places import demand, user_of
from registers.admin.reading import ReadOnlyAdmin
from registers.admin.sections import Link
from registers.choices import LegalStatus

WRITE = "consents.add_scriptversion"


class ScriptForm(forms.Form):
    """A field for each block that has to be said, with words to begin with, and one for words of one's own."""

    def __init__(self, *args: Any, duties: Sequence[Duty], said: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = ", ".join(f"{{{word}}}" for word in WORDS)
        for duty in [one for one in duties if one.moment == "start"]:
            self.fields[duty.key] = _block(duty, said)
        self.fields[OWN] = forms.CharField(
            label=_("your own words in between"),
            required=False,
            initial=said.get(OWN, ""),
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text=_("What you want to say or ask. These are filled in by themselves: %(words)s") % {"words": words},
        )
        for duty in [one for one in duties if one.moment == "end"]:
            self.fields[duty.key] = _block(duty, said)


def _block(duty: Duty, said: dict[str, str]) -> forms.CharField:
    status = LegalStatus(duty.status)
    source = f"{duty.article} · {duty.source} · {status.label}"
    return forms.CharField(
        label=duty.label,
        required=False,
        initial=said.get(duty.key, duty.text),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=source,
    )


def write_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a script: the words of the last one, or those to begin with."""
    demand(request, WRITE)
    script = CallScript.objects.select_related("purpose", "sender").filter(pk=pk).first()
    if script is None:
        raise Http404
    back = reverse("admin:consents_callscript_change", args=[pk])
    duties = duties_on(timezone.localdate(), country=settings.ENVIRONMENT.country)
    if duties is None:
        messages.error(request, str(NoRules()))
        return HttpResponseRedirect(back)
    last = script.versions.first()
    said = {block["key"]: block["text"] for block in last.blocks} if last else {}
    form = ScriptForm(request.POST or None, duties=duties.rules.for_purpose(script.purpose.kind), said=said)
    if request.method == "POST" and form.is_valid() and _written(request, script, form):
        return HttpResponseRedirect(back)
    context = {"title": gettext("New version of the script"), "form": form, "back": back, "back_title": str(script)}
    return TemplateResponse(request, "consents/script.html", {**admin.site.each_context(request), **context})


def _written(request: HttpRequest, script: CallScript, form: ScriptForm) -> bool:
    given: dict[str, Any] = {"country": settings.ENVIRONMENT.country, "actor": user_of(request), "at": timezone.now()}
    try:
        made = write_script(script=script, texts=form.cleaned_data, **given)
    except ScriptLacks as error:
        for key, why in error.problems.items():
            form.add_error(key, why)
        return False
    messages.success(request, gettext("Version %(number)d was made.") % {"number": made.number})
    return True


@admin.register(CallScript)
class CallScriptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Scripts with their versions."""

    list_display = ("key", "title", "sender", "purpose", "active")
    list_filter = ("active", "sender", "purpose")
    list_select_related = ("sender", "purpose")
    search_fields = ("key", "title")
    fields = ("title", "key", "sender", "purpose", "active", "shown_versions")
    readonly_fields = ("shown_versions",)
    change_form_template = "consents/wording.html"
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a version was written for stays."""
        fixed = ("key", "sender", "purpose") if obj is not None and obj.versions.exists() else ()
        return (*fixed, "shown_versions")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A script with versions stays; one that nobody uses is taken out of use."""
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.versions.exists())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the way to a new version."""
        script = kwargs.get("obj")
        if script is not None and request.user.has_perm(WRITE):
            address = reverse("contact:script-write", args=[script.pk])
            context["tools"] = [Link(label=gettext("New version"), address=address)]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("versions"))
    def shown_versions(self, script: CallScript) -> SafeString | str:
        """Links to the versions, newest first."""
        rows = script.versions.all() if script.pk else []
        links = [(reverse("admin:consents_scriptversion_change", args=[one.pk]), one.number) for one in rows]
        return format_html_join(", ", '<a href="{}">v{}</a>', links) or gettext("none yet")


@admin.register(ScriptVersion)
class ScriptVersionAdmin(ReadOnlyAdmin):
    """The words of a version; nobody changes them."""

    list_display = ("script", "number", "duties", "made_by", "made_at")
    list_select_related = ("script", "made_by")
    fields = ("script", "number", "words", "duties", "duties_sha256", "sha256", "made_by", "made_at")
    readonly_fields = ("words",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not on the front page: these are reached from their script."""
        return False

    @admin.display(description=_("what is said"))
    def words(self, version: ScriptVersion) -> SafeString:
        """The blocks in their order."""
        rows = ((block["label"], block["text"]) for block in version.blocks)
        return format_html_join("", '<p><span class="quiet">{}</span><br>{}</p>', rows)


@admin.register(OutboundNumber)
class OutboundNumberAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The numbers that people see, and whether they stay reachable long enough."""

    list_display = ("number", "sender", "used_from", "used_until", "ended_on", "reachable")
    list_filter = ("sender",)
    list_select_related = ("sender",)
    search_fields = ("number",)
    fields = ("number", "sender", "used_from", "used_until", "ended_on", "reachable")
    readonly_fields = ("reachable",)
    actions = None

    @admin.display(description=_("has to stay reachable"))
    def reachable(self, number: OutboundNumber) -> SafeString | str:
        """Until when, and a warning where it ended earlier."""
        held = numbers(today=timezone.localdate(), country=settings.ENVIRONMENT.country)
        found = next((one for one in held if one.number.pk == number.pk), None)
        if found is None:
            return "–"
        told = gettext("until %(day)s") % {"day": date_format(found.until, "j F Y")}
        if not found.too_early:
            return told
        return format_html('{} <span class="wb-badge wb-late">{}</span>', told, gettext("ended too early"))


@admin.register(ContactCall)
class ContactCallAdmin(ReadOnlyAdmin):
    """Calls as they went."""

    list_display = ("called_at", "version", "number", "result", "objection_offered", "again", "role")
    list_filter = ("result", "objection_offered", "again", "number")
    list_select_related = ("version__script", "number")
    search_fields = ("uid", "decision__uid")
    search_help_text = _("Search by the id of a call or of a decision.")
    fields = (
        *("uid", "decision", "version", "number", "result", "objection_offered", "again", "called_at"),
        *("agent", "role"),
    )
