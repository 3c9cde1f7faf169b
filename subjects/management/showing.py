"""Requests, plans and steps as text and as JSON for the commands. Names, counts, grounds and dates; never a value."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.choices import DocumentKind, IdentifierKind
from registers.citations import cited
from registers.models import Document
from subjects.choices import DeferredStatus, Status, StepKind, StepStatus
from subjects.management.speaking import columns
from subjects.models import Candidate, Plan, Restriction, Step, SubjectRequest
from subjects.planning.notes import note_text, searched_text
from subjects.selectors import claimed_due_of, last_day_of
from subjects.words import action_word, left_word, note_words, treatment_words, verb_word, word


def request_json(request: SubjectRequest) -> dict[str, Any]:
    """Everything about a request that is no data of the person."""
    return {
        "reference": request.reference,
        "case": str(request.case),
        "right": request.right,
        "status": request.status,
        **_restriction_json(request),
        "blocked": {"code": request.block_code, "reason": request.block_reason} if request.block_code else None,
        "received_on": request.received_on.isoformat(),
        **_deadline_json(request),
        "timeline": [
            {
                "at": event.at.isoformat(),
                "verb": event.verb,
                "from": event.from_status,
                "to": event.to_status,
                "by": event.actor.get_username() if event.actor else None,
                "note": event.note,
            }
            for event in request.events.select_related("actor")
        ],
        "steps": [step_json(step) for step in steps_of(request)],
        "deferrals": [
            {"source": d.source, "on": d.on.isoformat(), "rows": d.rows, "duty": d.duty, "status": d.status}
            for d in request.deferrals.all()
        ],
        "documents": [document_json(one) for one in Document.objects.filter(case=request.case).order_by("id")],
    }


def _restriction_json(request: SubjectRequest) -> dict[str, Any]:
    """The restriction of this request, if there is one: its ground, and how far it is."""
    one = Restriction.objects.filter(request=request).first()
    if not request.restriction_ground:
        return {}
    days = {name: getattr(one, f"{name}_at", None) for name in ("set", "announced", "told", "lifted")}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {"restriction": {"ground": request.restriction_ground, **told}}


def _deadline_json(request: SubjectRequest) -> dict[str, Any]:
    """The deadline, what was waited for, and what that is worth."""
    claimed = claimed_due_of(request, today=timezone.localdate())
    return {
        "deadline": {
            "rule": request.rule,
            "due": request.due.isoformat(),
            "cautious_due": request.cautious_due.isoformat(),
            "planning": request.planning.isoformat(),
            "extended_due": request.extended_due.isoformat(),
            "extended": request.extended_at is not None,
            "claimed": claimed.isoformat() if claimed else None,
        },
        "waits": [
            {
                "ground": one.ground,
                "from": one.began_at.isoformat(),
                "until": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in request.waits.all()
        ],
    }


def steps_of(request: SubjectRequest) -> list[Step]:
    """The steps of all plans, in order."""
    return list(Step.objects.filter(plan__request=request).select_related("plan", "receipt").order_by("plan", "id"))


def step_json(step: Step) -> dict[str, Any]:
    """A step with its receipt."""
    receipt = getattr(step, "receipt", None)
    return {
        "plan": step.plan.number,
        "kind": step.kind,
        "source": step.source,
        "status": step.status,
        "attempt": step.attempt,
        "error": step.error_code or None,
        "receipt": receipt.sha256 if receipt else None,
    }


def document_json(document: Document) -> dict[str, Any]:
    """A document."""
    return {
        "kind": document.kind,
        "part": document.subkind,
        "file": document.filename,
        "sha256": document.sha256,
        "size": document.size,
        "purged": document.purged_at is not None,
    }


def request_text(request: SubjectRequest) -> str:
    """The same for people."""
    value = request_json(request)
    lines = [f"{request.reference}  {request.get_right_display()}  {request.get_status_display()}", _due_text(request)]
    lines += _waiting_lines(request)
    if request.block_code:
        facts = {"code": request.block_code, "reason": request.block_reason}
        lines.append(_("BLOCKED (%(code)s): %(reason)s") % facts)
    head = (_("when"), _("what"), _("to"), _("who"), _("note"))
    lines += ["", columns([_event(event) for event in value["timeline"]], head)]
    steps = [
        (
            *(s["plan"], word(StepKind, s["kind"]), s["source"], word(StepStatus, s["status"])),
            *(s["attempt"], s["error"] or "", (s["receipt"] or "")[:16]),
        )
        for s in value["steps"]
    ]
    if steps:
        about = (_("plan"), _("step"), _("source"), _("status"), _("tries"), _("error"), _("receipt"))
        lines += ["", columns(steps, about)]
    if value["deferrals"]:
        later = [
            (d["on"], d["source"], d["rows"], d["duty"], word(DeferredStatus, d["status"])) for d in value["deferrals"]
        ]
        lines += ["", columns(later, (_("later, on"), _("source"), _("rows"), _("duty"), _("status")))]
    if value["documents"]:
        files = [(word(DocumentKind, d["kind"]), d["file"], d["sha256"][:16]) for d in value["documents"]]
        lines += ["", columns(files, (_("document"), _("file"), "sha256"))]
    return "\n".join(lines)


def _waiting_lines(request: SubjectRequest) -> list[str]:
    """What the request waited for, and what that does to the deadline."""
    lines = []
    for one in request.waits.all():
        until = one.ended_at.astimezone().date() if one.ended_at else _("now")
        facts = {"since": one.began_at.astimezone().date(), "until": until, "ground": one.get_ground_display()}
        lines.append(_("waited from %(since)s until %(until)s: %(ground)s") % facts)
    claimed = claimed_due_of(request, today=timezone.localdate())
    if claimed is not None:
        told = _("the legal last day stays %(due)s; if waiting counts it is %(claimed)s")
        lines.append(told % {"due": last_day_of(request), "claimed": claimed})
    return lines


def _due_text(request: SubjectRequest) -> str:
    facts = {
        "received": request.received_on,
        "planning": request.planning,
        "due": request.due,
        "days": (request.due - timezone.localdate()).days,
        "rule": request.rule,
        "extended": request.extended_due,
    }
    return (
        _(
            "received %(received)s, plan on %(planning)s, due %(due)s (%(days)d days), "
            "rule %(rule)s, at most %(extended)s after an extension"
        )
        % facts
    )


def _event(event: dict[str, Any]) -> tuple[str, ...]:
    done, to = verb_word(event["verb"]), word(Status, event["to"])
    return event["at"][:19], done, to, event["by"] or "-", note_words(event["note"])


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate with the ground of the match."""
    return {
        "candidate": candidate.number,
        "source": candidate.source,
        "table": candidate.table,
        "rows": len(candidate.key or ()),
        "key": [[str(part) for part in key] for key in candidate.key or ()][:3],
        "grounds": candidate.grounds,
        "decision": candidate.status,
        "by_rule": candidate.by_rule,
    }


def candidates_text(candidates: list[Candidate]) -> str:
    """The same for people: + agrees, - contradicts."""
    rows = []
    for one in candidates:
        grounds = ", ".join(
            f"{'+' if g['agrees'] else '-'}{word(IdentifierKind, g['kind'])} ({g['column']})" for g in one.grounds
        )
        key = " ".join("/".join(str(part) for part in key) for key in (one.key or ())[:3])
        decided = one.get_status_display()
        decision = _("%(decision)s by rule") % {"decision": decided} if one.by_rule else decided
        rows.append((one.number, one.source, one.table, key, len(one.key or ()), decision, grounds))
    head = (_("candidate"), _("source"), _("table"), _("key"), _("rows"), _("decision"), _("ground of the match"))
    return columns(rows, head) if rows else _("no candidates")


def plan_text(summary: dict[str, Any], sha256: str) -> str:
    """A plan for people: per source what happens, what is kept and why, what comes later."""
    lines = [_("plan  sha256 %(sha256)s") % {"sha256": sha256}, _("%(rows)d rows change") % {"rows": summary["rows"]}]
    for source in summary["sources"]:
        facts = {"source": source["source"], "dialect": source["dialect"]}
        lines += ["", _("source %(source)s (%(dialect)s)") % facts, *_source_lines(source)]
    return "\n".join(lines)


def _source_lines(source: dict[str, Any]) -> list[str]:
    operations = [
        (action_word(op["action"]), op["table"], op["rows"], treatment_words(op["columns"]))
        for op in source["operations"]
    ]
    head = (_("what"), _("table"), _("rows"), _("columns"))
    found = bool(source["kept"] or source.get("basis"))
    lines = [columns(operations, head) if operations else "" if found else _("nothing found here")]
    if source.get("basis"):
        lines += [_("take along (art. 20):"), _basis_text(source["basis"])]
    if source["kept"]:
        lines += [_("kept:"), _kept_text(source["kept"])]
    for later in source["deferrals"]:
        facts = {"on": later["on"], "rows": sum(op["rows"] for op in later["operations"]), "duty": later["duty"]}
        lines.append(_("later, on %(on)s: %(rows)d rows (%(duty)s)") % facts)
    if source["others"]:
        told = _("%(rows)d rows of somebody else hold an identifier too; left alone")
        lines.append(told % {"rows": source["others"]})
    notes = [*searched_text(source.get("searched", ())), *(note_text(note) for note in source["notes"])]
    return lines + [_("note: %(note)s") % {"note": note} for note in notes]


def _basis_text(basis: list[dict[str, Any]]) -> str:
    """On what each table rests, and why it stays if it does."""
    rows = [
        (
            b["table"],
            b["rows"],
            b["register"],
            ", ".join(map(cited, b["grounds"])),
            left_word(b["left"], b.get("shared", 0)),
        )
        for b in basis
    ]
    return columns(rows, (_("table"), _("rows"), _("register, version"), _("ground"), _("goes along")))


def _kept_text(kept: list[dict[str, Any]]) -> str:
    """What is kept. A ground of the planner's own is a msgid; the reasons of a map are shown as they are."""
    rows = [
        (
            k["table"],
            k["rows"],
            cited(k["ground"]),
            k["until"] or "",
            _(k["reason"]) if k["reason"] else "",
            ", ".join(k["columns"]),
        )
        for k in kept
    ]
    return columns(rows, (_("table"), _("rows"), _("ground"), _("until"), _("why"), _("columns")))


def plan_json(plan: Plan) -> dict[str, Any]:
    """A stored plan."""
    return {"plan": plan.number, "sha256": plan.sha256, **plan.summary}
