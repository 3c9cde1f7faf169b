"""What an incident touches, on paper: activities, clocks and whom to tell, then a sheet for each draft."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.choices import DocumentKind
from registers.documents.papers import Paper, moment
from registers.documents.registerpages import spoken
from registers.documents.sheets import Cell, Column, Field, Said, Section, Sheet, Table, lines, said, table
from registers.incidents.clocks import Clock
from registers.incidents.drafts import Draft, drafts_of
from registers.incidents.incident import Incident
from registers.incidents.touched import Touched
from registers.incidents.wording import report_in_words, way_in_words


def incident_paper(found: Incident, *, case: str, at: dt.datetime) -> Paper:
    """The overview of an incident, asked at ``at``."""
    with spoken():
        drafts = drafts_of(found)
        subject = found.supplier or _("With ourselves")
        return Paper(
            kind=DocumentKind.INCIDENT,
            case=case,
            at=at,
            own=tuple(sorted(one.name for one in found.own)),
            article=_("From the register of processing activities (art. 33 AVG)"),
            title=_("Overview of an incident"),
            subject=subject,
            lead=_("What it touches according to the register as it stood then, and who has to hear until when."),
            figures=_figures(found),
            front=(_asked(found), _activities(found), *_clocks(found)),
            sheets=tuple(_sheet(number, draft) for number, draft in enumerate(drafts, start=1)),
            content=_content(found, drafts),
        )


def _figures(found: Incident) -> tuple[Field, ...]:
    counts = (
        (_("Activities touched"), len(found.touched)),
        (_("Clients to tell"), len(found.clients)),
        (_("Kinds of data"), len(found.categories)),
    )
    return tuple(Field(label=label, value=said(count)) for label, count in counts)


def _asked(found: Incident) -> Section:
    authorities = [f"{name or '?'} ({country})" for country, name in found.authorities.items()]
    return Section(
        title=_("Clock and authority"),
        article="art. 33(1)",
        notes=(Said(text=_("report to that of your head office (art. 56)")),) if found.lead_open else (),
        fields=(
            Field(label=_("When it was"), value=moment(found.asked.at)),
            Field(label=_("We know since"), value=moment(found.asked.aware_at)),
            Field(label=_("Report to the authority until"), value=said(report_in_words(found), strong=True)),
            Field(label=_("Authority"), value=said(tuple(authorities))),
            Field(label=_("Number of people"), value=_people(found)),
        ),
    )


def _people(found: Incident) -> Said:
    unknown = ngettext(
        "of %(n)d activity no number is known", "of %(n)d activities no number is known", found.people_unknown
    )
    told = [said(found.people).text] if found.people else []
    told += [unknown % {"n": found.people_unknown}] if found.people_unknown else []
    return Said(text="; ".join(told) or _("not known"), missing=not found.people)


def _activities(found: Incident) -> Section:
    columns = (
        Column(label=_("Activity"), width=24),
        Column(label=_("How"), width=19),
        Column(label=_("Data"), width=21),
        Column(label=_("Sensitive"), width=25),
        Column(label=_("People"), width=11),
    )
    none = _("The register of that moment names nothing that is touched.")
    more = _("Only the register of today names these; check whether they were touched then:")
    later = ", ".join(f"{one.activity.number} {one.activity.name}" for one in found.only_today)
    notes = [] if found.touched else [Said(text=none, missing=True, strong=True)]
    notes += [Said(text=f"{more} {later}", strong=True)] if later else []
    rows = [_activity(one) for one in found.touched]
    return Section(title=_("Activities touched"), notes=tuple(notes), tables=table(_("Activities"), columns, rows))


def _activity(one: Touched) -> tuple[Cell, ...]:
    flags = ((_("special"), one.special), (_("criminal"), one.criminal), (_("BSN"), one.national_id))
    return (
        (Said(text=f"{one.activity.number} {one.activity.name}", strong=True),),
        lines(*(way_in_words(path) for path in one.paths)),
        lines(one.categories),
        tuple(Said(text=f"{word}: {answer.label}") for word, answer in flags),
        (said(one.people),),
    )


def _clocks(found: Incident) -> list[Section]:
    told = (
        (_("Clients to tell"), "art. 33(2)", _who(_("Clients to tell"), found.clients)),
        (_("Joint controllers: agree who reports"), "art. 26", _joint(found.joint)),
        (_("What the supplier agreed on: it tells us until"), "art. 28(3)", _who(_("Suppliers"), found.agreements)),
    )
    return [Section(title=title, article=article, tables=tables) for title, article, tables in told if tables]


def _joint(clocks: Sequence[Clock]) -> tuple[Table, ...]:
    columns = (
        Column(label=_("Who"), width=28),
        Column(label=_("Division of tasks"), width=42),
        Column(label=_("Where"), width=30),
    )
    rows = [(_named(one), (*lines(one.content), *_since(one)), lines(one.email, one.phone)) for one in clocks]
    return table(_("Joint controllers"), columns, rows)


def _who(title: str, clocks: Sequence[Clock]) -> tuple[Table, ...]:
    columns = (
        Column(label=_("Who"), width=26),
        Column(label=_("Agreement"), width=22),
        Column(label=_("Until"), width=22),
        Column(label=_("Where"), width=30),
    )
    return table(title, columns, [_clock(one) for one in clocks])


def _clock(one: Clock) -> tuple[Cell, ...]:
    agreement = [Said(text=one.number)] if one.agreement else [Said(text=_("no agreement"), missing=True)]
    agreement += [Said(text=_("not in force"), missing=True)] if one.agreement and not one.in_force else []
    none = Said(text=_("no term agreed on; without undue delay"))
    return (
        _named(one),
        (*agreement, *_since(one)),
        (moment(one.due) if one.due else none,),
        lines(one.email, one.phone),
    )


def _named(one: Clock) -> Cell:
    return Said(text=one.name, strong=True), *(Said(text=number) for number in one.activities)


def _since(one: Clock) -> Cell:
    return (Said(text=_("changed since: check today’s"), missing=True),) if one.changed_since else ()


def _sheet(number: int, draft: Draft) -> Sheet:
    fields = tuple(Field(label=one.label, value=Said(text=one.text, missing=not one.known)) for one in draft.pieces)
    told = _("A draft from the register. Check every word; what is marked nobody knows yet.")
    return Sheet(
        uid=str(number),
        number=str(number),
        title=draft.title,
        running=_("Draft"),
        version=Said(text=told),
        sections=(Section(title=_("Draft"), fields=fields),),
    )


def _content(found: Incident, drafts: Sequence[Draft]) -> dict[str, Any]:
    """For machines: what was asked, and each answer by the uid and number of its record."""
    return {
        "asked": found.asked,
        "supplier": found.supplier,
        "report_by": found.report_by,
        "report_hours": found.report_hours,
        "touched": [_plain(one) for one in found.touched],
        "only_today": [_plain(one) for one in found.only_today],
        "clients": found.clients,
        "agreements": found.agreements,
        "joint": found.joint,
        "people": found.people,
        "people_unknown": found.people_unknown,
        "authorities": found.authorities,
        "own": [one.name for one in found.own],
        "drafts": list(drafts),
    }


def _plain(one: Touched) -> dict[str, Any]:
    names = ("paths", "categories", "subjects", "special", "criminal", "national_id", "people")
    record = {"uid": one.activity.uid, "number": one.activity.number, "name": one.activity.name}
    return {**record, **{name: getattr(one, name) for name in names}}
