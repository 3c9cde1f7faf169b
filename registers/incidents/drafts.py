"""Drafts of what has to be told, without an invented fact.

To the authority (art. 33(3)), to a client (33(2)), to a joint controller (26) and to people (34).

A piece that the register cannot know is not filled in; it says what has to be filled in, and that is how it looks.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.incidents.clocks import HOME, Clock
from registers.incidents.incident import Incident


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a draft. ``known`` is false where somebody has to fill it in."""

    label: str
    text: str
    known: bool = True


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft as a list of pieces, in the order of the law."""

    title: str
    pieces: tuple[Piece, ...]


def drafts_of(found: Incident) -> list[Draft]:
    """All drafts of an incident: to the authority where we report, to each client, to people."""
    first = [to_authority(found)] if found.as_controller else []
    people = [to_people(found)] if found.as_controller else []
    clients = (to_client(found, clock) for clock in found.clients)
    return [*first, *clients, *(to_joint(found, clock) for clock in found.joint), *people]


def to_authority(found: Incident) -> Draft:
    """The pieces of art. 33(3), as the form of the authority asks them."""
    names = ", ".join(sorted({name for name in found.authorities.values() if name}))
    return Draft(
        title=_("Report to the authority (art. 33(3))"),
        pieces=(
            _piece(_("Authority"), names, _("the authority of the country of your head office")),
            _piece(_("Nature of the breach"), _nature(found), _("what happened, how, and whether it goes on")),
            Piece(label=_("Since when you know"), text=moment(found.asked.aware_at)),
            _piece(_("Categories of people"), _subjects(found), _("whose data they are")),
            _piece(_("Number of people"), _people(found), _("how many people, at least and at most")),
            _asked(_("Number of records"), _("how many records, at least and at most")),
            _piece(_("Categories of data"), _categories(found), _("which data they are")),
            _piece(_("Contact"), _contacts(found), _("name and contact details of the officer or another contact")),
            _asked(_("Likely consequences"), _("what this can mean for people")),
            _asked(_("Measures"), _("what you did and will do to end it and to limit the harm")),
            _asked(_("Other member states"), _("whether people in other countries are touched")),
        ),
    )


def to_client(found: Incident, clock: Clock) -> Draft:
    """What a client has to hear of us as its processor (art. 33(2))."""
    agreed = [_piece(_("Agreed content"), clock.content, "")] if clock.content else []
    return Draft(
        title=_("Notice to %(client)s (art. 33(2))") % {"client": clock.name},
        pieces=(
            _piece(_("To"), clock.email or clock.phone, _("where this client is told of a breach")),
            _piece(_("Nature of the breach"), _nature(found), _("what happened, how, and whether it goes on")),
            Piece(label=_("Since when we know"), text=moment(found.asked.aware_at)),
            Piece(label=_("Work that we do for you"), text=", ".join(clock.activities)),
            _asked(_("Your data"), _("which data of this client, of how many people")),
            _asked(_("Likely consequences"), _("what this can mean for people")),
            _asked(_("Measures"), _("what you did and will do to end it and to limit the harm")),
            _piece(_("Contact"), _contacts(found), _("name and contact details of the officer or another contact")),
            *agreed,
        ),
    )


def to_joint(found: Incident, clock: Clock) -> Draft:
    """What a joint controller has to hear, so that one of you reports and nobody counts on the other (art. 26)."""
    told = _("%(activities)s, under joint responsibility") % {"activities": ", ".join(clock.activities)}
    return Draft(
        title=_("Message to %(name)s, joint controller (art. 26)") % {"name": clock.name},
        pieces=(
            _piece(_("To"), clock.email or clock.phone, _("where this organisation is reached at once")),
            _piece(_("Nature of the breach"), _nature(found), _("what happened, how, and whether it goes on")),
            Piece(label=_("Since when you know"), text=moment(found.asked.aware_at)),
            Piece(label=_("Activities touched"), text=told),
            _piece(_("Division of tasks"), clock.content, _("what you agreed on about breaches")),
            _asked(_("Who reports to the authority"), _("which of you, and until when")),
            _asked(_("Who tells the people"), _("which of you, when the risk for them is high")),
            _piece(_("Contact"), _contacts(found), _("name and contact details of the officer or another contact")),
        ),
    )


def to_people(found: Incident) -> Draft:
    """What people have to hear when the risk for them is high (art. 34(2)), in plain language."""
    who = ", ".join(one.name for one in found.own)
    return Draft(
        title=_("Message to people (art. 34), only when the risk is high"),
        pieces=(
            _piece(_("From"), who, _("who you are")),
            _asked(_("What happened"), _("in plain words what happened and when")),
            _piece(_("About which data of yours"), _categories(found), _("which data they are")),
            _asked(_("What can this mean for you"), _("what can happen, also when you are not sure")),
            _asked(_("What do we do"), _("what you did and will do")),
            _asked(_("What can you do yourself"), _("what people can do, such as changing a password")),
            _piece(_("Where can you ask questions"), _contacts(found), _("a phone number or address that is open now")),
        ),
    )


def moment(at: dt.datetime) -> str:
    """A moment at home in words, to the minute."""
    return str(date_format(at.astimezone(HOME), "j F Y, H:i"))


def _piece(label: str, text: str, ask: str) -> Piece:
    return Piece(label=label, text=text) if text else _asked(label, ask)


def _asked(label: str, ask: str) -> Piece:
    return Piece(label=label, text=_("[to fill in: %(what)s]") % {"what": ask}, known=False)


def _nature(found: Incident) -> str:
    """Only where and when; what happened nobody told the register."""
    if not found.supplier:
        return ""
    told = _("An incident at %(supplier)s on %(moment)s. [to fill in: %(what)s]")
    facts = {"supplier": found.supplier, "moment": moment(found.asked.at)}
    return told % {**facts, "what": _("what happened, how, and whether it goes on")}


def _subjects(found: Incident) -> str:
    return ", ".join(dict.fromkeys(name.strip() for one in found.touched for name in one.subjects))


def _people(found: Incident) -> str:
    if not found.people:
        return ""
    known = ngettext("%(n)d according to the register", "%(n)d according to the register", found.people)
    told = known % {"n": found.people}
    if not found.people_unknown:
        return told
    more = ngettext(
        "of %(n)d activity no number is known", "of %(n)d activities no number is known", found.people_unknown
    )
    return f"{told}; {more % {'n': found.people_unknown}}"


def _categories(found: Incident) -> str:
    return ", ".join(str(category.label) for category in found.categories)


def _contacts(found: Incident) -> str:
    officers = [", ".join(filter(None, (one.name, one.email, one.phone))) for one in found.officers]
    return "; ".join(officers or [", ".join((one.name, one.email)) for one in found.own if one.email])
