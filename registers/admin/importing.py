"""Import in the admin: give a file, look at what it would do record by record, then take it over.

Between the steps the file waits in the document store, encrypted, for at most a day; a signed token says whose it is.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registers.actions.documents import document_store
from registers.actions.importing import Effect, Outcome, Report, Upload, apply, dry_run, remember_mapping
from registers.admin.import_forms import (
    ORDERS,
    ColumnForms,
    FileForm,
    MappingForm,
    chosen_dates,
    first_columns,
    rules_of,
)
from registers.admin.places import demand, user_of
from registers.errors import RegisterError
from registers.exchange.errors import HeadersUnknown
from registers.exchange.sheets.mapping import build
from registers.exchange.units import Verdict, Weight
from registers.exchange.wording import WEIGHTS, sentence
from registers.models import ImportRun
from registers.register_choices import ActivityRole

MAY = "registers.add_importrun"
SALT = "registers.import"
A_DAY = 86_400
SHOWN = 300

Run = Callable[..., Report]


def import_view(request: HttpRequest) -> HttpResponse:
    """One address for all steps: without a POST the first, else the step that was sent."""
    demand(request, MAY)
    if request.method != "POST":
        return _first(request, FileForm())
    step = request.POST.get("step", "")
    try:
        if step == "columns":
            return _columns_sent(request)
        upload = _waiting(request) if step in {"look", "apply"} else None
        return _carried(request, upload, apply if step == "apply" else dry_run) if upload else _file_sent(request)
    except (signing.BadSignature, RegisterError) as error:
        told = str(error) if isinstance(error, RegisterError) else _("The file waited too long. Give it again.")
        messages.error(request, told)
        return HttpResponseRedirect(reverse("register:import"))


def _first(request: HttpRequest, form: FileForm) -> HttpResponse:
    return _page(request, "registers/import_file.html", {"title": _("Import"), "form": form})


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})


def _file_sent(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _first(request, form)
    given = form.cleaned_data
    upload = Upload(content=given["file"].read(), filename=given["file"].name, sheet=given["sheet"])
    document_store().put(upload.content, personal=True)
    return _carried(request, upload, dry_run)


def _token(request: HttpRequest, upload: Upload) -> str:
    facts = {"sha256": upload.sha256, "filename": upload.filename, "sheet": upload.sheet}
    return signing.dumps({**facts, "user": user_of(request).pk}, salt=SALT)


def _waiting(request: HttpRequest) -> Upload:
    """The file that waits, with what was chosen for it. Raises BadSignature and DocumentMissing."""
    facts = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=A_DAY)
    if facts["user"] != user_of(request).pk:
        raise PermissionDenied
    return Upload(
        content=document_store().get(facts["sha256"]),
        filename=facts["filename"],
        sheet=facts["sheet"],
        dates=chosen_dates(request.POST),
        accepted=frozenset(request.POST.getlist("accepted")),
    )


def _carried(request: HttpRequest, upload: Upload, run: Run) -> HttpResponse:
    """Look at the file or take it over, and show what became of every record."""
    told: list[Outcome] = []
    try:
        report = run(upload=upload, at=timezone.now(), actor=user_of(request), tell=told.append)
    except HeadersUnknown as error:
        return _ask_columns(request, upload, ColumnForms(initial=first_columns(error.proposal)), MappingForm())
    context = {"title": _("What the file holds"), "token": _token(request, upload), **_told(report, told)}
    if report.applied:
        document_store().delete(upload.sha256)
        pk = ImportRun.objects.values_list("pk", flat=True).get(uid=report.run)
        context |= {"title": _("Taken over"), "run_address": reverse("admin:registers_importrun_change", args=[pk])}
    context |= {"dates": upload.dates, "accepted": upload.accepted}
    return _page(request, "registers/import_outcome.html", context)


def _told(report: Report, told: list[Outcome]) -> dict[str, Any]:
    """The outcomes in words, those that need somebody first."""
    rows = [_row(outcome) for outcome in told]
    look = [row for row in rows if row["verdict"] != Verdict.FITS]
    fits = [row for row in rows if row["verdict"] == Verdict.FITS]
    columns = {str(one.facts["column"]) for outcome in told for one in outcome.remarks if one.code == "date-ambiguous"}
    return {
        "report": report,
        "counts": report.counts(),
        "notes": [f"{WEIGHTS[note.weight]}: {sentence(note)}" for note in report.notes],
        "look": look[:SHOWN],
        "look_more": max(0, len(look) - SHOWN),
        "fits": fits[:SHOWN],
        "fits_more": max(0, len(fits) - SHOWN),
        "columns": sorted(columns),
        "orders": ORDERS,
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    tones = {Verdict.FITS: "fine", Verdict.DOUBTFUL: "soon", Verdict.REFUSED: "late"}
    verdicts = {Verdict.FITS: _("fits"), Verdict.DOUBTFUL: _("doubtful"), Verdict.REFUSED: _("refused")}
    effects = {
        Effect.NEW: _("new"),
        Effect.CHANGED: _("changes"),
        Effect.UNCHANGED: _("unchanged"),
        Effect.NOTHING: _("stays out"),
    }
    return {
        "outcome": outcome,
        "verdict": outcome.verdict,
        "tone": tones[outcome.verdict],
        "word": verdicts[outcome.verdict],
        "effect": effects[outcome.effect],
        "remarks": [sentence(one) for one in outcome.remarks if one.weight != Weight.NOTE],
        "notes": [sentence(one) for one in outcome.remarks if one.weight == Weight.NOTE],
    }


def _ask_columns(request: HttpRequest, upload: Upload, columns: Any, mapping: MappingForm) -> HttpResponse:
    context = {"title": _("Which column is which field?"), "token": _token(request, upload)}
    return _page(request, "registers/import_columns.html", {**context, "columns": columns, "form": mapping})


def _columns_sent(request: HttpRequest) -> HttpResponse:
    """Remember the layout, then look at the file with it."""
    upload = _waiting(request)
    columns, form = ColumnForms(request.POST), MappingForm(request.POST)
    if columns.is_valid() and form.is_valid():
        try:
            given = form.cleaned_data
            mapping = build(name=given["name"], columns=rules_of(columns), role=ActivityRole(given["role"]))
            remember_mapping(mapping=mapping, at=timezone.now())
        except RegisterError as error:
            form.add_error(None, str(error))
        else:
            return _carried(request, upload, dry_run)
    return _ask_columns(request, upload, columns, form)
