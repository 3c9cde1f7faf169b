"""The page of a record as sections in the order in which an officer thinks: fields, rows, and findings beside them."""

from __future__ import annotations  # an inline has no [] at run time

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.helpers import AdminForm, AdminReadonlyField, InlineAdminFormSet
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst

from registers.admin.found import Found
from registers.admin.rows import ShownRows, words_of
from registers.models.register.base import CodesField
from registers.publishing.fields import PublicField
from registers.register_choices import Severity

Names = str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a page. ``rows`` are the inlines that stand in it; ``key`` is the anchor."""

    key: str
    title: str | Promise
    fields: tuple[Names, ...] = ()
    rows: tuple[type[InlineModelAdmin[Any, Any]], ...] = ()
    intro: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to a page that belongs to a record."""

    label: str | Promise
    address: str


@dataclass(frozen=True, kw_only=True)
class ShownField:
    """A field as the template needs it. ``inner`` is Django's own wrapper."""

    name: str
    inner: Any
    contents: str = ""
    found: Sequence[Found] = ()


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """A section with its fields in lines, its rows, and how many findings of each severity it has."""

    section: Section
    lines: Sequence[Sequence[ShownField]]
    rows: Sequence[ShownRows]
    counts: Mapping[str, int] = field(default_factory=dict)
    links: Sequence[Link] = ()
    folded: str = ""

    @property
    def errors(self) -> int:
        """How many findings keep it from being signed off."""
        return self.counts.get(Severity.ERROR, 0)

    @property
    def warnings(self) -> int:
        """How many findings need attention."""
        return self.counts.get(Severity.WARNING, 0)


def shown_sections(
    sections: Sequence[Section],
    record: Model | None,
    *,
    form: AdminForm,
    rows: Sequence[InlineAdminFormSet],
    found: Sequence[Found],
) -> list[ShownSection]:
    """The sections of a page, with what was found beside the fields that it names."""
    by_field: dict[str, list[Found]] = {}
    for one in found:
        by_field.setdefault(one.field if one.own else "", []).append(one)
    by_inline = {type(one.opts): one for one in rows}
    made = []
    for section, fieldset in zip(sections, form, strict=True):
        lines = [[_shown(inner, by_field) for inner in line] for line in fieldset]
        inlines = [by_inline[sort] for sort in section.rows if sort in by_inline]
        shown = [inner.opts.shown(inner, record, found) for inner in inlines]
        made.append(ShownSection(section=section, lines=lines, rows=shown, counts=_counts(lines, inlines, found)))
    return made


def _shown(inner: Any, by_field: Mapping[str, list[Found]]) -> ShownField:
    name = inner.field["name"] if inner.is_readonly else inner.field.name
    found = by_field.get(name, ())
    if inner.is_readonly:
        inner.field["label"] = capfirst(str(inner.field["label"]))
        return ShownField(name=name, inner=inner, contents=_contents(inner, name), found=found)
    widget = inner.field.field.widget
    if found:
        helped = f"{inner.field.auto_id}_helptext " if inner.field.help_text else ""
        widget.attrs["aria-describedby"] = f"{helped}{inner.field.auto_id}_found"
    return ShownField(name=name, inner=inner, found=found)


def _contents(inner: AdminReadonlyField, name: str) -> str:
    """What a field that is only read holds; the words of a list of codes instead of its codes."""
    fields = {one.name: one for one in inner.form.instance._meta.get_fields()}
    one = fields.get(name)
    if isinstance(one, CodesField) and one.words is not None:
        return words_of(one.words, getattr(inner.form.instance, name))
    if name == "public_fields":
        return words_of(PublicField, inner.form.instance.public_fields)
    return inner.contents()


def _counts(
    lines: Sequence[Sequence[ShownField]], inlines: Sequence[InlineAdminFormSet], found: Sequence[Found]
) -> Counter[str]:
    counted: Counter[str] = Counter(
        one.severity for line in lines for shown in line for one in shown.found if not one.waived
    )
    kinds = {kind for inline in inlines for kind in getattr(inline.opts, "kinds", ())}
    of_rows = (one for one in found if (one.field if one.own else one.told.record_kind) in kinds)
    counted.update(one.severity for one in of_rows if not one.waived)
    return counted
