"""A processing activity as a sheet: first the limbs that art. 30 demands of its role, then what else was recorded.

A change of role loses no limb: what art. 30(2) does not ask of a processor is printed when somebody filled it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registers.book import records as r
from registers.book.book import Book
from registers.comparing.titles import named
from registers.comparing.values import Labels
from registers.comparing.words import in_words, is_blank
from registers.documents.linetables import line_tables
from registers.documents.sheets import (
    Column,
    Field,
    Form,
    Said,
    Section,
    Sheet,
    lines,
    said,
    table,
    tristate,
)
from registers.publishing.fields import PublicField
from registers.register_choices import ActivityRole, Answer, LegalBasis, RecordStatus


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a sheet needs beside its record: the book, the labels, and the titles of records outside the book."""

    book: Book
    labels: Labels
    titles: Mapping[str, str]


def activity_sheet(activity: r.Activity, around: Surroundings, *, running: str, version: Said) -> Sheet:
    """The sheet of an activity."""
    demanded = _AS_PROCESSOR if activity.role == ActivityRole.PROCESSOR else _AS_CONTROLLER
    sections = [make(activity, around) for make in (*demanded, *_ALWAYS)]
    others = [make(activity, around) for make in _AS_CONTROLLER if make not in demanded]
    return Sheet(
        uid=activity.uid,
        number=activity.number,
        title=activity.name,
        running=running,
        version=version,
        sections=(*sections, *(_kept_all_the_same(section) for section in others if not section.silent)),
    )


def _kept_all_the_same(section: Section) -> Section:
    note = Said(text=_("Art. 30(2) does not ask for this; it was recorded all the same."))
    return replace(section, notes=(note, *section.notes))


def _identity(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    return Section(
        title=_("The activity"),
        article="art. 30(1)(a)" if activity.role == ActivityRole.CONTROLLER else "art. 30(2)(a)",
        fields=(
            *form.fields("role"),
            form.field("organisation", named(around.book, "organisation", activity.organisation or "")),
            *_officer(activity, around),
            *form.fields("description", "department", "owner", "owner_email", "status", "started_on"),
            *(form.fields("ended_on") if activity.status == RecordStatus.ENDED else form.filled("ended_on")),
            *form.fields("volume", "core"),
            *_relatives(activity, around, form),
        ),
    )


def _officer(activity: r.Activity, around: Surroundings) -> tuple[Field, ...]:
    officers = around.book.of(activity.organisation, r.Officer, by="party") if activity.organisation else ()
    party = around.book.party(activity.organisation)
    reason = party.no_dpo_reason if party and not officers else ""
    names = "; ".join(", ".join(filter(None, (one.name, one.email, one.phone))) for one in officers)
    return (Field(label=_("Data protection officer"), value=said(names or reason)),)


def _relatives(activity: r.Activity, around: Surroundings, form: Form) -> tuple[Field, ...]:
    found = [(name, uid) for name in ("parent", "successor") if (uid := getattr(activity, name))]
    return tuple(form.field(name, around.titles.get(uid, uid)) for name, uid in found)


def _purposes(activity: r.Activity, around: Surroundings) -> Section:
    purposes = around.book.purposes(activity)
    columns = (
        Column(label=_("No."), width=6),
        Column(label=_("Purpose"), width=38),
        Column(label=_("Legal basis"), width=24),
        Column(label=_("Explanation and statute"), width=32),
    )
    rows = [
        (lines(str(place)), lines(one.text), (said(one.basis),), lines(one.explanation, one.statute))
        for place, one in enumerate(purposes, start=1)
    ]
    return Section(
        title=_("Purposes and legal bases"),
        article="art. 30(1)(b), art. 6(1)",
        notes=() if purposes else (Said(text=_("No purpose is recorded."), missing=True),),
        tables=table(_("Purposes"), columns, rows),
        fields=tuple(
            Field(label=_("Purpose %(number)d: %(label)s") % {"number": place, "label": field.label}, value=field.value)
            for place, one in enumerate(purposes, start=1)
            for field in _weighing(one, around.labels)
        ),
    )


def _weighing(purpose: r.Purpose, labels: Labels) -> tuple[Field, ...]:
    """The balancing test of art. 6(1)(f); of another basis only what was filled in."""
    form, names = Form(purpose, labels), ("interest", "necessity", "balancing", "balanced_on", "balanced_by")
    if purpose.basis == LegalBasis.LEGITIMATE:
        return form.fields(*names, "balance_outcome")
    answered = form.fields("balance_outcome") if purpose.balance_outcome != Answer.UNKNOWN else ()
    return (*form.filled(*names), *answered)


def _data(activity: r.Activity, around: Surroundings) -> Section:
    tables = line_tables(activity, around.book)
    return Section(
        title=_("People, data and how long they are kept"),
        article="art. 30(1)(c), (f)",
        notes=() if tables else (Said(text=_("No people and no data are recorded."), missing=True),),
        tables=tables,
    )


def _recipients(activity: r.Activity, around: Surroundings) -> Section:
    rows = sorted(around.book.of(activity, r.Recipient), key=lambda one: one.position)
    columns = (
        Column(label=_("Recipient"), width=40),
        Column(label=_("Sort"), width=20),
        Column(label=_("Country"), width=10),
        Column(label=_("Remarks"), width=30),
    )
    return Section(
        title=_("Recipients"),
        article="art. 30(1)(d)",
        notes=tristate(activity.recipients, len(rows), none=_("There are no recipients.")),
        tables=table(_("Recipients"), columns, [_recipient(one, around.book) for one in rows]),
    )


def _recipient(one: r.Recipient, book: Book) -> tuple[tuple[Said, ...], ...]:
    remarks = [_("planned, not yet supplied")] if one.planned else []
    line = named(book, "line", one.line or "")
    if line:
        remarks.append(_("only line %(line)s") % {"line": line})
    if one.notice_email:
        remarks.append(_("notices to %(email)s") % {"email": one.notice_email})
    party = named(book, "party", one.party or "")
    who = lines(one.text, party if party != one.text else "")
    return who, (said(one.sort),), (said(one.country),), lines(*remarks) if remarks else (Said(text="–"),)


def _processors(activity: r.Activity, around: Surroundings) -> Section:
    rows = around.book.of(activity, r.Engagement)
    covered = [one.agreement for one in around.book.of(activity, r.Coverage)]
    agreements = [around.titles.get(uid, uid) for uid in covered]
    columns = (
        Column(label=_("Processor"), width=40),
        Column(label=_("Service"), width=38),
        Column(label=_("Keeps the data for (months)"), width=22),
    )
    cells = [(lines(named(around.book, "party", o.party)), lines(o.service), (said(o.retention_months),)) for o in rows]
    label = _("Agreements that cover this activity")
    fields = (Field(label=label, value=said(", ".join(sorted(agreements)))),) if rows or agreements else ()
    return Section(
        title=_("Processors"),
        article="art. 28",
        notes=tristate(activity.processors, len(rows), none=_("No processors work on it.")),
        tables=table(_("Processors at work"), columns, cells),
        fields=fields,
    )


def _joint(activity: r.Activity, around: Surroundings) -> Section:
    rows = around.book.of(activity, r.Joint)
    columns = (
        Column(label=_("Organisation"), width=28),
        Column(label=_("Division of tasks"), width=47),
        Column(label=_("Contact point for people"), width=25),
    )
    cells = [(lines(named(around.book, "party", o.party)), lines(o.division), lines(o.contact_point)) for o in rows]
    return Section(
        title=_("Joint controllers"),
        article="art. 26, art. 30(1)(a)",
        notes=tristate(activity.joint, len(rows), none=_("There are no joint controllers.")),
        tables=table(_("Joint controllers"), columns, cells),
    )


def _clients(activity: r.Activity, around: Surroundings) -> Section:
    rows = around.book.of(activity, r.Client)
    columns = (
        Column(label=_("Client"), width=30),
        Column(label=_("Data protection officer"), width=22),
        Column(label=_("Categories of processing"), width=34),
        Column(label=_("People"), width=14),
    )
    return Section(
        title=_("Clients and categories of processing"),
        article="art. 30(2)(a), (b)",
        notes=() if rows else (Said(text=_("No client is recorded."), missing=True),),
        tables=table(_("Clients"), columns, [_client(one, around.book) for one in rows]),
    )


def _client(one: r.Client, book: Book) -> tuple[tuple[Said, ...], ...]:
    party = book.party(one.party)
    contact = [party.name, party.address, party.email, party.phone, party.contact] if party else [one.party]
    officers = [
        ", ".join(filter(None, (officer.name, officer.email))) for officer in book.of(one.party, r.Officer, by="party")
    ]
    return (
        lines(*contact, one.remarks),
        lines(one.officer, *officers),
        (said(one.operations),),
        (said(one.volume),),
    )


def transfer_section(answer: Answer | None, rows: tuple[r.Transfer, ...], book: Book, *, article: str) -> Section:
    """Transfers to third countries, of an activity or an agreement (which has no question of its own)."""
    columns = (
        Column(label=_("Country"), width=10),
        Column(label=_("To whom and how"), width=30),
        Column(label=_("Rests on"), width=28),
        Column(label=_("Assessment and documents"), width=32),
    )
    return Section(
        title=_("Transfers outside the EEA"),
        article=article,
        notes=tristate(answer or Answer.UNKNOWN, len(rows), none=_("Data do not leave the EEA.")),
        tables=table(_("Transfers"), columns, [_transfer(one, book) for one in rows]),
    )


def _transfer(one: r.Transfer, book: Book) -> tuple[tuple[Said, ...], ...]:
    assessed = _("assessed on %(day)s") % {"day": in_words(one.assessed_on)} if one.assessed_on else ""
    return (
        lines(one.country),
        (said(named(book, "party", one.party or "")), said(one.sort)),
        (said(one.mechanism), *(() if is_blank(one.module) else (said(one.module),))),
        lines(assessed, one.assessment, one.document),
    )


def _transfers(activity: r.Activity, around: Surroundings) -> Section:
    article = "art. 30(1)(e)" if activity.role == ActivityRole.CONTROLLER else "art. 30(2)(c)"
    return transfer_section(activity.transfers, around.book.of(activity, r.Transfer), around.book, article=article)


def _security(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    taken = [around.book.find(r.Measure, one.measure) for one in around.book.of(activity, r.ActivityMeasure)]
    names = [f"{one.name}: {one.description}" if one.description else one.name for one in taken if one]
    return Section(
        title=_("Security"),
        article="art. 30(1)(g), art. 32" if activity.role == ActivityRole.CONTROLLER else "art. 30(2)(d), art. 32",
        fields=(
            *form.fields("security", "pseudonymised", "encrypted"),
            Field(label=_("Measures"), value=said("\n".join(names))),
        ),
    )


def _decisions(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    return Section(
        title=_("Automated decisions and profiling"),
        article="art. 22, art. 13(2)(f)",
        fields=(
            *form.after("automated", "automated_logic", "automated_effects"),
            *form.fields("profiling"),
            *form.after("ai_used"),
            *(form.fields("ai_trains") if activity.ai_used != Answer.NO else ()),
        ),
    )


def _rights(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    return Section(
        title=_("Informing people, and their rights"),
        article="art. 12–22",
        fields=form.fields("informing", "rights"),
    )


def _assessment(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    return Section(
        title=_("Data protection impact assessment"),
        article="art. 35",
        fields=(
            *form.fields("dpia_needed", "dpia_reason"),
            *form.filled("dpia_ladder", "dpia_kinds", "dpia_criteria"),
            *(
                form.filled("dpia_done_on", "dpia_reference")
                if activity.dpia_needed == Answer.NO
                else form.fields("dpia_done_on", "dpia_reference")
            ),
        ),
    )


def _keeping(activity: r.Activity, around: Surroundings) -> Section:
    form = Form(activity, around.labels)
    return Section(
        title=_("Keeping the register"),
        article="art. 5(2), art. 24",
        fields=(
            *form.fields("reviewed_on", "review_months"),
            *form.filled("officer_remark", "remarks", "catalogue", "catalogue_version", "source_system", "source_id"),
            *form.fields("public"),
            *_published(activity, form),
            *form.fields("uid"),
        ),
    )


def _published(activity: r.Activity, form: Form) -> tuple[Field, ...]:
    labels = dict(PublicField.choices)
    pieces = tuple(str(labels.get(name, name)) for name in activity.public_fields)
    return (form.field("public_fields", pieces),) if pieces else ()


_AS_CONTROLLER = (_identity, _purposes, _data, _recipients, _processors, _joint, _transfers, _security)
_AS_PROCESSOR = (_identity, _clients, _processors, _transfers, _security)
_ALWAYS = (_decisions, _rights, _assessment, _keeping)
