"""The independent judge: reads databases, files and documents with plain drivers and shares no code with the engine.

It is given a picture of before, one of the undisturbed run, and one of now. It says of every person and source whether
it is as it was, as it must become, or neither, and lists every fault in words.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from tests.trials.world import KEPT, TABLES, Person, connected

OLD, NEW, HALF = "old", "new", "half"
MOMENTS = frozenset({"evidence", "executed_at", "issued_at", "decided_on", "executed_on"})
Rows = dict[str, dict[str, dict[int, tuple[Any, ...]]]]


@dataclass(frozen=True, kw_only=True)
class House:
    """What Waarborg's own tables say, per case."""

    status: dict[str, str]
    blocked: dict[str, str]
    receipts: dict[str, dict[str, str]]
    steps: dict[str, dict[str, str]]
    documents: dict[str, dict[str, str]]
    working: dict[str, int]
    evidence: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everything at one moment."""

    sources: Rows
    files: frozenset[str]
    house: House
    certificates: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def picture(*, urls: dict[str, str], live: Path, house: str, cases: list[str]) -> Picture:
    """Look at everything now."""
    said = _house(house, cases)
    certificates, missing = _documents(live / "var" / "documents", said)
    return Picture(
        sources={source: _source(url, TABLES[source]) for source, url in urls.items()},
        files=frozenset(path.name for path in (live / "files").iterdir()),
        house=said,
        certificates=certificates,
        missing=tuple(missing),
    )


def _source(url: str, tables: tuple[str, ...]) -> dict[str, dict[int, tuple[Any, ...]]]:
    with connected(url) as connection:
        return {
            table: {row[0]: tuple(row) for row in connection.execute(f"SELECT * FROM {table}").fetchall()}
            for table in tables
        }


def status_of(url: str) -> dict[str, str]:
    """The status of every request, by case; cheap enough to ask often."""
    with connected(url) as connection:
        rows = connection.execute('SELECT "case", status FROM subjects_subjectrequest').fetchall()
    return {_case(case): status for case, status in rows}


def columns_of(url: str, table: str) -> list[str]:
    """The names of the columns, in order."""
    with connected(url) as connection:
        return [one[0] for one in connection.execute(f"SELECT * FROM {table} WHERE 1 = 0").description]


def _house(url: str, cases: list[str]) -> House:
    with connected(url) as connection:

        def ask(query: str) -> dict[str, list[tuple[Any, ...]]]:
            found: dict[str, list[tuple[Any, ...]]] = {case: [] for case in cases}
            for row in connection.execute(query).fetchall():
                found.setdefault(_case(row[0]), []).append(tuple(row[1:]))
            return found

        requests = ask('SELECT "case", status, block_code FROM subjects_subjectrequest')
        steps = ask(_OF_PLAN.format("s.kind, p.number, s.source, s.status"))
        receipts = ask(_OF_PLAN.format("s.kind, p.number, s.source, c.body, c.sha256") + _RECEIPTS)
        documents = ask('SELECT "case", kind, subkind, sha256 FROM registers_document')
        working = ask(
            'SELECT r."case", count(*) FROM subjects_subjectrequest r'
            ' JOIN subjects_requestidentifier i ON i.request_id = r.id GROUP BY r."case"'
        )
        evidence = ask('SELECT "case", body FROM registers_evidenceentry ORDER BY id')
    return House(
        status={case: rows[0][0] for case, rows in requests.items() if rows},
        blocked={case: rows[0][1] for case, rows in requests.items() if rows},
        steps={case: {_name(row): row[3] for row in rows} for case, rows in steps.items()},
        receipts={case: {_name(row): _whole(row[3], row[4]) for row in rows} for case, rows in receipts.items()},
        documents={case: {f"{row[0]} {row[1]}".strip(): row[2] for row in rows} for case, rows in documents.items()},
        working={case: rows[0][0] if rows else 0 for case, rows in working.items()},
        evidence={case: [json.loads(row[0]) for row in rows] for case, rows in evidence.items()},
    )


_OF_PLAN = (
    'SELECT r."case", {} FROM subjects_step s JOIN subjects_plan p ON p.id = s.plan_id'
    " JOIN subjects_subjectrequest r ON r.id = p.request_id"
)
_RECEIPTS = " JOIN subjects_receipt c ON c.step_id = s.id"


def _case(value: Any) -> str:
    """SQLite keeps a UUID without hyphens."""
    text = str(value).replace("-", "")
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _name(row: tuple[Any, ...]) -> str:
    return f"{row[0]} {row[1]} {row[2]}".strip()


def _whole(body: str, sha256: str) -> str:
    return body if hashlib.sha256(body.encode()).hexdigest() == sha256 else f"hash differs: {body}"


def _documents(store: Path, house: House) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What the documents say, apart from moments; and which are not there as their row says."""
    found: dict[str, dict[str, Any]] = {}
    missing: list[str] = []
    for case, documents in house.documents.items():
        for name, sha256 in documents.items():
            path = store / sha256[:2] / sha256
            if path.with_name(f"{sha256}.sealed").exists():
                continue  # holds personal data and is encrypted: only the engine can read it
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                missing.append(f"{case} {name}")
                continue
            found[f"{case} {name}"] = _said(path)
    return found, missing


def _said(path: Path) -> dict[str, Any]:
    with pikepdf.open(path) as pdf:
        said: dict[str, Any] = json.loads(pdf.attachments["waarborg.json"].get_file().read_bytes())
    _check_proofs(said.get("evidence"))
    return dict(_without_moments(said))


def _without_moments(value: Any) -> Any:
    """Without dates; lists of sources and tables in an order of their own, because sources may be done in any order."""
    if isinstance(value, dict):
        several = {**value, **({"map_sha256": value["map_sha256"].split(", ")} if "map_sha256" in value else {})}
        return {name: _without_moments(one) for name, one in several.items() if name not in MOMENTS}
    if isinstance(value, list):
        return sorted((_without_moments(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def _check_proofs(evidence: dict[str, Any] | None) -> None:
    """Every entry in the document is in the sealed tree that the document names."""
    for proof in (evidence or {}).get("proofs", ()):
        if _root(proof) != json.loads(proof["seal"]["body"])["root"]:
            raise AssertionError("a proof in the document does not lead to its root")


def _root(proof: dict[str, Any]) -> str:
    index, last = proof["index"], proof["batch"] - 1
    node = hashlib.sha256(b"\x00" + proof["entry"]["body"].encode()).digest()
    for other in map(bytes.fromhex, proof["path"]):
        if index % 2 or index == last:
            node = hashlib.sha256(b"\x01" + other + node).digest()
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = hashlib.sha256(b"\x01" + node + other).digest()
        index, last = index // 2, last // 2
    return node.hex()


def state_of(person: Person, source: str, *, before: Picture, now: Picture, goal: Picture) -> str:
    """Whether the person's rows in one source are all old, all new, or neither."""
    wanted = [(table, ident) for table, idents in person.rows[source].items() for ident in idents]
    are = [now.sources[source][table].get(ident) for table, ident in wanted]
    if are == [goal.sources[source][table].get(ident) for table, ident in wanted]:
        return NEW
    if are == [before.sources[source][table].get(ident) for table, ident in wanted]:
        return OLD
    return HALF


def faults_now(people: dict[str, Person], *, before: Picture, now: Picture, goal: Picture) -> list[str]:
    """What may be wrong at no moment at all. ``people`` are by case."""
    found = [*neighbours(people, before=before, now=now), *(f"document not whole: {one}" for one in now.missing)]
    for case, person in people.items():
        states = {name: state_of(person, name, before=before, now=now, goal=goal) for name in person.rows}
        found += [f"{case}: half a person in {name}" for name, state in states.items() if state == HALF]
        settled = now.files & set(person.files) == goal.files & set(person.files)
        treated = settled and all(state == NEW for state in states.values())
        if now.house.documents[case] and not treated:
            found.append(f"{case}: a document, while the sources are {states}")
        found += _receipts(case, states, now=now, goal=goal)
    return found


def neighbours(people: dict[str, Person], *, before: Picture, now: Picture) -> list[str]:
    """Rows and files of everybody else are as they were, to the byte."""
    own = {
        (source, table, ident)
        for person in people.values()
        for source, tables in person.rows.items()
        for table, idents in tables.items()
        for ident in idents
    }
    found: list[str] = []
    for source, tables in before.sources.items():
        for table, rows in tables.items():
            here = now.sources[source][table]
            touched = [i for i, row in rows.items() if (source, table, i) not in own and here.get(i) != row]
            found += [f"somebody else's row: {source}.{table} {ident}" for ident in touched]
    theirs = before.files - {name for person in people.values() for name in person.files}
    return [*found, *(f"somebody else's file: {name}" for name in sorted(theirs - now.files))]


def _receipts(case: str, states: dict[str, str], *, now: Picture, goal: Picture) -> list[str]:
    found: list[str] = []
    for name, body in now.house.receipts[case].items():
        if body != goal.house.receipts[case].get(name):
            found.append(f"{case}: receipt of {name} differs from the undisturbed run")
        source = json.loads(body).get("source") if body.startswith("{") else None
        if source and states[source] != NEW:
            found.append(f"{case}: a receipt of {name}, while the source is {states[source]}")
    return found


def faults_at_end(people: dict[str, Person], *, before: Picture, now: Picture, goal: Picture) -> list[str]:
    """What may be wrong at no moment, and everything that must be the same as after the undisturbed run."""
    found = faults_now(people, before=before, now=now, goal=goal)
    for case in people:
        for what in ("status", "blocked", "steps", "receipts", "working"):
            is_now, must = getattr(now.house, what)[case], getattr(goal.house, what)[case]
            if is_now != must:
                found.append(f"{case}: {what} {is_now}, must be {must}")
        if sorted(now.house.documents[case]) != sorted(goal.house.documents[case]):
            found.append(f"{case}: documents {sorted(now.house.documents[case])}")
        found += _facts(case, now.house)
    found += [
        f"not as undisturbed: {one}" for one in goal.certificates if now.certificates.get(one) != goal.certificates[one]
    ]
    if now.files != goal.files:
        found.append(f"files: {sorted(now.files ^ goal.files)}")
    return found


def _difference(name: str, now: dict[str, Any], must: dict[str, Any]) -> str:
    """The parts in which a document differs from that of the undisturbed run; '' for none."""
    parts = [part for part in sorted({*now, *must}) if now.get(part) != must.get(part)]
    return f"not as undisturbed: {name}: {', '.join(parts)}" if parts else ""


def _facts(case: str, house: House) -> list[str]:
    """The evidence has each receipt and each document exactly once."""
    kinds: dict[str, list[str]] = {"step.receipt": [], "document.issued": []}
    for entry in house.evidence[case]:
        if entry["kind"] in kinds:
            kinds[entry["kind"]].append(entry["facts"]["sha256"])
    receipts = [hashlib.sha256(body.encode()).hexdigest() for body in house.receipts[case].values()]
    told = sorted(kinds["step.receipt"]) == sorted(receipts)
    issued = sorted(kinds["document.issued"]) == sorted(house.documents[case].values())
    return [
        *([] if told else [f"{case}: evidence names other receipts"]),
        *([] if issued else [f"{case}: evidence names other documents"]),
    ]


def left_behind(people: dict[str, Person], *, urls: dict[str, str], now: Picture) -> list[str]:
    """Where words of the persons stand in their rows (save in columns that a duty keeps), or their address anywhere."""
    found: list[str] = []
    for person in people.values():
        for source, tables in now.sources.items():
            for table, rows in tables.items():
                names = columns_of(urls[source], table)
                mine = person.rows[source].get(table, ())
                found += [
                    f"{source}.{table} {ident}: {name}"
                    for ident, row in rows.items()
                    for name, value in zip(names, row, strict=True)
                    if _tells(person, str(value), own=ident in mine, kept=name in KEPT.get(table, ()))
                ]
    return found


def _tells(person: Person, value: str, *, own: bool, kept: bool) -> bool:
    words = person.words if own and not kept else (person.email, person.number)
    return any(word.casefold() in value.casefold() for word in words)
