"""The blocks about one activity: what for, which data, to whom, how long, from where. Pure; a gap is named."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registers.book.records import Engagement, Joint, Line, Purpose, Recipient, Transfer
from registers.choices import DataCategory, LegalStatus
from registers.publishing.blocks import Scene, Told, tidy
from registers.publishing.informing import term_in_words
from registers.publishing.topics import Topic
from registers.publishing.wording import BASES, CATEGORIES, MECHANISMS, SOURCES
from registers.register_choices import Answer, DataSource, LegalBasis, RecipientKind, TransferMechanism

Builder = Callable[[Scene], Told]


def told(items: Iterable[str], gaps: Iterable[str] = ()) -> Told:
    """Each item and each gap once, in order, empty ones left out."""
    return Told(
        items=tuple(dict.fromkeys(one for one in items if one)), gaps=tuple(dict.fromkeys(one for one in gaps if one))
    )


def purposes(scene: Scene) -> Told:
    """Each purpose with its basis in plain words (art. 13(1)(c))."""
    found = scene.book.purposes(scene.activity)
    if not found:
        return told((), [_("a purpose")])
    return told(
        (_purpose(one) for one in found),
        (_("the legal basis of “%(purpose)s”") % {"purpose": tidy(one.text)} for one in found if one.basis is None),
    )


def _purpose(purpose: Purpose) -> str:
    text = _sentence(purpose.text)
    if purpose.basis is None:
        return text
    statute = purpose.basis in {LegalBasis.LEGAL_DUTY, LegalBasis.PUBLIC_TASK} and tidy(purpose.statute)
    law = _("You find it in: %(statute)s.") % {"statute": statute.rstrip(".")} if statute else ""
    return " ".join(part for part in (text, str(BASES[purpose.basis]), law) if part)


def interests(scene: Scene) -> Told:
    """Our interest, for purposes that rest on it (art. 13(1)(d))."""
    weighed = [one for one in scene.book.purposes(scene.activity) if one.basis == LegalBasis.LEGITIMATE]
    return told(
        (_sentence(one.interest) for one in weighed),
        (_("our interest in “%(purpose)s”") % {"purpose": tidy(one.text)} for one in weighed if not tidy(one.interest)),
    )


def categories(scene: Scene) -> Told:
    """Whose data, and which (art. 14(1)(d))."""
    found = _lines(scene)
    if not found:
        return told((), [_("which data are used")])
    return told(_category(one) for one in found)


def _category(line: Line) -> str:
    name = str(CATEGORIES[line.category])
    data = tidy(line.data)
    what = f"{name} ({data})" if data else name
    return _("%(people)s: %(what)s") % {"people": capfirst(tidy(line.subjects)), "what": what}


def recipients(scene: Scene) -> Told:
    """Who gets the data (art. 13(1)(e)): others, who works for us, with whom we decide; colleagues without a name."""
    found, facts = scene.book, scene.activity
    rows = [one for one in found.of(facts, Recipient) if not one.planned]
    inside = [_("People who work for us and need the data.")] if any(map(_inside, rows)) else []
    outside = [_recipient(scene, one) for one in rows if not _inside(one)]
    processors = [_processor(scene, one) for one in found.of(facts, Engagement)]
    joints = [_joint(scene, one) for one in found.of(facts, Joint)]
    gaps = [
        _unanswered(facts.recipients, rows, _("who gets the data")),
        _unanswered(facts.processors, processors, _("who works for us on this")),
        _unanswered(facts.joint, joints, _("with whom we decide on the use")),
    ]
    items = [*inside, *outside, *processors, *joints]
    return told(items if items or any(gaps) else [_("Nobody outside our organisation gets your data.")], gaps)


def _inside(recipient: Recipient) -> bool:
    return recipient.sort == RecipientKind.INTERNAL


def _unanswered(answer: Answer, rows: object, what: str) -> str:
    """The gap when nothing is listed and nobody said that there is nothing."""
    return "" if rows or answer == Answer.NO else what


def _recipient(scene: Scene, recipient: Recipient) -> str:
    party, text = scene.book.party(recipient.party), tidy(recipient.text)
    if party is None or party.name.casefold() in text.casefold():
        return _sentence(text)
    return _sentence(f"{tidy(party.name)}: {text}" if text else party.name)


def _processor(scene: Scene, engagement: Engagement) -> str:
    party = scene.book.party(engagement.party)
    if party is None:
        return ""
    name, service = tidy(party.name), tidy(engagement.service)
    if not service:
        return _("%(name)s works for us.") % {"name": name}
    return _("%(name)s works for us: %(service)s.") % {"name": name, "service": service.rstrip(".")}


def _joint(scene: Scene, joint: Joint) -> str:
    party = scene.book.party(joint.party)
    return _("%(name)s decides with us how the data are used.") % {"name": tidy(party.name)} if party else ""


def transfers(scene: Scene) -> Told:
    """To which countries outside the EEA, and what protects the data there (art. 13(1)(f))."""
    rows = scene.book.of(scene.activity, Transfer)
    if not rows and scene.activity.transfers == Answer.NO:
        return told([_("No. Your data stay within the European Economic Area (EEA).")])
    if not rows:
        return told((), [_("whether data leave the EEA")])
    return told(
        (_transfer(scene, one) for one in rows),
        (
            _("what protects the data in %(country)s") % {"country": _country(scene, one)}
            for one in rows
            if one.mechanism is None
        ),
    )


def _transfer(scene: Scene, transfer: Transfer) -> str:
    party, country = scene.book.party(transfer.party), _country(scene, transfer)
    where = f"{tidy(party.name)} ({country})" if party else country
    if transfer.mechanism is None:
        return f"{where}."
    unchecked = transfer.mechanism == TransferMechanism.ADEQUACY and transfer.country in scene.around.unchecked
    status = LegalStatus.TO_CHECK if unchecked else LegalStatus.CONFIRMED
    return f"{where}. {status.marked(str(MECHANISMS[transfer.mechanism]))}"


def _country(scene: Scene, transfer: Transfer) -> str:
    return scene.around.country(transfer.country)


def retention(scene: Scene) -> Told:
    """How long, for each sort of data (art. 13(2)(a))."""
    found = [(name, _term(scene, one)) for one, name in _named_lines(scene)]
    return told(
        (f"{name}: {term.rstrip('.')}." for name, term in found if term),
        [_("how long we keep: %(what)s") % {"what": name} for name, term in found if not term]
        or ([] if found else [_("how long we keep the data")]),
    )


def _term(scene: Scene, line: Line) -> str:
    rule = scene.book.retention(line)
    return tidy(term_in_words(rule)) if rule else tidy(line.retention_criterion)


def source(scene: Scene) -> Told:
    """Where the data come from (art. 14(2)(f))."""
    found = _named_lines(scene)
    gaps = [
        _("where this comes from: %(what)s") % {"what": name}
        for one, name in found
        if one.origin is None or (one.origin in {DataSource.THIRD, DataSource.PUBLIC} and not tidy(one.origin_text))
    ]
    return told((_source(one, name) for one, name in found), gaps or ([] if found else [_("where the data come from")]))


def _source(line: Line, name: str) -> str:
    if line.origin is None:
        return ""
    more = tidy(line.origin_text).rstrip(".")
    return f"{name}: {SOURCES[line.origin]}{f' ({more})' if more else ''}."


def obligation(scene: Scene) -> Told:
    """Whether people have to give what they give themselves, and what happens if not (art. 13(2)(e))."""
    asked = [(one, name) for one, name in _named_lines(scene) if one.origin in {DataSource.SUBJECT, None}]
    gaps = [
        _("whether people have to give: %(what)s") % {"what": name}
        for one, name in asked
        if one.obliged == Answer.UNKNOWN
    ]
    gaps += [
        _("what happens to who doesn't give: %(what)s") % {"what": name}
        for one, name in asked
        if one.obliged == Answer.YES and not tidy(one.refusal_effect)
    ]
    return told((_obliged(one, name) for one, name in asked), gaps)


def _obliged(line: Line, name: str) -> str:
    facts = {"what": name, "effect": _sentence(line.refusal_effect)}
    if line.obliged == Answer.YES:
        return (_("%(what)s: yes. %(effect)s") % facts).strip()
    return _("%(what)s: no, you may choose.") % facts if line.obliged == Answer.NO else ""


def automated(scene: Scene) -> Told:
    """Whether a computer decides, how, and what that means (art. 13(2)(f))."""
    facts = scene.activity
    if facts.automated == Answer.NO:
        return told([_("No. A person always takes the decision.")])
    if facts.automated == Answer.UNKNOWN:
        return told((), [_("whether a computer decides")])
    wanted = {_("how the computer decides"): facts.automated_logic, _("what it means"): facts.automated_effects}
    yes = _("Yes. You can ask that a person looks at the decision, say what you think of it, and disagree with it.")
    return told([yes, *map(_sentence, wanted.values())], [gap for gap, text in wanted.items() if not tidy(text)])


def security(scene: Scene) -> Told:
    """Security in general; never a measure (art. 30(1)(g))."""
    return told([_sentence(scene.activity.security)])


def _lines(scene: Scene) -> list[Line]:
    return [one for one in scene.book.lines(scene.activity) if one.category != DataCategory.NONE]


def _named_lines(scene: Scene) -> list[tuple[Line, str]]:
    """Each line with its sort of data in plain words; with whose they are when the activity has several groups."""
    lines = _lines(scene)
    groups = {tidy(one.subjects).casefold() for one in lines}
    return [(one, _named(one, alone=len(groups) == 1)) for one in lines]


def _named(line: Line, *, alone: bool) -> str:
    name = str(CATEGORIES[line.category])
    return capfirst(name if alone else f"{name} ({tidy(line.subjects)})")


def _sentence(text: str) -> str:
    """A text of the register as a sentence; '' stays ''."""
    said = tidy(text)
    return capfirst(said if not said or said[-1] in ".!?…" else f"{said}.")


BUILDERS: Mapping[Topic, Builder] = MappingProxyType(
    {
        Topic.PURPOSES: purposes,
        Topic.INTERESTS: interests,
        Topic.CATEGORIES: categories,
        Topic.RECIPIENTS: recipients,
        Topic.TRANSFERS: transfers,
        Topic.RETENTION: retention,
        Topic.SOURCE: source,
        Topic.OBLIGATION: obligation,
        Topic.AUTOMATED: automated,
        Topic.SECURITY: security,
    }
)
"""Who writes which block about an activity."""
