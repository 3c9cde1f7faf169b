"""What the page of one request shows, in a fixed number of queries. Values of the person only for who handles it."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.admin.reading import indented
from registers.choices import IdentifierKind
from registers.citations import cited
from registers.models import Document
from registers.selectors import entries_of
from subjects.admin.due import due_state
from subjects.admin.notices import shown_notices
from subjects.admin.telling import way_out
from subjects.admin.verbs import APPROVE, HANDLE, VERBS, offered_to
from subjects.choices import CandidateStatus, Right, Status, StepStatus
from subjects.models import Candidate, Plan, Restriction, Step, SubjectRequest
from subjects.planning.notes import note_text, searched_text
from subjects.selectors import claimed_due_of
from subjects.words import action_word, left_word, note_words, treatment_word, verb_word, word

LONGEST = 200


REVIEWABLE = frozenset({Status.PLANNED, Status.APPROVED, Status.BLOCKED})


def page_of(request: SubjectRequest, *, user: User, today: dt.date) -> dict[str, Any]:
    """Everything the page of a request needs."""
    handles = user.has_perm(HANDLE)
    candidates = candidates_of(request, keys=handles)
    first, others = offered_to(request, user)
    plans = list(request.plans.select_related("made_by", "approval__by").defer("body", "secret", "terms"))
    plan = _current(plans)
    own_plan = plan is not None and request.status == Status.PLANNED and plan.made_by_id == user.pk
    if own_plan and first is not None and first.name == "approve":
        first = None
    return {
        "subject": request,
        "due": due_state(request, today=today),
        "way_out": way_out(request.block_code),
        "handles": handles,
        "first": first,
        "others": others,
        **_eyes(request, user, own_plan=own_plan),
        "road": road_of(request),
        "waits": list(request.waits.all()),
        "restriction": Restriction.objects.filter(request=request).first(),
        "claimed_due": claimed_due_of(request, today=today),
        "identifiers": identifiers_of(request) if handles else [],
        "candidates": candidates,
        "undecided": sum(one["row"].status == CandidateStatus.OPEN for one in candidates),
        "corrects": request.right == Right.RECTIFICATION,
        "corrections": list(request.corrections.select_related("stated_by").defer("values")),
        "correctable": handles and VERBS["drop"].offered(request),
        "deciding": handles and VERBS["decide"].offered(request),
        "plan_open": request.status in {*REVIEWABLE, Status.EXECUTING},
        "can_preview": Right(request.right).rewrites and request.status in REVIEWABLE,
        "plan": plan,
        "plans": plans,
        "summary": summary_of(plan) if plan else None,
        **_after(request, handles=handles),
        "documents": list(Document.objects.filter(case=request.case).order_by("id")),
        "events": events_of(request),
        "evidence": evidence_of(request) if user.has_perm("registers.view_evidenceentry") else None,
        **steps_of(request),
    }


def _after(request: SubjectRequest, *, handles: bool) -> dict[str, Any]:
    """What comes after the work: who hears of it, and what waits for a later day."""
    return {"notices": shown_notices(request, handles=handles), "deferrals": list(request.deferrals.all())}


def _current(plans: list[Plan]) -> Plan | None:
    return next((one for one in reversed(plans) if not one.superseded and one.purpose == "request"), None)


def _eyes(request: SubjectRequest, user: User, *, own_plan: bool) -> dict[str, bool]:
    """Why somebody else has to approve: the plan is this user's own, or this user may not."""
    open_plan = request.status == Status.PLANNED and Right(request.right).rewrites
    approves = user.has_perm(APPROVE)
    return {"four_eyes": open_plan and own_plan and approves, "awaits_approval": open_plan and not approves}


ROAD = (
    *(Status.RECEIVED, Status.IDENTIFIED, Status.LOCATED, Status.PLANNED, Status.APPROVED),
    *(Status.EXECUTING, Status.EXECUTED, Status.ANSWERED, Status.CLOSED),
)


def road_of(request: SubjectRequest) -> list[dict[str, Any]]:
    """The stations of the ordinary road, and which of them this request has reached."""
    stations = [one for one in ROAD if one is not Status.APPROVED or Right(request.right).rewrites]
    here = stations.index(Status(request.status)) if request.status in stations else -1
    return [{"label": one.label, "here": place == here, "past": place < here} for place, one in enumerate(stations)]


def identifiers_of(request: SubjectRequest) -> list[dict[str, Any]]:
    """Kinds, with values that are recognised by who knows them and by nobody else."""
    return [
        {"kind": one.get_kind_display(), "value": masked(one.kind, one.value), "learned": one.learned}
        for one in request.identifiers.all()
    ]


def masked(kind: str, value: str) -> str:
    """The first sign and the last two; of an e-mail address the first sign and the last part of the domain."""
    if kind == IdentifierKind.EMAIL:
        return f"{value[:1]}•••@•••.{value.rpartition('.')[2]}"
    return f"{value[:1]}•••{value[-2:]}" if len(value) > 5 else "•••"


def candidates_of(request: SubjectRequest, *, keys: bool) -> list[dict[str, Any]]:
    """Candidates with the grounds of their match in words; without ``keys`` the row itself isn't named."""
    found = request.candidates.select_related("decided_by")
    return [
        {
            "row": one,
            "tone": {"subject": "fine", "other": "done"}.get(one.status, "soon"),
            "keys": _keys_text(one) if keys else "",
            "grounds": [
                {
                    "kind": IdentifierKind(ground["kind"]).label,
                    "column": ground["column"],
                    "agrees": ground["agrees"],
                }
                for ground in one.grounds
            ],
        }
        for one in found
    ]


def _keys_text(candidate: Candidate) -> str:
    keys = ["/".join(str(part) for part in key) for key in candidate.key or ()]
    return ", ".join(keys[:3]) + ("…" if len(keys) > 3 else "")


def summary_of(plan: Plan) -> dict[str, Any]:
    """The summary of a plan with words for its actions, treatments and remarks."""
    return {
        "rows": plan.summary["rows"],
        "made_on": dt.date.fromisoformat(plan.summary["made_on"]),
        "sources": [_source(source) for source in plan.summary["sources"]],
    }


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return {
        **source,
        "operations": [_operation(one) for one in source["operations"]],
        "kept": _kept(source["kept"]),
        "basis": [_along(one) for one in source.get("basis", ())],
        "deferrals": [
            {
                "on": dt.date.fromisoformat(later["on"]),
                "duty": later["duty"],
                "rows": sum(one["rows"] for one in later["operations"]),
                "tables": [_operation(one) for one in later["operations"]],
            }
            for later in source["deferrals"]
        ],
        "notes": [*searched_text(source.get("searched", ())), *(note_text(note) for note in source["notes"])],
    }


def _along(table: dict[str, Any]) -> dict[str, Any]:
    """Whether a table goes along under art. 20, and on which grounds."""
    why = left_word(table["left"], table.get("shared", 0))
    return {**table, "grounds": [cited(ground) for ground in table["grounds"]], "why": why}


def _kept(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is kept, with one line for the same fields on the same ground, and in it each date with its rows."""
    lines: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in found:
        key = (one["table"], one["ground"], one["reason"], *one["columns"])
        words = {"ground": cited(one["ground"]), "reason": _(one["reason"]) if one["reason"] else ""}
        line = lines.setdefault(key, {**one, **words, "rows": 0, "until": []})
        line["rows"] += one["rows"]
        line["until"].append((_day(one["until"]), one["rows"]))
    return list(lines.values())


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    columns = [(name, treatment_word(treatment)) for name, treatment in operation["columns"]]
    return {**operation, "columns": columns, "word": action_word(operation["action"])}


def _day(text: str) -> str:
    try:
        return date_format(dt.date.fromisoformat(text), "j F Y")
    except ValueError:
        return text or "–"


def steps_of(request: SubjectRequest) -> dict[str, Any]:
    """The steps of all plans with their receipts, and whether work goes on."""
    found = Step.objects.filter(plan__request=request).select_related("plan", "receipt").order_by("plan", "id")
    steps = list(found.defer("intent", "plan__body", "plan__secret", "plan__terms"))
    tones = {"done": "fine", "blocked": "late", "running": "soon", "pending": "done"}
    rows = [
        {
            "step": step,
            "tone": tones[step.status],
            "way_out": way_out(step.error_code),
            "receipt": getattr(step, "receipt", None),
            "body": indented(step.receipt.body) if hasattr(step, "receipt") else "",
        }
        for step in steps
    ]
    busy = request.status == Status.EXECUTING
    done = sum(step.status == StepStatus.DONE for step in steps)
    return {"steps": rows, "busy": busy, "done": done}


def events_of(request: SubjectRequest) -> list[dict[str, Any]]:
    """The events of the request with words for what was done and for where it went."""
    return [
        {
            "event": event,
            "note": note_words(event.note),
            "word": verb_word(event.verb),
            "to": word(Status, event.to_status),
        }
        for event in request.events.select_related("actor")
    ]


def evidence_of(request: SubjectRequest) -> QuerySet[Any]:
    """The entries of the case with the seal over each."""
    return entries_of(request.case).select_related("leaf__seal")[:LONGEST]
