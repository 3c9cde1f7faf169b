"""The page on which staff say what is wrong and what is right: every field of the person that can be corrected.

What stands there is read now and kept nowhere; the form carries it back, so that only rows that still hold it change.
"""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.choices import CorrectionWay
from registers.errors import RegisterError
from subjects.actions.correctables import Correctable, correctables
from subjects.actions.correcting import LONGEST_TEXT, Wish, demand_correctable, state_corrections
from subjects.admin.telling import told
from subjects.errors import CorrectionsInvalid, SubjectError
from subjects.models import SubjectRequest

MOST_LINES = 150


class CorrectionLine(forms.Form):
    """One field with one value that stands there. A line in which nothing was filled in is skipped."""

    source = forms.CharField(widget=forms.HiddenInput, max_length=63)
    table = forms.CharField(widget=forms.HiddenInput, max_length=257)
    column = forms.CharField(widget=forms.HiddenInput, max_length=128)
    present = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    states = forms.BooleanField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("Right value"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    empty = forms.BooleanField(label=gettext_lazy("Make empty"), required=False)
    shared = forms.BooleanField(label=gettext_lazy("It is this person's"), required=False)

    @property
    def wish(self) -> Wish | None:
        """What was asked for; None for a line that was left as it is."""
        given = self.cleaned_data
        if not given["text"].strip() and not given["empty"]:
            return None
        states = given["states"]
        return Wish(
            source=given["source"],
            table=given["table"],
            column=given["column"],
            text="" if given["empty"] else given["text"],
            present=None if states else given["present"],
            way=CorrectionWay.SUPPLEMENT if states else CorrectionWay.REPLACE,
            shared=given["shared"],
        )

    def clean(self) -> dict[str, Any]:
        """A value and no value at once can't both be right."""
        given = super().clean() or {}
        if given.get("empty") and given.get("text", "").strip():
            raise forms.ValidationError(_("Give the right value, or make the field empty: not both."))
        return given


CorrectionLines: Any = forms.formset_factory(CorrectionLine, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


def correct_page(page: Any, request: HttpRequest, subject: SubjectRequest, user: User) -> HttpResponse:
    """Show the fields, or note what was filled in and go back to the request. Raises SourceError, RequestError."""
    demand_correctable(subject)
    if request.method != "POST":
        return _shown(page, request, subject, user, lines=None)
    lines = CorrectionLines(request.POST, prefix="line")
    filled = [line for line in lines if line.wish] if lines.is_valid() else []
    wishes = [line.wish for line in filled]
    if not wishes:
        if lines.is_valid():
            page.message_user(request, _("Nothing was filled in, so nothing was noted."), messages.WARNING)
        return _shown(page, request, subject, user, lines=lines)
    try:
        state_corrections(request=subject, wishes=wishes, actor=user, at=timezone.now())
    except CorrectionsInvalid as error:
        for place, wrong in error.errors.items():
            filled[place].add_error("text", wrong.why)
        head = _("Nothing was noted:")
        page.message_user(request, f"{head}\n{error}", messages.ERROR)
        return _shown(page, request, subject, user, lines=lines)
    except (SubjectError, RegisterError) as error:
        page.message_user(request, told(error), messages.ERROR)
        return _shown(page, request, subject, user, lines=lines)
    noted = ngettext("%(count)d correction was noted.", "%(count)d corrections were noted.", len(wishes))
    page.message_user(request, noted % {"count": len(wishes)}, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:subjects_subjectrequest_change", args=[subject.pk]))


def _shown(page: Any, request: HttpRequest, subject: SubjectRequest, user: User, *, lines: Any) -> TemplateResponse:
    """The fields as they are now; what was filled in stays where the value still stands."""
    found = correctables(request=subject, actor=user, at=timezone.now())
    filled = _filled(lines)
    initial = [{**_initial(one), **filled.get(_mark(_initial(one)), {})} for one in found[:MOST_LINES]]
    form = CorrectionLines(prefix="line", initial=initial)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "subject": subject,
        "title": _("Correct data"),
        "management": form.management_form,
        "left_out": max(0, len(found) - MOST_LINES),
        "groups": _groups(list(zip(found, form, strict=False)), _refused(lines)),
    }
    return TemplateResponse(request, "subjects/correct.html", context)


def _initial(field: Correctable) -> dict[str, Any]:
    place = {"source": field.source, "table": field.table, "column": field.column}
    return {**place, "present": field.text, "states": field.states}


def _mark(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(name) for name in ("source", "table", "column", "present"))


def _filled(lines: Any) -> dict[tuple[Any, ...], dict[str, Any]]:
    known = [{**_as_sent(line), **getattr(line, "cleaned_data", {})} for line in lines or ()]
    return {_mark(one): {name: one.get(name) for name in ("text", "empty", "shared")} for one in known}


def _as_sent(line: CorrectionLine) -> dict[str, Any]:
    """A line that was refused has no cleaned value any more, and still shows what was filled in."""
    return {name: line.data.get(line.add_prefix(name), "") for name in ("text",)}


def _refused(lines: Any) -> dict[tuple[Any, ...], list[str]]:
    """What is wrong with a line, by its field and the value that stands there."""
    wrong = [line for line in lines or () if line.is_bound and line.errors]
    return {_mark(line.cleaned_data): [str(one) for of in line.errors.values() for one in of] for line in wrong}


def _sameness(field: Correctable) -> tuple[str, str]:
    return field.sort, field.text.strip().casefold()


def _groups(pairs: list[tuple[Correctable, Any]], refused: dict[tuple[Any, ...], list[str]]) -> list[dict[str, Any]]:
    """The lines per table; beside a value the other fields in which it stands too, and what is wrong with the line."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for field, _line in pairs:
        if field.text.strip() and not field.states:
            places[_sameness(field)].append(field.title)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for field, line in pairs:
        also = [title for title in places.get(_sameness(field), ()) if title != field.title]
        wrong = refused.get(_mark(_initial(field)), [])
        if wrong:
            told = {"aria-invalid": "true", "aria-describedby": f"{line['text'].id_for_label}_wrong"}
            line.fields["text"].widget.attrs.update(told)
        groups[f"{field.source} · {field.table}"].append({"field": field, "line": line, "also": also, "wrong": wrong})
    return [{"title": title, "lines": lines} for title, lines in groups.items()]
