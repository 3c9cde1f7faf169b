"""Reads of the data map: from rows to the value that the planner, the checks and the YAML file share."""

from registers.choices import DutyStart, LegalStatus, Treatment
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, LinkEnd, LinkMap, TableDuty, TableMap
from registers.errors import UnknownSource
from registers.models import RetentionDuty, Source, SourceField, SourceLink, SourceTable
from registers.register_choices import RetentionType


def source_names() -> list[str]:
    """The names of all sources, in order."""
    return list(Source.objects.order_by("name").values_list("name", flat=True))


def map_of(name: str) -> DataMap:
    """The data map of the source called ``name``. Raises UnknownSource."""
    source = Source.objects.filter(name=name).first()
    if source is None:
        raise UnknownSource(name)
    tables = source.tables.prefetch_related("fields").select_related("duty").order_by("position", "name")
    return DataMap(
        name=source.name,
        label=source.label,
        url_env=source.url_env,
        files_env=source.files_env,
        duties=tuple(_duty(duty) for duty in source.duties.order_by("name")),
        tables=tuple(_table(table) for table in tables),
        links=tuple(_link(link) for link in source.links.order_by("position")),
    )


def _duty(duty: RetentionDuty) -> DutyMap:
    return DutyMap(
        name=duty.name,
        label=duty.label,
        law=duty.law,
        article=duty.article,
        years=duty.years,
        months=duty.months,
        weeks=duty.weeks,
        type=RetentionType(duty.type),
        starts=DutyStart(duty.starts),
        status=LegalStatus(duty.status),
    )


def _table(table: SourceTable) -> TableMap:
    duty = TableDuty(name=table.duty.name, start=table.duty_start, keep=tuple(table.duty_keep)) if table.duty else None
    return TableMap.model_validate(
        {
            "name": table.name,
            "schema": table.schema_name or None,
            "label": table.label,
            "activity": table.activity,
            "ground": table.ground,
            "role": table.role,
            "key": tuple(table.key),
            "erasure": table.erasure,
            "anonymisation": table.anonymisation,
            "reason": table.reason,
            "keep_until": table.keep_until,
            "shared": table.shared,
            "duty": duty,
            "third_party": table.third_party,
            "statement": table.statement,
            "provided": table.provided or None,
            "restriction": table.restriction or None,
            "suppression": table.suppression or None,
            "fields": tuple(_field(field) for field in sorted(table.fields.all(), key=lambda f: (f.position, f.name))),
        }
    )


def _field(field: SourceField) -> FieldMap:
    return FieldMap.model_validate(
        {
            "name": field.name,
            "label": field.label,
            "category": field.category,
            "identifies": field.identifies or None,
            "phone_format": field.phone_format,
            "scan": field.scan,
            "show": field.show,
            "third_party": field.third_party,
            "provided": field.provided or None,
            "erasure": _treatment(field.erasure, field.erasure_options),
            "anonymisation": _treatment(field.anonymisation, field.anonymisation_options),
        }
    )


def _treatment(name: str, options: dict[str, object]) -> FieldTreatment | None:
    return FieldTreatment.model_validate({"treatment": Treatment(name), **options}) if name else None


def _link(link: SourceLink) -> LinkMap:
    return LinkMap(
        child=LinkEnd(table=link.child_table, columns=tuple(link.child_columns), source=link.child_source or None),
        parent=LinkEnd(table=link.parent_table, columns=tuple(link.parent_columns), source=link.parent_source or None),
        belongs=link.belongs,
    )
