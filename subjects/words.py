"""Words for the codes that are stored: what people read on screens and in a terminal. Machines get the codes.

A code without words of its own is shown as it is: better a strange word than a silence.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.choices import CorrectionWay, Treatment
from subjects.choices import CandidateStatus, IdentificationMethod, WaitingGround
from subjects.planning.gaps import Severity
from subjects.planning.values import Action


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
    }
    return words.get(verb, verb)


def note_words(note: str) -> str:
    """The note of an event."""
    if note in IdentificationMethod.values:
        return str(IdentificationMethod(note).label)
    if note in WaitingGround.values:
        return str(WaitingGround(note).label)
    number, _sign, rest = note.partition(": ")
    if rest in CandidateStatus.values:
        return f"{number}: {CandidateStatus(rest).label}"
    number, _sign, rest = note.partition(" ")
    if rest == "rows" and number.isdecimal():
        return ngettext("%(n)s row", "%(n)s rows", int(number)) % {"n": number}
    return _("plan %(n)s") % {"n": rest} if number == "plan" else note
