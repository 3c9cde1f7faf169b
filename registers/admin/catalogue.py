"""The pages of the catalogue: look around, look into an entry, copy it, and follow it when it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.catalogue import Decided, copy_from_catalogue, settle
from registers.admin.places import SEE, address_of, demand, user_of
from registers.book_labels import labels
from registers.catalogue.entry import COUNTRIES, Entry, for_country
from registers.catalogue.following import Piece
from registers.catalogue.shipped import catalogue, versions
from registers.catalogue_selectors import Following, behind, copies_of, following
from registers.comparing.sentences import sentence
from registers.comparing.titles import REFERENCES
from registers.comparing.words import in_words
from registers.errors import CatalogueCopied, CatalogueUnknown, RegisterError
from registers.models import CatalogueCopy, Party
from registers.register_choices import DpiaKind, PieceDecision

ADD, CHANGE = "registers.add_processingactivity", "registers.change_processingactivity"


class CopyForm(forms.Form):
    """For which organisation, under which number."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("organisation"),
        queryset=Party.objects.filter(own=True),
        empty_label=None,
        help_text=gettext_lazy("Its country decides which law is proposed: NL or BE."),
    )
    number = forms.CharField(
        label=gettext_lazy("number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Empty: the number of the catalogue, or the next that is free."),
    )
    again = forms.BooleanField(
        label=gettext_lazy("make a second copy"),
        required=False,
        help_text=gettext_lazy("Only when you do this work twice, each time differently."),
    )


class PieceForm(forms.Form):
    """What to do with one piece."""

    decision = forms.ChoiceField(label=gettext_lazy("decision"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("decide later")), (PieceDecision.LEFT.value, _("leave as it is, with a reason"))]
        taken = [(PieceDecision.TAKEN.value, _("take over"))] if piece.can_be_taken else []
        field: Any = self.fields["decision"]
        field.choices = [*choices[:1], *taken, *choices[1:]]


@dataclass(frozen=True, kw_only=True)
class ShownPiece:
    """A piece as the page shows it: what changed, what stands here, and the form to decide."""

    piece: Piece
    told: str
    values: Sequence[tuple[str, str]]
    form: PieceForm


def _page(request: HttpRequest, name: str, context: Mapping[str, Any]) -> TemplateResponse:
    return TemplateResponse(request, f"registers/{name}.html", {**admin.site.each_context(request), **context})


def _entry(key: str) -> Entry:
    found = catalogue().get(key)
    if found is None:
        raise Http404
    return found


def catalogue_view(request: HttpRequest) -> HttpResponse:
    """All entries by group, with how often each was copied and which copies are behind."""
    demand(request, SEE)
    copies: dict[str, list[CatalogueCopy]] = {}
    for copy in copies_of():
        copies.setdefault(copy.entry, []).append(copy)
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, entry in catalogue().items():
        groups.setdefault(entry.group, []).append({"entry": entry, "copies": copies.get(key, [])})
    context = {"title": _("Catalogue of the contact centre"), "groups": list(groups.items()), "behind": len(behind())}
    return _page(request, "catalogue", context)


def entry_view(request: HttpRequest, key: str) -> HttpResponse:
    """An entry with all it proposes, for one country; with its sources and how sure they are."""
    demand(request, SEE)
    entry = _entry(key)
    asked = request.GET.get("country", COUNTRIES[0])
    country = asked if asked in COUNTRIES else COUNTRIES[0]
    parts = ("purposes", "retentions", "lines", "recipients", "measures", "questions", "facts")
    shown = {name: for_country(getattr(entry, name), country) for name in parts}
    purposes = {one.key: one for one in shown["purposes"]}
    terms = {one.key: one for one in shown["retentions"]}
    lines = [(line, purposes[line.purpose], terms[line.retention]) for line in shown["lines"]]
    kinds = [{"kind": kind, "number": list(DpiaKind).index(kind) + 1} for kind in entry.dpia.kinds_in(country)]
    context = {"title": f"{entry.number} {entry.name}", "entry": entry, "country": country, "countries": COUNTRIES}
    context |= {
        "shown": shown,
        "lines": lines,
        "kinds": kinds,
        "reasons": entry.dpia.reasons(country),
        "copies": copies_of(key),
        **_back(),
    }
    return _page(request, "catalogue_entry", context)


def _back() -> dict[str, Any]:
    return {"back": reverse("register:catalogue"), "back_title": _("Catalogue of the contact centre")}


def copy_view(request: HttpRequest, key: str) -> HttpResponse:
    """The page that asks, or the copy made and on to the new activity."""
    demand(request, ADD)
    entry = _entry(key)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        copy = _copied(request, key, form)
        if copy is not None:
            messages.success(
                request, _("A draft was made. What only you know is still open, with a finding beside it.")
            )
            return HttpResponseRedirect(address_of(copy.activity))
    back = reverse("register:catalogue-entry", args=[key])
    context = {"title": _("Copy to the register"), "form": form, "entry": entry, "back": back, "back_title": entry.name}
    return _page(request, "catalogue_copy", context)


def _copied(request: HttpRequest, key: str, form: CopyForm) -> CatalogueCopy | None:
    try:
        return copy_from_catalogue(key=key, **form.cleaned_data, actor=user_of(request), at=timezone.now())
    except CatalogueCopied as error:
        form.add_error("again", str(error))
    except RegisterError as error:
        form.add_error(None, str(error))
    return None


def behind_view(request: HttpRequest) -> HttpResponse:
    """The activities whose entry changed since they were copied."""
    demand(request, SEE)
    now = versions()
    rows = [{"copy": copy, "now": now[copy.entry]} for copy in behind()]
    return _page(request, "catalogue_behind", {"title": _("The catalogue has changed"), "rows": rows, **_back()})


def follow_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What changed since the copy, piece by piece; what was decided is carried out, all of it or nothing."""
    demand(request, CHANGE if request.method == "POST" else SEE)
    found = _following(uid)
    shown = [_shown(piece, request.POST or None) for piece in found.open]
    problem = ""
    if request.method == "POST" and all(one.form.is_valid() for one in shown):
        problem = _settled(request, found, shown)
        if not problem:
            return HttpResponseRedirect(request.path if following(found.copy).open else address_of(found.copy.activity))
    activity = found.copy.activity
    context = {"title": _("What changed in the catalogue"), "found": found, "shown": shown, "problem": problem}
    context |= {"back": address_of(activity), "back_title": str(activity), "may": request.user.has_perm(CHANGE)}
    return _page(request, "catalogue_follow", context)


def _following(uid: UUID) -> Following:
    copy = CatalogueCopy.objects.select_related("activity").filter(activity__uid=uid).first()
    if copy is None:
        raise Http404
    try:
        return following(copy)
    except CatalogueUnknown:
        raise Http404 from None


def _shown(piece: Piece, given: Any) -> ShownPiece:
    """A changed field as what was, is and stands here; a record that came or went as a sentence."""
    told, known = piece.difference, labels()
    form = PieceForm(given, piece=piece, prefix=piece.key)
    if not told.field:
        return ShownPiece(piece=piece, told=sentence(told, known), values=(), form=form)
    head = f"{capfirst(known.record(told.kind))} {told.title}: {known.field(told.kind, told.field)}"
    values = ((_("In the catalogue then"), told.before), (_("In the catalogue now"), told.after))
    ours = ((_("Here it says"), piece.ours),) if told.field not in REFERENCES else ()
    shown = tuple((name, in_words(value)) for name, value in (*values, *ours))
    return ShownPiece(piece=piece, told=head, values=shown, form=form)


def _settled(request: HttpRequest, found: Following, shown: Iterable[ShownPiece]) -> str:
    """'' when it was done, else what was wrong."""
    said = {one.piece.key: one.form.cleaned_data for one in shown}
    decisions = {
        key: Decided(decision=PieceDecision(given["decision"]), reason=given["reason"])
        for key, given in said.items()
        if given["decision"]
    }
    seen = request.POST.get("seen", "")
    try:
        settle(copy=found.copy, decisions=decisions, seen=seen, actor=user_of(request), at=timezone.now())
    except RegisterError as error:
        return str(error)
    messages.success(request, _("It was noted."))
    return ""
