"""Rules that hold a text against the answers beside it: what the words say, a flag denies or nobody answered."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from registers.book.records import Activity, Line, Purpose
from registers.choices import DataCategory
from registers.register_choices import Presence, Severity
from registers.rules.findings import Demand, Facts, empty
from registers.rules.situation import Situation
from registers.rules.words import Topic, topics_in

ADMITTED = frozenset({Presence.YES, Presence.POSSIBLE})
FLAGS = {
    Topic.CRIMINAL: "criminal",
    Topic.HEALTH: "special",
    Topic.SPECIAL: "special",
    Topic.NATIONAL_ID: "national_id",
}
CATEGORIES = {
    DataCategory.HEALTH: "special",
    DataCategory.SPECIAL: "special",
    DataCategory.CRIMINAL: "criminal",
    DataCategory.NATIONAL_ID: "national_id",
}
SPOKEN = frozenset({DataCategory.RECORDING, DataCategory.COMMUNICATION})


@Demand(
    code="text-says-criminal",
    on=Line,
    article="10, 31-33 UAVG",
    severity=Severity.ERROR,
    field="criminal",
    title=_("The text speaks of criminal data, the answer does not"),
    text=_("The text says “%(word)s”, while “%(field)s” is not answered with yes or possible. Change one of the two."),
)
def _text_says_criminal(line: Line, here: Situation) -> Iterator[Facts]:
    yield from _said(line, here, Topic.CRIMINAL)


@Demand(
    code="text-says-health",
    on=Line,
    article="9",
    severity=Severity.ERROR,
    field="special",
    title=_("The text speaks of health, the answer does not"),
    text=_("The text says “%(word)s”, while “%(field)s” is not answered with yes or possible. Change one of the two."),
)
def _text_says_health(line: Line, here: Situation) -> Iterator[Facts]:
    yield from _said(line, here, Topic.HEALTH)


@Demand(
    code="text-says-special",
    on=Line,
    article="9",
    severity=Severity.ERROR,
    field="special",
    title=_("The text speaks of special data, the answer does not"),
    text=_("The text says “%(word)s”, while “%(field)s” is not answered with yes or possible. Change one of the two."),
)
def _text_says_special(line: Line, here: Situation) -> Iterator[Facts]:
    yield from _said(line, here, Topic.SPECIAL)


@Demand(
    code="text-says-bsn",
    on=Line,
    article="87, 46 UAVG",
    severity=Severity.ERROR,
    field="national_id",
    title=_("The text speaks of a citizen service number, the answer does not"),
    text=_("The text says “%(word)s”, while “%(field)s” is not answered with yes or possible. Change one of the two."),
)
def _text_says_bsn(line: Line, here: Situation) -> Iterator[Facts]:
    yield from _said(line, here, Topic.NATIONAL_ID)


@Demand(
    code="text-says-photo",
    on=Line,
    article="9",
    severity=Severity.HINT,
    field="special",
    title=_("A photo may show special data"),
    text=_(
        "The text says “%(word)s”. A photo may show health, religion or origin: is “possible” right for “%(field)s”?"
    ),
)
def _text_says_photo(line: Line, here: Situation) -> Iterator[Facts]:
    word = here.topics(line).get(Topic.PHOTO)
    if word and line.special not in ADMITTED:
        yield {"word": word}


@Demand(
    code="category-denied",
    on=Line,
    article="9, 10, 87",
    severity=Severity.ERROR,
    field="category",
    title=_("The category says yes, the answer says no"),
    text=_("“%(field)s” is %(categories)s, while this is answered with no: %(filled)s. Change one of the two."),
)
def _category_denied(line: Line, _here: Situation) -> Iterator[Facts]:
    flag = CATEGORIES.get(line.category)
    if flag and getattr(line, flag) == Presence.NO:
        yield {"categories": [line.category.value], "filled": [flag]}


@Demand(
    code="special-kinds-denied",
    on=Line,
    article="9",
    severity=Severity.ERROR,
    field="special_kinds",
    title=_("Kinds of special data are named, the answer does not admit them"),
    text=_("“%(field)s” names special data, while the question itself is not answered with yes or possible."),
)
def _special_kinds_denied(line: Line, _here: Situation) -> Iterator[Facts]:
    if not empty(line, "special_kinds") and line.special not in ADMITTED:
        yield {}


@Demand(
    code="free-speech-denied",
    on=Line,
    article="9",
    severity=Severity.HINT,
    field="special",
    title=_("People may say anything"),
    text=_("In conversations people tell things that nobody asked for. Is “possible” a better answer for “%(field)s”?"),
)
def _free_speech_denied(line: Line, _here: Situation) -> Iterator[Facts]:
    if line.category in SPOKEN and line.special == Presence.NO:
        yield {}


@Demand(
    code="activity-text-denied",
    on=Activity,
    article="9, 10, 87",
    severity=Severity.WARNING,
    field="description",
    title=_("The activity speaks of special data, its lines do not"),
    text=_(
        "The name, description or purposes speak of %(topics)s, but no line admits it. Check “%(field)s” and lines."
    ),
)
def _activity_text_denied(activity: Activity, here: Situation) -> Iterator[Facts]:
    lines = here.book.of(activity, Line)
    purposes = " ".join(purpose.text for purpose in here.book.of(activity, Purpose))
    said = topics_in(f"{activity.name}\n{activity.description}\n{purposes}")
    denied = [topic.value for topic in FLAGS if topic in said and not _admitted(lines, FLAGS[topic])]
    if lines and denied:
        yield {"topics": denied}


def _admitted(lines: tuple[Line, ...], flag: str) -> bool:
    return any(getattr(line, flag) in ADMITTED or CATEGORIES.get(line.category) == flag for line in lines)


def _said(line: Line, here: Situation, topic: Topic) -> Iterator[Facts]:
    word = here.topics(line).get(topic)
    if word and getattr(line, FLAGS[topic]) not in ADMITTED:
        yield {"word": word}


RULES = (
    _text_says_criminal,
    _text_says_health,
    _text_says_special,
    _text_says_bsn,
    _text_says_photo,
    _category_denied,
    _special_kinds_denied,
    _free_speech_denied,
    _activity_text_denied,
)
