"""Words of people as the words of the register: yes and no, legal bases, lists of choices, names of organisations.

Nothing is guessed: what is not understood is None, and the caller says so.
"""

import re
import unicodedata
from enum import Enum
from typing import Any, TypeVar

from django.db.models import Choices
from django.utils import translation

from registers.citations import in_dutch
from registers.register_choices import Answer, LegalBasis, Presence

C = TypeVar("C", bound=Choices)

YES = frozenset({"j", "ja", "y", "yes", "oui", "x", "✓", "✔", "v", "true", "waar", "1", "wel"})
NO = frozenset({"n", "nee", "neen", "no", "non", "false", "onwaar", "0", "geen", "niet", "aucun", "aucune"})
NOTHING = frozenset({"", "-", "–", "?", "onbekend", "unknown"})

_BASES = (
    (LegalBasis.CONSENT, r"toestemming|consent|consentement"),
    (LegalBasis.CONTRACT, r"overeenkomst|contract|contrat"),
    (LegalBasis.LEGAL_DUTY, r"wettelijke\s+(verplichting|plicht)|legal\s+obligation|obligation\s+légale"),
    (LegalBasis.VITAL, r"vita(al|le)\s+belang(en)?|vital\s+interests?|intérêts?\s+vita(l|ux)"),
    (
        LegalBasis.PUBLIC_TASK,
        r"(taak\s+van\s+)?algemeen\s+belang|publiek(rechtelijk)?e\s+taak|public\s+task|intérêt\s+public",
    ),
    (LegalBasis.LEGITIMATE, r"gerechtvaardigde?\s+belang(en)?|legitimate\s+interests?|intérêts?\s+légitimes?"),
)
_ARTICLE = re.compile(r"\b6\s*[-.(]?\s*(?:lid\s*)?1\)?\s*[-.,]?\s*(?:sub|onder)?\s*\(?[a-f]\)?(?!\w)")
_LETTER = re.compile(r"(?<!\w)[a-f](?!\w)")


def clean(text: str) -> str:
    """The text as the register keeps it: one sort of line end, no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def folded(text: str) -> str:
    """The text for comparing: one case, single blanks, composed signs."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def answer_of(text: str) -> Answer | None:
    """Yes, no or unknown; None when it is none of these."""
    word = folded(text).rstrip(".!")
    if word in NOTHING:
        return Answer.UNKNOWN
    return Answer.YES if word in YES else Answer.NO if word in NO else None


def presence_of(text: str) -> Presence | None:
    """Yes, no, possible or unknown; None when it is none of these."""
    if folded(text) in {"mogelijk", "possible", "soms", "optioneel"}:
        return Presence.POSSIBLE
    found = answer_of(text)
    return None if found is None else Presence(found.value)


def basis_of(text: str) -> LegalBasis | None:
    """The one legal basis of art. 6(1) that a text names, in words or by its article; None for none or for two."""
    word = folded(text)
    found = {basis for basis, pattern in _BASES if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", word)}
    if _ARTICLE.search(word):
        found |= {LegalBasis(f"6(1)({letter})") for letter in _LETTER.findall(word.replace("(", " ").replace("1", " "))}
    return found.pop() if len(found) == 1 else None


def choice_of(choices: type[C], text: str) -> C | None:
    """The member of which this is the code or the label (in Dutch or English, with or without its article).

    A Dutch label may cite the short way, as files of before did.
    """
    known = _labels(choices)
    return known.get(folded(text)) or known.get(folded(in_dutch(text)))


_CACHE: dict[type[Any], dict[str, Any]] = {}


def _labels(choices: type[C]) -> dict[str, C]:
    if choices not in _CACHE:
        found: dict[str, C] = {}
        for language in ("en", "nl"):
            for word, member in _words(choices, language):
                found.setdefault(folded(word), member)
        _CACHE[choices] = found
    return _CACHE[choices]


def _words(choices: type[C], language: str) -> list[tuple[str, C]]:
    """Code, label, and label without its article, of every member in a language."""
    with translation.override(language):
        labels = [(str(member.value), str(member.label), member) for member in choices]
    return [(word, member) for code, label, member in labels for word in (code, label, label.partition(" (")[0])]


def headline(text: str, longest: int) -> str:
    """The text in at most ``longest`` signs; what does not fit is for the caller to keep elsewhere."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def code_of(value: Enum | str | None) -> str:
    """The stored word of a member."""
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)
