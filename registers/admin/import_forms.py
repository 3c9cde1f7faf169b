"""Forms of the import: the file, which column is which field, and what was chosen after looking."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.book_labels import labels
from registers.exchange.archives import BOUNDS, MIB
from registers.exchange.sheets.mapping import ColumnRule
from registers.exchange.sheets.targets import GROUPS, KEY, LEAVE_OUT
from registers.exchange.sheets.vocabulary import KEEP
from registers.register_choices import ActivityRole

ORDERS = [
    ("", gettext_lazy("choose")),
    ("dmy", gettext_lazy("day, month, year")),
    ("mdy", gettext_lazy("month, day, year")),
    ("ymd", gettext_lazy("year, month, day")),
]


class FileForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "A zip of the AVG register, a spreadsheet (XLSX, ODS, CSV) or an export of Waarborg, at most 25 MB."
        ),
    )
    sheet = forms.CharField(
        label=gettext_lazy("which sheet"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Only for a workbook in which the first sheet with columns is not the right one."),
    )

    def clean_file(self) -> Any:
        """Refused before it is read, when it is too large."""
        file = self.cleaned_data["file"]
        if file.size is None or file.size > BOUNDS.file:
            raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": BOUNDS.file // MIB})
        return file


def target_choices() -> list[tuple[str, Any]]:
    """Every field to which a column can lead, in groups, and the two ways to lead nowhere."""
    words = labels()
    aside = [(KEEP, _("keep with the original row")), (LEAVE_OUT, _("leave out, store nowhere"))]
    groups = []
    for name, group in GROUPS.items():
        fields = [
            (f"{name}.{field}", capfirst(words.field(record.kind, field)))
            for record, names in group.sources
            for field in names
        ]
        title = _("controller") if name == "controller" else words.record(group.sources[-1][0].kind)
        groups.append((capfirst(title), [(KEY, _("id in the source")), *fields] if name == "activity" else fields))
    return [("", _("choose")), (_("No field"), aside), *groups]


class ColumnForm(forms.Form):
    """Where one column leads."""

    header = forms.CharField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("becomes"))
    split = forms.BooleanField(label=gettext_lazy("a value on each line"), required=False)
    dates = forms.ChoiceField(label=gettext_lazy("order of dates"), choices=ORDERS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = target_choices()  # type: ignore[attr-defined]  # a choice


class MappingForm(forms.Form):
    """What the mapping is called, and our role in these activities."""

    name = forms.SlugField(
        label=gettext_lazy("name of this layout"),
        max_length=63,
        help_text=gettext_lazy("Small letters, digits and hyphens. The next file with these columns is recognised."),
    )
    role = forms.ChoiceField(label=gettext_lazy("our role"), choices=ActivityRole.choices)


ColumnForms: Any = forms.formset_factory(ColumnForm, extra=0, max_num=500, absolute_max=500)


def first_columns(proposal: Mapping[str, str]) -> list[dict[str, str]]:
    """The proposal as what the forms begin with."""
    return [{"header": header, "to": target} for header, target in proposal.items()]


def rules_of(forms_: Iterable[ColumnForm]) -> dict[str, ColumnRule]:
    """The columns as the mapping knows them."""
    given = [form.cleaned_data for form in forms_]
    return {one["header"]: ColumnRule(to=one["to"], split=one["split"], dates=one["dates"]) for one in given}


def chosen_dates(data: Mapping[str, Any]) -> dict[str, str]:
    """The order of dates by column, as the page of the outcome sends it: ``dates-1`` beside ``column-1``."""
    found = {}
    for name in data:
        if name.startswith("column-"):
            order = str(data.get(f"dates-{name.removeprefix('column-')}", ""))
            if order in {"dmy", "mdy", "ymd"}:
                found[str(data[name])] = order
    return found
