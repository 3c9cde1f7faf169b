"""The lines of an activity as tables: whose data for which purpose, and once below it the retention rules they name."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.book import records as r
from registers.book.book import Book
from registers.citations import cited
from registers.comparing.words import in_words
from registers.documents.sheets import Cell, Column, Said, Table, lines, said, table
from registers.register_choices import Answer, Presence


def line_tables(activity: r.Activity, book: Book) -> tuple[Table, ...]:
    """The table of lines and the table of their retention rules; nothing without lines."""
    rows = book.lines(activity)
    numbers = {one.uid: place for place, one in enumerate(book.purposes(activity), start=1)}
    columns = (
        Column(label=_("No."), width=5),
        Column(label=_("Whose data"), width=15),
        Column(label=_("Which data"), width=31),
        Column(label=_("For purpose"), width=9),
        Column(label=_("Kept for"), width=17),
        Column(label=_("From where, and where they are"), width=23),
    )
    cells = [_line(place, one, book, numbers) for place, one in enumerate(rows, start=1)]
    return (*table(_("People and data"), columns, cells), *_rules(rows, book))


def _line(place: int, line: r.Line, book: Book, numbers: dict[str, int]) -> tuple[Cell, ...]:
    rule = book.retention(line)
    number = numbers.get(line.purpose or "")
    return (
        lines(str(place)),
        lines(line.subjects),
        (Said(text=capfirst(in_words(line.category)), strong=True), said(line.data), _special(line)),
        (said(number),),
        lines(rule.name if rule else "", line.retention_criterion),
        (*_origin(line), _place(line, book)),
    )


def _special(line: r.Line) -> Said:
    """What art. 9, art. 10 and art. 46 UAVG ask of a line; three times no is said in one breath."""
    asked = (
        (_("special categories"), line.special, (line.special_kinds, line.condition, line.condition_law)),
        (_("criminal data"), line.criminal, (line.criminal_law,)),
        (_("citizen service number"), line.national_id, (line.national_id_law,)),
    )
    if all(presence == Presence.NO for _label, presence, _more in asked):
        return Said(text=_("No special or criminal data, no citizen service number"))
    told = []
    for label, presence, more in asked:
        facts = ", ".join(in_words(fact) for fact in more if fact)
        told.append(f"{label}: {in_words(presence)} ({facts})" if facts else f"{label}: {in_words(presence)}")
    unknown = any(presence == Presence.UNKNOWN for _label, presence, _more in asked)
    return Said(text=capfirst("; ".join(told)), missing=unknown)


def _origin(line: r.Line) -> Iterator[Said]:
    origin = in_words(line.origin) if line.origin else ""
    told = ": ".join(filter(None, (origin, line.origin_text)))
    yield Said(text=told) if told else Said(text=_("Source: not filled in"), missing=True)
    if line.obliged == Answer.UNKNOWN:
        yield Said(text=_("Obliged to give: not answered"), missing=True)
        return
    obliged = _("Obliged to give: %(answer)s") % {"answer": in_words(line.obliged)}
    yield Said(text=f"{obliged} ({line.refusal_effect})" if line.refusal_effect else obliged)


def _place(line: r.Line, book: Book) -> Said:
    systems = [book.find(r.System, one.system) for one in book.of(line, r.LineSystem, by="line")]
    names = ", ".join(f"{one.name} ({one.country})" if one.country else one.name for one in systems if one)
    return Said(text=_("In: %(systems)s") % {"systems": names or in_words(None)}, missing=not names)


def _rules(rows: tuple[r.Line, ...], book: Book) -> tuple[Table, ...]:
    """The retention rules that the lines name, each once."""
    named = {rule.uid: rule for line in rows if (rule := book.retention(line))}
    columns = (
        Column(label=_("Retention rule"), width=22),
        Column(label=_("How long, and after what"), width=28),
        Column(label=_("Why"), width=28),
        Column(label=_("Afterwards, and whether it is kept to"), width=22),
    )
    cells = [_rule(rule, book) for rule in sorted(named.values(), key=lambda rule: rule.name)]
    return table(_("Retention rules"), columns, cells)


def _rule(rule: r.Retention, book: Book) -> tuple[Cell, ...]:
    duty = book.duty(rule)
    parts = filter(None, (duty.law, cited(duty.article))) if duty else ()
    law = duty.status.marked(f"{duty.label} ({'; art. '.join(parts)})") if duty else ""
    executor = _("by %(who)s") % {"who": rule.executor} if rule.executor else ""
    kept = _("Kept to: %(answer)s") % {"answer": in_words(rule.kept_to)}
    return (
        lines(rule.name),
        (*lines(_period(rule), rule.criterion), *_range(rule)),
        lines(cited(rule.ground), law),
        (
            *lines(capfirst(in_words(rule.fate)), executor),
            Said(text=kept, missing=rule.kept_to == Answer.UNKNOWN),
            *((Said(text=rule.deviation),) if rule.deviation else ()),
        ),
    )


def _range(rule: r.Retention) -> Iterator[Said]:
    """What the catalogue proposed, and whether somebody here chose the term: a proposal is no choice (art. 5(2))."""
    if rule.least_months is None or rule.most_months is None:
        return
    facts = {"least": rule.least_months, "most": rule.most_months}
    if rule.least_months == rule.most_months:
        told = ngettext(
            "The catalogue proposes %(most)d month", "The catalogue proposes %(most)d months", rule.most_months
        )
    else:
        told = _("The catalogue proposes %(least)d to %(most)d months")
    yield Said(text=told % facts)
    chosen = _("The term was chosen by us: %(answer)s") % {"answer": in_words(rule.chosen)}
    yield Said(text=chosen, missing=rule.chosen != Answer.YES)


def _period(rule: r.Retention) -> str:
    if rule.months is None:
        return ""
    months = ngettext("%(count)d month", "%(count)d months", rule.months) % {"count": rule.months}
    start = rule.start_event or in_words(None)
    return _("%(period)s after: %(start)s") % {"period": months, "start": start}
