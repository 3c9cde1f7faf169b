"""A table of a source as call list: choose the table, then its columns and what it is for; workers do the rest."""

from __future__ import annotations  # a ChoiceField has no [] at run time

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.admin.screening import SCREEN, SOURCE, CampaignForm
from consents.errors import ConsentError
from registers.admin.places import demand, user_of
from subjects.actions.call_lists import ListedTable, TableOrder, begin, listed_tables


class TableForm(CampaignForm):
    """Which columns go along, and what the list is for. The key goes along, so that a row can be found again."""

    column = forms.ChoiceField(label=gettext_lazy("column with the phone numbers"), widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("columns that go along in the files"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("No more than whoever calls needs (art. 5(1)(c))."),
    )
    field_order = ("column", "columns")

    def __init__(self, *args: Any, table: ListedTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        fields: dict[str, Any] = self.fields
        fields["column"].choices = [(field.name, _named(field.name, field.title)) for field in table.numbers]
        fields["columns"].choices = [(field.name, _named(field.name, field.title)) for field in table.fields]
        self.initial.setdefault("column", table.numbers[0].name)
        self.initial.setdefault("columns", list(table.key))

    def order(self) -> TableOrder:
        """As the verb takes it."""
        given = self.cleaned_data
        return TableOrder(
            source=self.table.source,
            table=self.table.table,
            column=given["column"],
            columns=tuple(given["columns"]),
        )


def _named(name: str, title: str) -> str:
    return title if title == name else f"{title} ({name})"


def tables_view(request: HttpRequest) -> HttpResponse:
    """Every table with phone numbers of people."""
    _demand(request)
    context = {"title": _("Call list from a table"), "tables": listed_tables()}
    return _page(request, "subjects/list_tables.html", context)


def table_view(request: HttpRequest, name: str) -> HttpResponse:
    """The columns of one table and what the list is for; workers read and screen it."""
    _demand(request)
    table = next((one for one in listed_tables() if one.name == name), None)
    if table is None:
        raise Http404
    form = TableForm(request.POST or None, table=table)
    if request.method == "POST" and form.is_valid():
        try:
            run = begin(order=form.order(), campaign=form.campaign(), at=timezone.now(), actor=user_of(request))
        except ConsentError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse("contact:list", args=[run.uid]))
    context = {"title": _("Call list from %(table)s") % {"table": table.title}, "table": table, "form": form}
    return _page(request, "subjects/list_table.html", context)


def _demand(request: HttpRequest) -> None:
    demand(request, SCREEN)
    demand(request, SOURCE)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})
