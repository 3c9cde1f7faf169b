"""What a person is told about an activity: the pieces of information of art. 13, 14 and 15(1), out of the book.

Each answer is text in the language that is active, or '' when the register does not say it: the reader decides how to
show that, and never reads an unknown as a no.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.book.book import Book
from registers.book.records import Activity, Adequacy, Engagement, Joint, Line, Purpose, Recipient, Retention, Transfer
from registers.register_choices import Answer, LegalBasis, RecipientKind


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers about one activity; '' is not recorded."""

    purposes: str = ""
    grounds: str = ""
    categories: str = ""
    recipients: str = ""
    safeguards: str = ""
    retention: str = ""
    origin: str = ""
    obligation: str = ""
    automated: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldActivity:
    """An activity of the register with its answers. ``version`` 0: nobody signed it off; the hash is of the draft.

    ``whole``: it was signed off with the register as a whole, and version and hash are those of the whole.
    """

    uid: str
    number: str
    name: str
    version: int
    whole: bool = False
    sha256: str
    answers: Answers


def answers(book: Book, activity: Activity) -> Answers:
    """What the register says about an activity. The activity is one of the book's."""
    purposes, lines = book.purposes(activity), book.lines(activity)
    return Answers(
        purposes=_listed(purpose.text.strip() for purpose in purposes),
        grounds=_listed(_ground(purpose, single=len(purposes) == 1) for purpose in purposes if purpose.basis),
        categories=_listed(_category(line) for line in lines),
        recipients=_recipients(book, activity),
        safeguards=_safeguards(book, activity),
        retention=_listed(_retention(book, line) for line in lines),
        origin=_listed(_origin(line) for line in lines),
        obligation=_listed(_obligation(line) for line in lines),
        automated=_automated(activity),
    )


def _listed(texts: Iterable[str]) -> str:
    """Each text once, in order, on a line of its own."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _ground(purpose: Purpose, *, single: bool) -> str:
    basis = str(LegalBasis(purpose.basis).label) if purpose.basis else ""
    parts = [basis, purpose.statute, purpose.explanation]
    if purpose.basis == LegalBasis.LEGITIMATE and purpose.interest:
        parts.append(_("Our interest: %(interest)s") % {"interest": purpose.interest.strip()})
    ground = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    return capfirst(ground) if single else f"{purpose.text.strip().rstrip('.')}: {ground}"


def _category(line: Line) -> str:
    name = capfirst(str(line.category.label))
    return f"{name}: {line.data.strip()}" if line.data.strip() else name


def _recipients(book: Book, activity: Activity) -> str:
    named = [_recipient(book, recipient) for recipient in book.of(activity, Recipient) if not recipient.planned]
    processors = [_processor(book, engagement) for engagement in book.of(activity, Engagement)]
    joints = [
        _("%(name)s, with whom we decide on the use together") % {"name": party.name}
        for joint in book.of(activity, Joint)
        if (party := book.party(joint.party))
    ]
    found = _listed([*named, *processors, *joints])
    if not found and activity.recipients == Answer.NO:
        return _("Nobody outside our organisation.")
    return found


def _recipient(book: Book, recipient: Recipient) -> str:
    party = book.party(recipient.party)
    text = recipient.text.strip()
    if recipient.sort == RecipientKind.INTERNAL:
        return _("%(text)s (within our organisation)") % {"text": text}
    return f"{party.name}: {text}" if party and party.name.casefold() not in text.casefold() else text


def _processor(book: Book, engagement: Engagement) -> str:
    party = book.party(engagement.party)
    if party is None:
        return ""
    if not engagement.service:
        return _("%(name)s, who works for us") % {"name": party.name}
    return _("%(name)s, who works for us: %(service)s") % {"name": party.name, "service": engagement.service}


def _safeguards(book: Book, activity: Activity) -> str:
    transfers = book.of(activity, Transfer)
    if not transfers:
        return _("No, the data stay within the EEA.") if activity.transfers == Answer.NO else ""
    return _listed(_transfer(book, transfer) for transfer in transfers)


def _transfer(book: Book, transfer: Transfer) -> str:
    party = book.party(transfer.party)
    place = country_name(book, transfer.country)
    where = f"{party.name} ({place})" if party else place
    if transfer.mechanism is None:
        return _("%(where)s: our register does not say on what this rests") % {"where": where}
    rest = f"; {transfer.document.strip()}" if transfer.document.strip() else ""
    return f"{where}: {transfer.mechanism.label}{rest}"


def country_name(book: Book, code: str) -> str:
    """The name of a country where the book knows it, else its code."""
    return next((row.label for row in book.all(Adequacy) if row.country == code and row.label), code)


def _retention(book: Book, line: Line) -> str:
    rule = book.retention(line)
    term = term_in_words(rule) if rule else line.retention_criterion.strip()
    return f"{capfirst(str(line.category.label))}: {term}" if term else ""


def term_in_words(rule: Retention) -> str:
    """ "24 months after the end of the contract", or the criterion; '' when the rule says neither."""
    if rule.months is None:
        return rule.criterion.strip()
    if rule.months and rule.months % 12 == 0:
        term = ngettext("%(n)s year", "%(n)s years", rule.months // 12) % {"n": rule.months // 12}
    else:
        term = ngettext("%(n)s month", "%(n)s months", rule.months) % {"n": rule.months}
    if not rule.start_event.strip():
        return term
    return _("%(term)s, counted from: %(event)s") % {"term": term, "event": rule.start_event.strip()}


def _origin(line: Line) -> str:
    if line.origin is None:
        return f"{capfirst(str(line.category.label))}: {line.origin_text.strip()}" if line.origin_text.strip() else ""
    text = str(line.origin.label)
    if line.origin_text.strip() and line.origin_text.strip().casefold() != text.casefold():
        text = f"{text} ({line.origin_text.strip()})"
    return f"{capfirst(str(line.category.label))}: {text}"


def _obligation(line: Line) -> str:
    name = capfirst(str(line.category.label))
    if line.obliged == Answer.YES:
        effect = line.refusal_effect.strip()
        return _("%(name)s: you have to give them. %(effect)s") % {"name": name, "effect": effect}
    if line.obliged == Answer.NO:
        return _("%(name)s: you need not give them.") % {"name": name}
    return ""


def _automated(activity: Activity) -> str:
    if activity.automated == Answer.NO:
        return _("No, no computer decides about you.")
    if activity.automated != Answer.YES:
        return ""
    yes = _("Yes, a computer takes decisions.")
    parts = (yes, activity.automated_logic.strip(), activity.automated_effects.strip())
    return " ".join(part for part in parts if part)
