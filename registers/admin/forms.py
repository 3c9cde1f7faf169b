"""Forms of the data map: JSON in one line, and options that are refused when they don't fit their treatment."""

from __future__ import annotations  # a Field has no [] at run time

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as ValueProblem

from registers.datamap import FieldTreatment, RestrictionMark
from registers.map_suppression import SuppressionMap
from registers.map_text import meaning
from registers.models import SourceField, SourceTable

SMALL: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.JSONField: {"widget": forms.TextInput(attrs={"class": "wb-json-line", "spellcheck": "false"})},
    models.TextField: {"widget": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2})},
}


class SourceTableForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A table with the way in which its rows are marked as restricted (art. 18)."""

    class Meta:
        model = SourceTable
        fields = (
            *("source", "position", "schema_name", "name", "label", "role", "key", "activity", "ground"),
            *("erasure", "anonymisation", "shared", "reason", "keep_until", "duty", "duty_start", "duty_keep"),
            *("third_party", "provided", "restriction", "suppression"),
        )
        help_texts = {
            "provided": gettext_lazy("Art. 20: holds for every field that does not say it itself."),
            "restriction": gettext_lazy('Art. 18: for example {"column": "blocked", "value": true, "lifted": false}'),
            "suppression": gettext_lazy(
                'Art. 21: objections are written into this table, for example {"column": "number", "spelling": '
                '"national", "also": [{"column": "reason", "holds": "fixed", "value": "OBJECTION"}, {"column": '
                '"since", "holds": "moment"}]}'
            ),
        }

    def clean_restriction(self) -> Any:
        """The mark is whole, and stands in a column of this table."""
        mark = self.cleaned_data["restriction"]
        if not mark:
            return {}
        with _in_words():
            self._demand_fields([RestrictionMark.model_validate(mark).column])
        return mark

    def clean_suppression(self) -> Any:
        """What is written is whole, and goes to columns of this table."""
        told = self.cleaned_data["suppression"]
        if not told:
            return {}
        with _in_words():
            self._demand_fields(SuppressionMap.model_validate(told).columns)
        return told

    def _demand_fields(self, columns: Iterable[str]) -> None:
        known = set(self.instance.fields.values_list("name", flat=True)) if self.instance.pk else set(columns)
        for column in columns:
            if column not in known:
                raise ValidationError(_("the map of this table has no field %(field)s") % {"field": column})


@contextmanager
def _in_words() -> Iterator[None]:
    """What a value lacks, as a message of the form."""
    try:
        yield
    except ValueProblem as problem:
        raise ValidationError([meaning(fault) for fault in problem.errors()]) from None


class SourceFieldForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A column with its treatment under each right."""

    class Meta:
        model = SourceField
        fields = (
            *("table", "position", "name", "label", "category", "identifies", "phone_format", "scan", "show"),
            *("third_party", "provided", "erasure", "erasure_options", "anonymisation", "anonymisation_options"),
        )

    def clean(self) -> dict[str, Any]:
        """Options have to complete their treatment: a fixed value, how coarse, or a reason."""
        values = super().clean() or {}
        for right in ("erasure", "anonymisation"):
            for message in _problems(values.get(right), values.get(f"{right}_options")):
                self.add_error(right, message)
        return values


def _problems(treatment: str | None, options: Any) -> list[ValidationError]:
    if not treatment or options is None:
        return []
    if not isinstance(options, dict):
        return [ValidationError(_('options are written as {"name": value}'))]
    try:
        FieldTreatment.model_validate({"treatment": treatment, **options})
    except ValueProblem as problem:
        return [ValidationError(meaning(fault)) for fault in problem.errors()]
    return []
