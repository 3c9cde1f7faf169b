"""The verbs of the data map: store a map that was read from a file, in one transaction, with history and evidence."""

import uuid
from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from registers.actions.evidence import record
from registers.choices import EvidenceKind
from registers.datamap import DataMap, DutyMap, FieldMap, FieldTreatment, LinkMap, TableMap
from registers.models import RetentionDuty, Source, SourceField, SourceLink, SourceTable

MAP_CASE = uuid.uuid5(uuid.NAMESPACE_URL, "waarborg:datamap")
BATCH = 500


def load_map(*, datamap: DataMap, at: datetime) -> Source:
    """Make the stored map of this source equal to ``datamap``; what the map doesn't name any more goes.

    The history keeps what was. Duties are shared by sources: a duty of the same name is updated.
    """
    with transaction.atomic():
        source, _new = Source.objects.update_or_create(
            name=datamap.name,
            defaults={"label": datamap.label, "url_env": datamap.url_env, "files_env": datamap.files_env},
        )
        duties = {duty.name: _store_duty(duty) for duty in datamap.duties}
        source.duties.set(duties.values())
        _store_tables(source, datamap, duties)
        _store_links(source, datamap.links)
        record(
            kind=EvidenceKind.MAP_LOADED,
            case=MAP_CASE,
            facts={"source": datamap.name, "sha256": datamap.sha256, "tables": len(datamap.tables)},
            at=at,
        )
    return source


def _store_duty(duty: DutyMap) -> RetentionDuty:
    values = duty.model_dump(mode="json", exclude={"name"}, exclude_unset=True)
    stored, _new = RetentionDuty.objects.update_or_create(name=duty.name, defaults=values)
    return stored


def _store_tables(source: Source, datamap: DataMap, duties: dict[str, RetentionDuty]) -> None:
    there = {(table.schema_name, table.name): table for table in source.tables.select_related("duty")}
    for position, table in enumerate(datamap.tables):
        place = (table.schema_name or "", table.name)
        stored = there.pop(place, None) or SourceTable(source=source, schema_name=place[0], name=place[1])
        if _change(stored, {"position": position, **_table_values(table, duties)}):
            stored.save()
        _store_fields(stored, table.fields)
    for gone in there.values():
        gone.delete()


def _change(row: SourceTable | SourceField, values: dict[str, object]) -> bool:
    """Give a row these values; whether it is new or says something else than it did. The history is of changes only."""
    before = None if row.pk is None else {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return before != values


def _table_values(table: TableMap, duties: dict[str, RetentionDuty]) -> dict[str, object]:
    return {
        "label": table.label,
        "activity": table.activity,
        "ground": table.ground,
        "role": table.role.value,
        "key": list(table.key),
        "erasure": table.erasure.value,
        "anonymisation": table.anonymisation.value,
        "reason": table.reason,
        "keep_until": table.keep_until,
        "shared": table.shared.value,
        "duty": duties[table.duty.name] if table.duty else None,
        "duty_start": table.duty.start if table.duty else "",
        "duty_keep": list(table.duty.keep) if table.duty else [],
        "third_party": table.third_party,
        "statement": table.statement,
        "provided": table.provided.value if table.provided else "",
        "restriction": table.restriction.model_dump(mode="json") if table.restriction else {},
        "suppression": table.suppression.model_dump(mode="json", exclude_defaults=True) if table.suppression else {},
    }


def _store_fields(stored: SourceTable, fields: tuple[FieldMap, ...]) -> None:
    """As many statements for a thousand columns as for one."""
    there = {field.name: field for field in stored.fields.all()}
    rows = [there.get(field.name) or SourceField(table=stored, name=field.name) for field in fields]
    told = [{"position": position, **_field_values(field)} for position, field in enumerate(fields)]
    changed = [row for row, values in zip(rows, told, strict=True) if _change(row, values)]
    new, known = ([row for row in changed if (row.pk is None) is fresh] for fresh in (True, False))
    bulk_create_with_history(new, SourceField, batch_size=BATCH)
    if known:
        bulk_update_with_history(known, SourceField, list(told[0]), batch_size=BATCH)
    for name in there.keys() - {field.name for field in fields}:
        there[name].delete()


def _field_values(field: FieldMap) -> dict[str, object]:
    return {
        "label": field.label,
        "category": field.category.value,
        "identifies": field.identifies.value if field.identifies else "",
        "phone_format": field.phone_format.value,
        "scan": field.scan,
        "show": field.show,
        "third_party": field.third_party,
        "provided": field.provided.value if field.provided else "",
        "erasure": field.erasure.treatment.value if field.erasure else "",
        "erasure_options": _options(field.erasure),
        "anonymisation": field.anonymisation.treatment.value if field.anonymisation else "",
        "anonymisation_options": _options(field.anonymisation),
    }


def _options(treatment: FieldTreatment | None) -> dict[str, object]:
    return treatment.model_dump(mode="json", exclude_defaults=True, exclude={"treatment"}) if treatment else {}


def _store_links(source: Source, links: tuple[LinkMap, ...]) -> None:
    for gone in source.links.all():
        gone.delete()
    for position, link in enumerate(links):
        SourceLink.objects.create(
            source=source,
            position=position,
            child_source=link.child.source or "",
            child_table=link.child.table,
            child_columns=list(link.child.columns),
            parent_source=link.parent.source or "",
            parent_table=link.parent.table,
            parent_columns=list(link.parent.columns),
            belongs=link.belongs,
        )
