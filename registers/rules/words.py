"""Lists of words that say what a text is about, Dutch and English, and the reader that heeds "geen" and "no".

Data, not law: a word here only makes a rule ask a question. A denied word ("geen medische gegevens") is not counted; a
negation reaches no further than over words that say nothing by themselves and over other sensitive words.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from registers.rules.names import folded, words_of


class Topic(StrEnum):
    """What a text can be about that a flag of a line has to admit."""

    CRIMINAL = "criminal"
    HEALTH = "health"
    SPECIAL = "special"
    NATIONAL_ID = "national_id"
    PHOTO = "photo"


# Patterns over folded text (lower case, no accents). A word that often means something else is left out on purpose:
# "ziektekostenverzekering", "health check", "fotokopie", "browser fingerprint".
STEMS: dict[Topic, tuple[str, ...]] = {
    Topic.CRIMINAL: (
        *(r"strafrecht\w*", r"strafbla\w*", r"strafba(?:ar|re)", r"strafza(?:ak|ken)", r"justitie\w*", r"veroordel\w*"),
        *(r"delict\w*", r"misdrij\w*", r"proces(?:sen)?-verbaal", r"verdachten?", r"crimin\w*", r"convict\w*"),
        *(r"offen[cs]es?", r"offenders?", r"prosecut\w*"),
    ),
    Topic.HEALTH: (
        *(r"gezondheid\w*", r"medisch\w*", r"medicijn\w*", r"medicati\w*", r"diagnoses?", r"ziekten?(?!kosten)"),
        *(r"ziekmelding\w*", r"ziekteverzuim\w*", r"arbeidsongeschikt\w*", r"handicap\w*", r"zwanger\w*"),
        *(r"allergie\w*", r"patient\w*", r"health(?![ -]?check)\w*", r"medical\w*", r"illness\w*", r"disabilit\w*"),
        *(r"disabled", r"pregnan\w*", r"allerg(?:y|ic)\w*"),
    ),
    Topic.SPECIAL: (
        *(r"ras", r"etnisch\w*", r"etniciteit", r"godsdienst\w*", r"religi\w*", r"geloof", r"geloofs\w*"),
        *(r"levensovertuiging\w*", r"levensbeschouw\w*", r"politieke (?:gezindheid|voorkeur|opvatting|mening)\w*"),
        *(r"vakbond\w*", r"vakvereniging\w*", r"seksue\w*", r"genetisch\w*", r"biometri\w*", r"stemafdruk\w*"),
        *(r"vingerafdruk\w*", r"ethnic\w*", r"racial\w*", r"political (?:opinion|belief|view)s?", r"trade unions?"),
        *(r"sexual\w*", r"sex life", r"genetic\w*", r"voiceprints?"),
    ),
    Topic.NATIONAL_ID: (
        *(r"bsn(?:[ -]?nummers?)?", r"bsn's", r"burgerservicenummers?", r"sofi[ -]?nummers?", r"rijksregisternummers?"),
        *(r"citizen service numbers?", r"national identification numbers?", r"social security numbers?"),
    ),
    Topic.PHOTO: (r"(?:pas|profiel)?foto(?:'?s)?", r"(?:profile )?photo(?:s|graphs?)?"),
}
PROCESSOR = (
    *(r"(?:sub-?)?verwerkers?", r"(?:sub-?)?verwerkersovereenkomst\w*", r"(?:sub-?)?bewerkers?", r"hosting\w*"),
    *(r"(?:data |sub-?)processors?", r"(?<!word )(?<!payment )processors?", r"data processing agreements?"),
)
FILLERS = (
    *(
        "gegevens",
        "persoonsgegevens",
        "data",
        "personal",
        "bijzondere",
        "gevoelige",
        "special",
        "sensitive",
        "en",
        "of",
    ),
    *("noch", "and", "or", "nor", "over", "about", "van", "categorieen", "categories", "informatie", "information"),
    *("enkele", "any", "soort", "een", "a", "the", "de", "het", "betreffende", "de aard van", "lid", "als", "as"),
)
DENIALS = ("geen", "niet", "zonder", "nooit", "noch", "no", "not", "without", "never", "neither", "nor")
ANSWERED_NO = r"\s*(?:(?:persoons)?gegevens|data)?\s*[:=]\s*(?:nee|neen|geen|niet|nvt|n\.v\.t|no|none|not)\b"

GENERIC_PURPOSES = frozenset(
    {
        *("algemeen", "algemene bedrijfsvoering", "bedrijfsvoering", "administratie", "administratieve doeleinden"),
        *("diversen", "divers", "overig", "overige", "overige doeleinden", "intern gebruik", "zakelijke doeleinden"),
        *("commerciele doeleinden", "marketing", "marketingdoeleinden", "onderzoek", "verbetering", "veiligheid"),
        *("verbeteren van de dienstverlening", "dienstverlening verbeteren", "optimalisatie", "zie boven", "idem"),
        *("nvt", "n v t", "onbekend", "nog invullen", "in te vullen", "test", "doel", "general", "business purposes"),
        *("administration", "administrative purposes", "internal use", "other", "various", "miscellaneous", "research"),
        *("marketing purposes", "improving our services", "improve our services", "security", "security purposes"),
        *("it security purposes", "future research", "improving users experience", "legal", "unknown", "tbd", "todo"),
        *("na", "n a", "none", "see above", "purpose"),
    }
)
GENERIC_RECIPIENTS = frozenset(
    {
        *("derden", "derde partijen", "externe partijen", "externen", "anderen", "partners", "diversen", "divers"),
        *("overig", "overige", "overigen", "leveranciers", "bedrijven", "organisaties", "instanties", "test"),
        *("zie boven", "onbekend", "nvt", "n v t", "third parties", "external parties", "others", "other", "various"),
        *("suppliers", "companies", "partners and suppliers", "unknown", "tbd", "na", "n a", "see above"),
    }
)


def _either(stems: tuple[str, ...]) -> str:
    return "|".join(stems)


_TOPICS = re.compile(
    "|".join(rf"(?P<{topic.value}>(?<!\w)(?:{_either(stems)})(?!\w))" for topic, stems in STEMS.items())
)
_PROCESSOR = re.compile(rf"(?<!\w)(?:{_either(PROCESSOR)})(?!\w)")
_SENSITIVE = _either(tuple(_either(stems) for stems in STEMS.values()))
_DENIED = re.compile(
    rf"(?<!\w)(?:{'|'.join(DENIALS)})(?:[\s,/()-]+(?:{'|'.join(FILLERS)}|(?:{_SENSITIVE})-?|{_either(PROCESSOR)}))*[\s,/()-]+$"
)
_ANSWERED_NO = re.compile(ANSWERED_NO)
REACH = 200
"""So many signs before a word are read for a negation."""


def topics_in(text: str) -> dict[Topic, str]:
    """The topics that a text names without denying them, each with the word that names it first."""
    found: dict[Topic, str] = {}
    plain = _plain(text)
    for match in _asserted(_TOPICS, plain):
        found.setdefault(Topic(str(match.lastgroup)), match.group())
    return found


def processor_word(text: str) -> str:
    """The word that says that somebody is a processor; '' when none does."""
    first = next(_asserted(_PROCESSOR, _plain(text)), None)
    return first.group() if first else ""


def is_generic(text: str, known: frozenset[str]) -> bool:
    """Whether a text is one of the known phrases that say nothing."""
    return " ".join(words_of(text)) in known


def _plain(text: str) -> str:
    return folded(text).replace("’", "'").replace("‘", "'")


def _asserted(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        if not _DENIED.search(before) and not _ANSWERED_NO.match(text, match.end()):
            yield match
