"""A processor agreement as a sheet: parties, term, every letter of art. 28, sub-processors, assurances and files."""

from collections.abc import Iterator
from typing import TypeVar

from django.utils.translation import gettext as _

from registers.book import records as r
from registers.book.book import Book
from registers.citations import cited
from registers.comparing.titles import named
from registers.comparing.words import in_words
from registers.documents.activitysheets import Surroundings, transfer_section
from registers.documents.sheets import (
    Cell,
    Column,
    Field,
    Form,
    Said,
    Section,
    Sheet,
    lines,
    said,
    table,
)
from registers.register_choices import Answer, Clause, SubProcessorRegime, Verdict

R = TypeVar("R", bound=r.Record)


def agreement_sheet(agreement: r.Agreement, around: Surroundings, *, running: str, version: Said) -> Sheet:
    """The sheet of an agreement."""
    return Sheet(
        uid=agreement.uid,
        number=agreement.number,
        title=agreement.title,
        running=running,
        version=version,
        sections=tuple(make(agreement, around) for make in _SECTIONS),
    )


def _parties(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    other = around.book.party(agreement.counterparty)
    contact = [other.address, other.email, other.phone, other.contact, other.country] if other else []
    return Section(
        title=_("Parties and term"),
        article="art. 28(3), art. 28(9)",
        fields=(
            form.field("organisation", named(around.book, "organisation", agreement.organisation or "")),
            *form.fields("direction"),
            form.field("counterparty", named(around.book, "counterparty", agreement.counterparty)),
            Field(label=_("Contact details of the other side"), value=said("\n".join(filter(None, contact)))),
            *form.fields("status", "signed_by_us", "signed_by_them", "signatories", "in_force_from"),
            *form.after("open_ended", "in_force_until", unless=True),
            *form.fields("notice_days", "renews", "template", "owner", "owner_email"),
            *((form.field("parent", around.titles.get(agreement.parent)),) if agreement.parent else ()),
        ),
    )


def _subject(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    covered = [around.titles.get(one.activity, one.activity) for one in _of(agreement, r.Coverage, around.book)]
    return Section(
        title=_("What it is about"),
        article="art. 28(3)",
        fields=(
            *form.fields("services", "data_categories", "locations"),
            Field(label=_("Activities that it covers"), value=said("\n".join(sorted(covered)))),
        ),
    )


def _clauses(agreement: r.Agreement, around: Surroundings) -> Section:
    checked = {one.clause: one for one in _of(agreement, r.ClauseCheck, around.book)}
    columns = (
        Column(label=_("Article"), width=14),
        Column(label=_("What it must say"), width=34),
        Column(label=_("Verdict"), width=15),
        Column(label=_("Where, and remarks"), width=37),
    )
    return Section(
        title=_("Check of the clauses"),
        article="art. 28(1), (3), (4), (9)",
        tables=table(_("Clauses"), columns, [_clause(clause, checked.get(clause)) for clause in Clause]),
    )


def _clause(clause: Clause, found: r.ClauseCheck | None) -> tuple[Cell, ...]:
    verdict = found.verdict if found else Verdict.UNKNOWN
    remarks = lines(found.place, found.note) if found and (found.place or found.note) else (Said(text="–"),)
    article = _("28(3), last sentence") if clause == Clause.UNLAWFUL else cited(clause.value)
    return (Said(text=article),), (said(clause),), (said(verdict, strong=verdict == Verdict.NO),), remarks


def _subprocessors(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    columns = (
        Column(label=_("Sub-processor"), width=28),
        Column(label=_("Service and country"), width=24),
        Column(label=_("Announced, started, ended"), width=24),
        Column(label=_("Decision, and duties passed on"), width=24),
    )
    rows = [_subprocessor(one, depth, around.book) for one, depth in _chain(agreement, around.book)]
    none = agreement.regime == SubProcessorRegime.NONE
    return Section(
        title=_("Sub-processors"),
        article="art. 28(2), (4)",
        notes=() if rows or none else (Said(text=_("No sub-processors are listed."), missing=True),),
        fields=(
            *form.after(
                "regime", "announce_days", "objection_days", "objection_effect", unless=SubProcessorRegime.NONE
            ),
        ),
        tables=table(_("Sub-processors"), columns, rows),
    )


def _chain(agreement: r.Agreement, book: Book) -> Iterator[tuple[r.SubProcessor, int]]:
    """Each sub-processor with how deep it stands; below it those that it engages. A circle ends where it began."""
    everyone = _of(agreement, r.SubProcessor, book)
    known = {one.uid for one in everyone}
    waiting = [(one, 0) for one in reversed(everyone) if one.parent not in known]
    told: set[str] = set()
    while waiting or len(told) < len(everyone):
        one, depth = waiting.pop() if waiting else (next(o for o in everyone if o.uid not in told), 0)
        if one.uid in told:
            continue
        told.add(one.uid)
        yield one, depth
        waiting.extend((child, depth + 1) for child in reversed(everyone) if child.parent == one.uid)


def _subprocessor(one: r.SubProcessor, depth: int, book: Book) -> tuple[Cell, ...]:
    name = named(book, "party", one.party)
    days = [
        (_("announced %(day)s"), one.announced_on),
        (_("started %(day)s"), one.started_on),
        (_("ended %(day)s"), one.ended_on),
    ]
    decided = [in_words(one.decision), one.decided_by, in_words(one.decided_on) if one.decided_on else ""]
    passed = _("Same duties: %(answer)s") % {"answer": in_words(one.flowdown)}
    return (
        lines(f"{'› ' * depth}{name}"),
        (said(one.service), said(one.country)),
        lines(*(text % {"day": in_words(day)} for text, day in days if day)),
        (*lines(", ".join(filter(None, decided))), Said(text=passed, missing=one.flowdown == Answer.UNKNOWN)),
    )


def _assistance(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    return Section(
        title=_("Breaches and requests of people"),
        article="art. 28(3)(e), (f), art. 33(2)",
        fields=form.fields(
            *("breach_hours", "breach_email", "breach_phone", "breach_content", "request_days", "request_email")
        ),
    )


def _guarantees(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    columns = (
        Column(label=_("Assurance"), width=26),
        Column(label=_("Issued on"), width=18),
        Column(label=_("Valid until"), width=18),
        Column(label=_("Scope, findings, reference"), width=38),
    )
    rows = [
        (
            (said(one.sort),),
            (said(one.issued_on),),
            (said(one.valid_until),),
            (_scope(one), *((said(text),) if (text := one.findings) else ()), said(one.reference)),
        )
        for one in _of(agreement, r.Assurance, around.book)
    ]
    return Section(
        title=_("Guarantees, security and audits"),
        article="art. 28(1), art. 28(3)(c), (h)",
        fields=(
            *form.fields("guarantees_on", "guarantees_by", "measures_annex"),
            *form.fields("audit_right", "audit_notice_days", "audited_on", "next_audit"),
        ),
        notes=() if rows else (Said(text=_("No certificate or report is listed."), missing=True),),
        tables=table(_("Assurances"), columns, rows),
    )


def _scope(one: r.Assurance) -> Said:
    told = _("Scope fits: %(answer)s") % {"answer": in_words(one.scope_fits)}
    return Said(text=told, missing=one.scope_fits == Answer.UNKNOWN)


def _ending(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    return Section(
        title=_("The end, and liability"),
        article="art. 28(3)(g), art. 82",
        fields=(
            *form.fields("deletion_choice", "deletion_days"),
            *form.filled("deletion_proof_on"),
            *form.fields("liability", "insurance", "governing_law"),
        ),
    )


def _transfers(agreement: r.Agreement, around: Surroundings) -> Section:
    rows = _of(agreement, r.Transfer, around.book)
    return transfer_section(None, rows, around.book, article="art. 44–49")


def _files(agreement: r.Agreement, around: Surroundings) -> Section:
    columns = (
        Column(label=_("File"), width=28),
        Column(label=_("Version"), width=12),
        Column(label=_("Added on"), width=18),
        Column(label="SHA-256", width=42),
    )
    rows = [
        (lines(one.name), lines(one.version), (said(one.added_on),), lines(one.sha256))
        for one in _of(agreement, r.AgreementFile, around.book)
    ]
    return Section(
        title=_("Files"),
        article="art. 28(9)",
        notes=() if rows else (Said(text=_("No file is kept."), missing=True),),
        tables=table(_("Files"), columns, rows),
    )


def _keeping(agreement: r.Agreement, around: Surroundings) -> Section:
    form = Form(agreement, around.labels)
    return Section(
        title=_("Keeping the overview"),
        article="art. 5(2), art. 24",
        fields=(
            *form.fields("reviewed_on", "review_months"),
            *form.filled("remarks", "source_system", "source_id"),
            *form.fields("uid"),
        ),
    )


def _of(agreement: r.Agreement, sort: type[R], book: Book) -> tuple[R, ...]:
    return book.of(agreement, sort, by="agreement")


_SECTIONS = (
    *(_parties, _subject, _clauses, _subprocessors, _assistance, _transfers, _guarantees, _ending, _files, _keeping),
)
