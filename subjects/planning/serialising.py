"""A plan as canonical JSON, and back: what is frozen, hashed, stored encrypted and executed is the same text."""

import dataclasses
import datetime as dt
from typing import Any

from registers.canonical import sha256_of
from registers.choices import CorrectionWay
from registers.datamap import FieldTreatment
from subjects.planning.keys import Key, key_from_json, key_to_json
from subjects.planning.values import (
    Action,
    ColumnChange,
    ColumnCorrection,
    Deferral,
    Kept,
    Operation,
    Plan,
    SearchedColumn,
    SourcePlan,
    TableBasis,
    TableState,
)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON-safe values."""
    return {
        "v": 1,
        "right": plan.right,
        "nonce": plan.nonce,
        "made_on": plan.made_on.isoformat(),
        "sources": [_source_to_json(source) for source in plan.sources],
    }


def plan_from_json(value: dict[str, Any]) -> Plan:
    """The plan of what ``plan_to_json`` made."""
    return Plan(
        right=value["right"],
        nonce=value["nonce"],
        made_on=dt.date.fromisoformat(value["made_on"]),
        sources=tuple(_source_from_json(source) for source in value["sources"]),
    )


def plan_sha256(plan: Plan) -> str:
    """The hash that an approval names."""
    return sha256_of(plan_to_json(plan))


def operations_to_json(operations: tuple[Operation, ...]) -> list[dict[str, Any]]:
    """Operations as JSON-safe values."""
    return [
        {
            "table": op.table,
            "action": op.action.value,
            "keys": _keys(op.keys),
            "columns": [[c.column, c.treatment.model_dump(mode="json", exclude_defaults=True)] for c in op.columns],
            **({"corrections": [[c.column, c.way.value, c.digest] for c in op.corrections]} if op.corrections else {}),
        }
        for op in operations
    ]


def operations_from_json(values: list[dict[str, Any]]) -> tuple[Operation, ...]:
    """Operations of what ``operations_to_json`` made."""
    return tuple(
        Operation(
            table=value["table"],
            action=Action(value["action"]),
            keys=_from_keys(value["keys"]),
            columns=tuple(
                ColumnChange(column=name, treatment=FieldTreatment.model_validate(treatment))
                for name, treatment in value["columns"]
            ),
            corrections=tuple(
                ColumnCorrection(column=name, way=CorrectionWay(way), digest=digest)
                for name, way, digest in value.get("corrections", ())
            ),
        )
        for value in values
    )


def _source_to_json(source: SourcePlan) -> dict[str, Any]:
    return {
        "source": source.source,
        "dialect": source.dialect,
        "map_sha256": source.map_sha256,
        "catalog_sha256": source.catalog_sha256,
        "operations": operations_to_json(source.operations),
        "kept": [_kept_to_json(kept) for kept in source.kept],
        "deferrals": [
            {
                "on": d.on.isoformat(),
                "duty": d.duty,
                **({"ground": d.ground} if d.ground else {}),
                "operations": operations_to_json(d.operations),
            }
            for d in source.deferrals
        ],
        "states": [{"table": s.table, "keys": _keys(s.keys), "fingerprint": s.fingerprint} for s in source.states],
        "others": [[table, key_to_json(key)] for table, key in source.others],
        **({"searched": [searched_to_json(one) for one in source.searched]} if source.searched else {}),
        "notes": list(source.notes),
        **({"basis": [_basis_to_json(one) for one in source.basis]} if source.basis else {}),
    }


def _basis_to_json(one: TableBasis) -> dict[str, Any]:
    """A plan of before rows could be shared has no such word, and keeps its hash."""
    return {name: value for name, value in dataclasses.asdict(one).items() if name != "shared" or value}


def _source_from_json(value: dict[str, Any]) -> SourcePlan:
    return SourcePlan(
        source=value["source"],
        dialect=value["dialect"],
        map_sha256=value["map_sha256"],
        catalog_sha256=value["catalog_sha256"],
        operations=operations_from_json(value["operations"]),
        kept=tuple(_kept_from_json(kept) for kept in value["kept"]),
        deferrals=tuple(
            Deferral(
                on=dt.date.fromisoformat(d["on"]),
                duty=d["duty"],
                ground=d.get("ground", ""),
                operations=operations_from_json(d["operations"]),
            )
            for d in value["deferrals"]
        ),
        states=tuple(
            TableState(table=s["table"], keys=_from_keys(s["keys"]), fingerprint=s["fingerprint"])
            for s in value["states"]
        ),
        others=tuple((table, key_from_json(key)) for table, key in value["others"]),
        searched=tuple(searched_from_json(one) for one in value.get("searched", ())),
        notes=tuple(value["notes"]),
        basis=tuple(TableBasis(**{**one, "grounds": tuple(one["grounds"])}) for one in value.get("basis", ())),
    )


def searched_to_json(one: SearchedColumn) -> dict[str, Any]:
    """A searched column as JSON-safe values."""
    day = one.counted_on.isoformat() if one.counted_on else None
    return {"table": one.table, "column": one.column, "scanned": one.scanned, "counted_on": day}


def searched_from_json(value: dict[str, Any]) -> SearchedColumn:
    """The searched column of what ``searched_to_json`` made."""
    day = dt.date.fromisoformat(value["counted_on"]) if value["counted_on"] else None
    return SearchedColumn(table=value["table"], column=value["column"], scanned=value["scanned"], counted_on=day)


def _kept_to_json(kept: Kept) -> dict[str, Any]:
    return {
        "table": kept.table,
        "columns": list(kept.columns),
        "keys": _keys(kept.keys),
        "ground": kept.ground,
        "reason": kept.reason,
        "until": kept.until.isoformat() if kept.until else None,
        "until_text": kept.until_text,
    }


def _kept_from_json(value: dict[str, Any]) -> Kept:
    return Kept(
        table=value["table"],
        columns=tuple(value["columns"]),
        keys=_from_keys(value["keys"]),
        ground=value["ground"],
        reason=value["reason"],
        until=dt.date.fromisoformat(value["until"]) if value["until"] else None,
        until_text=value["until_text"],
    )


def _keys(keys: tuple[Key, ...]) -> list[list[Any]]:
    return [key_to_json(key) for key in keys]


def _from_keys(values: list[list[Any]]) -> tuple[Key, ...]:
    return tuple(key_from_json(value) for value in values)
