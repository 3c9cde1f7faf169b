"""Words for the codes that are stored: what people read on screens and in a terminal. Machines get the codes.

A code without words of its own is shown as it is: better a strange word than a silence.
"""

import re
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.choices import CorrectionWay, Treatment
from subjects.choices import CandidateStatus, IdentificationMethod, WaitingGround
from subjects.planning.gaps import Severity
from subjects.planning.values import Action

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def word(kind: type[TextChoices], code: str) -> str:
    """The label of a code of this enumeration."""
    return str(kind(code).label) if code in kind.values else code


def severity_word(severity: Severity) -> str:
    """How bad a gap between the map and the database is."""
    return _("error") if severity == Severity.ERROR else _("warning")


def treatment_word(treatment: str) -> str:
    """What happens to one column."""
    return word(CorrectionWay if treatment in CorrectionWay.values else Treatment, treatment)


def treatment_words(columns: list[list[str]]) -> str:
    """The columns of an operation with what happens to each, as one text."""
    return ", ".join(f"{column}: {treatment_word(treatment)}" for column, treatment in columns)


def action_word(action: str) -> str:
    """What an operation does to its rows."""
    words = {
        Action.DETACH: _("made loose from other rows"),
        Action.TREAT: _("fields treated"),
        Action.DELETE: _("rows deleted"),
        Action.SHOW: _("shown to the person"),
        Action.CORRECT: _("fields corrected"),
        Action.MARK: _("mark of restriction"),
    }
    return words[Action(action)]


def left_word(code: str, shared: int = 0) -> str:
    """Whether a table goes along under art. 20, and if not, why; ``shared`` rows of it stay all the same."""
    if shared and not code:
        told = ngettext(
            "goes along, but for %(n)d row that is about somebody else too",
            "goes along, but for %(n)d rows that are about somebody else too",
            shared,
        )
        return told % {"n": shared}
    words = {
        "": _("goes along"),
        "ground": _("stays: the ground is not consent or a contract"),
        "inferred": _("stays: inferred, not provided by the person"),
        "not_said": _("stays: the data map does not say how it was provided"),
        "third_party": _("stays: about somebody else"),
        "shared": _("stays: about somebody else too"),
        "hidden": _("stays: not shown in an inzage"),
    }
    return words.get(code, code)


def verb_word(verb: str) -> str:
    """What was done to a request."""
    words = {
        "receive": _("received"),
        "identify": _("identity checked"),
        "locate": _("located"),
        "decide": _("candidate decided"),
        "correct": _("correction stated"),
        "drop": _("correction taken back"),
        "plan": _("planned"),
        "approve": _("approved"),
        "run": _("carried out"),
        "prove": _("proved with documents"),
        "settle": _("settled with a letter"),
        "answer": _("answered"),
        "close": _("closed"),
        "extend": _("deadline extended"),
        "wait": _("waiting for the person"),
        "resume": _("taken up again"),
        "refuse": _("refused"),
        "withdraw": _("withdrawn"),
        "block": _("put aside for a person"),
        "blocked": _("step blocked"),
        "deferred": _("deferred erasure done"),
        "accept": _("deferred erasure accepted"),
        "replay": _("repeated after a restored backup"),
        "announce": _("end of the restriction announced"),
        "tell": _("person told of the end of the restriction"),
        "lifting": _("restriction lifted"),
        "restricted": _("stopped by a restriction"),
        "purge": _("keys destroyed"),
        "postpone": _("deferred erasure postponed"),
        "notify": _("recipient told"),
        "remind": _("recipient reminded"),
        "confirm": _("notice settled"),
    }
    return words.get(verb, verb)


def note_words(note: str) -> str:
    """The note of an event: a code, or a sort and a number with what happened to it, or a day."""
    words = {
        **{code: IdentificationMethod(code).label for code in IdentificationMethod.values},
        **{code: WaitingGround(code).label for code in WaitingGround.values},
        "keys destroyed": _("keys destroyed"),
        "no rows left": _("no rows left"),
    }
    return str(words[note]) if note in words else DAY.sub(_day_words, _numbered(note))


def _numbered(note: str) -> str:
    head, sign, rest = note.partition(": ")
    if rest in CandidateStatus.values:
        return f"{head}: {CandidateStatus(rest).label}"
    first, _space, second = head.partition(" ")
    if note == head and second == "rows" and first.isdecimal():
        return ngettext("%(n)s row", "%(n)s rows", int(first)) % {"n": first}
    named = {"plan": _("plan %(n)s"), "notice": _("notice %(n)s")}.get(first)
    if named is None or not second.isdecimal():
        return note
    return named % {"n": second} + sign + (note_words(rest) if rest else "")


def _day_words(found: re.Match[str]) -> str:
    try:
        return date_format(date.fromisoformat(found[0]), "j F Y")
    except ValueError:
        return found[0]
