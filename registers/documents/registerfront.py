"""What stands before the sheets: the counts, the organisations of art. 30(1)(a), and the overview of agreements."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.book import records as r
from registers.book.book import Book
from registers.choices import DocumentKind
from registers.comparing.titles import named
from registers.comparing.words import in_words
from registers.documents.registercontent import RegisterDocument, Standing
from registers.documents.sheets import Cell, Column, Field, Form, Said, Section, Table, lines, said, table
from registers.register_choices import ActivityRole, Clause, Verdict


def figures(document: RegisterDocument, listed: Sequence[r.Activity]) -> list[dict[str, Any]]:
    """The counts on the front; none on the document of one record."""
    if document.kind not in {DocumentKind.REGISTER, DocumentKind.AGREEMENTS}:
        return []
    book = document.book
    if document.kind == DocumentKind.AGREEMENTS:
        partners = {agreement.counterparty for agreement in book.agreements}
        return [
            {"label": _("Agreements"), "value": len(book.agreements)},
            {"label": _("Other sides"), "value": len(partners)},
            {"label": _("Sub-processors"), "value": len(book.all(r.SubProcessor))},
            {"label": _("Transfers outside the EEA"), "value": len(book.all(r.Transfer))},
        ]
    controlled = sum(one.role == ActivityRole.CONTROLLER for one in listed)
    signed = sum(_is_signed(document.standings.get(one.uid)) for one in listed)
    return [
        {"label": _("Activities"), "value": len(listed)},
        {"label": _("As controller"), "value": controlled},
        {"label": _("As processor"), "value": len(listed) - controlled},
        {"label": _("Signed off as printed"), "value": signed},
    ]


def _is_signed(standing: Standing | None) -> bool:
    return bool(standing and standing.best and standing.best.unchanged)


def organisations(document: RegisterDocument) -> tuple[Section, ...]:
    """Our own organisations with their contact details and data protection officers (art. 30(1)(a), 30(2)(a))."""
    own = sorted((party for party in document.book.all(r.Party) if party.own), key=lambda party: party.name)
    return tuple(_organisation(party, document) for party in own)


def _organisation(party: r.Party, document: RegisterDocument) -> Section:
    form = Form(party, document.labels)
    officers = document.book.of(party, r.Officer, by="party")
    return Section(
        title=party.name,
        fields=(
            *form.fields("name", "registration", "address", "country", "email", "phone", "contact"),
            *form.filled("representative"),
            *(_officer(officer) for officer in officers),
            *(() if officers else form.fields("no_dpo_reason")),
        ),
    )


def _officer(officer: r.Officer) -> Field:
    since = _("from %(day)s") % {"day": in_words(officer.valid_from)} if officer.valid_from else ""
    until = _("until %(day)s") % {"day": in_words(officer.valid_until)} if officer.valid_until else ""
    contact = ", ".join(filter(None, (officer.name, officer.email, officer.phone, since, until)))
    return Field(label=_("Data protection officer"), value=said(contact))


def overview(document: RegisterDocument) -> tuple[Table, ...]:
    """All agreements, one row each."""
    if document.kind != DocumentKind.AGREEMENTS:
        return ()
    columns = (
        Column(label=_("No."), width=10),
        Column(label=_("Other side and subject"), width=22),
        Column(label=_("Status and term"), width=25),
        Column(label=_("Breaches"), width=18),
        Column(label=_("Sub-processors"), width=13),
        Column(label=_("Clauses of art. 28"), width=12),
    )
    rows = [_agreement(agreement, document) for agreement in document.book.agreements]
    return table(_("Processor agreements"), columns, rows)


def _agreement(agreement: r.Agreement, document: RegisterDocument) -> tuple[Cell, ...]:
    book = document.book
    subs = len(book.of(agreement, r.SubProcessor, by="agreement"))
    hours = agreement.breach_hours
    within = ngettext("within %(count)d hour", "within %(count)d hours", hours or 0) % {"count": hours}
    return (
        lines(agreement.number),
        (Said(text=named(book, "counterparty", agreement.counterparty), strong=True), said(agreement.title)),
        (said(agreement.status), _term(agreement), _side(agreement)),
        (said(within if hours is not None else None), said(agreement.breach_email)),
        (said(agreement.regime), Said(text=_("%(count)d listed") % {"count": subs})),
        _clauses(agreement, book),
    )


def _term(agreement: r.Agreement) -> Said:
    begins = in_words(agreement.in_force_from)
    ends = _("indefinite") if agreement.open_ended and not agreement.in_force_until else ""
    told = _("%(begins)s to %(ends)s") % {"begins": begins, "ends": ends or in_words(agreement.in_force_until)}
    return Said(text=told, missing=agreement.in_force_from is None or not (ends or agreement.in_force_until))


def _side(agreement: r.Agreement) -> Said:
    return Said(text=in_words(agreement.direction))


def _clauses(agreement: r.Agreement, book: Book) -> Cell:
    """How many of the clauses got which verdict; what was not checked counts as such."""
    verdicts = {one.clause: one.verdict for one in book.of(agreement, r.ClauseCheck, by="agreement")}
    counts = dict.fromkeys(Verdict, 0)
    for clause in Clause:
        counts[verdicts.get(clause, Verdict.UNKNOWN)] += 1
    shown = [verdict for verdict in Verdict if counts[verdict]]
    return tuple(
        Said(text=f"{counts[verdict]} {verdict.label}", missing=verdict in {Verdict.UNKNOWN, Verdict.NO})
        for verdict in shown
    )


def coverage(document: RegisterDocument) -> tuple[Table, ...]:
    """Which processor works in which activity, and under which agreement: a processor without one stands out."""
    if document.kind != DocumentKind.AGREEMENTS:
        return ()
    columns = (
        Column(label=_("Activity"), width=32),
        Column(label=_("Processor"), width=26),
        Column(label=_("Service"), width=20),
        Column(label=_("Agreement"), width=22),
    )
    rows = [_covered(one, document) for one in _engagements(document)]
    return table(_("Processors at work, and the agreement that covers them"), columns, rows)


def _engagements(document: RegisterDocument) -> list[r.Engagement]:
    titles = document.titles
    return sorted(document.book.all(r.Engagement), key=lambda one: (titles.get(one.activity, one.activity), one.uid))


def _covered(engagement: r.Engagement, document: RegisterDocument) -> tuple[Cell, ...]:
    book = document.book
    covering = [
        agreement.number
        for one in book.of(engagement.activity, r.Coverage)
        if (agreement := book.find(r.Agreement, one.agreement)) and agreement.counterparty == engagement.party
    ]
    none = Said(text=_("no agreement"), missing=True, strong=True)
    return (
        lines(document.titles.get(engagement.activity, engagement.activity)),
        lines(named(book, "party", engagement.party)),
        lines(engagement.service),
        lines(*sorted(covering)) if covering else (none,),
    )
