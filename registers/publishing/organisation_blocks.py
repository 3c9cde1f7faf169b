"""The blocks about the organisation and what people can do: who, officer, rights, consent, complaint. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from registers.book.records import Officer
from registers.publishing.activity_blocks import Builder, told
from registers.publishing.blocks import Scene, Told, tidy
from registers.publishing.topics import Topic
from registers.register_choices import LegalBasis
from registers.rules.law import holds_on

PORTABLE = frozenset({LegalBasis.CONSENT, LegalBasis.CONTRACT})
OBJECTIONABLE = frozenset({LegalBasis.PUBLIC_TASK, LegalBasis.LEGITIMATE})


def who(scene: Scene) -> Told:
    """Name and ways to reach us (art. 13(1)(a)); never the name of a contact."""
    party = scene.party
    registered = _("Chamber of Commerce: %(number)s") % {"number": tidy(party.registration)}
    speaks = _("Our representative in the European Union: %(who)s") % {"who": tidy(party.representative)}
    items = [
        *(tidy(party.name), *_ways(scene)),
        registered if tidy(party.registration) else "",
        speaks if tidy(party.representative) else "",
    ]
    return told(items, [] if _ways(scene) else [_("how people reach the organisation")])


def _ways(scene: Scene) -> list[str]:
    """The ways to reach us, in words."""
    party = scene.party
    address = ", ".join(part for line in party.address.splitlines() if (part := tidy(line)))
    ways = {
        _("Address: %(value)s"): address,
        _("E-mail: %(value)s"): tidy(party.email),
        _("Phone: %(value)s"): tidy(party.phone),
    }
    return [text % {"value": value} for text, value in ways.items() if value]


def officer(scene: Scene) -> Told:
    """How to reach the data protection officer (art. 13(1)(b)), not their name; nothing when there need not be one."""
    around = scene.around.on
    serving = [one for one in scene.book.of(scene.party, Officer, by="party") if holds_on(one, around)]
    if not serving:
        return told((), [] if tidy(scene.party.no_dpo_reason) else [_("the data protection officer, or why none")])
    reached = [_reached(one) for one in serving]
    return told(reached, [] if all(reached) else [_("how people reach the data protection officer")])


def _reached(one: Officer) -> str:
    ways = _(" or ").join(way for way in (tidy(one.email), tidy(one.phone)) if way)
    told_ = _("Our data protection officer looks after your privacy. You reach the officer through %(ways)s.")
    return told_ % {"ways": ways} if ways else ""


def rights(scene: Scene) -> Told:
    """What people can ask, and how (art. 13(2)(b)): what the bases of the purposes give them."""
    bases = scene.bases
    items = [
        _("You can ask which data we have about you, and get a copy."),
        _("You can have wrong data corrected."),
        _("You can ask us to delete your data."),
        _("You can ask us to use your data less for a while."),
        _("You can take your data with you, or have us send them to somebody else.") if bases & PORTABLE else "",
        _("You can object to our use of your data. Then we stop, unless our reason weighs more.")
        if bases & OBJECTIONABLE
        else "",
        _("You can always object to advertising. Then we stop at once."),
    ]
    ways = _ways(scene)
    how = _("How do you ask? Tell us what you want. %(ways)s.") % {"ways": "; ".join(ways)} if ways else ""
    return told([*items, how, _("It costs nothing.")], [] if ways else [_("how people ask for their rights")])


def withdraw(scene: Scene) -> Told:
    """That consent can be taken back (art. 13(2)(c)), where a purpose rests on it."""
    if LegalBasis.CONSENT not in scene.bases:
        return told(())
    return told(
        [
            _(
                "Yes, whenever you want. Tell us, in the same ways as above. "
                "What we did before you took it back stays allowed."
            )
        ]
    )


def complaint(scene: Scene) -> Told:
    """The authority of the country of the organisation (art. 13(2)(d), 77)."""
    authority = scene.around.authority(scene.party.country)
    if authority is None:
        return told((), [_("the privacy authority of %(country)s") % {"country": scene.party.country or "?"}])
    first = _("Tell us first, if you like. We will look at it again. You don't have to.")
    said = _("You can complain to the privacy authority: %(name)s, %(site)s.")
    facts = {"name": tidy(authority.name), "site": authority.status.marked(tidy(authority.site))}
    return told([first, said % facts])


BUILDERS: Mapping[Topic, Builder] = MappingProxyType(
    {
        Topic.WHO: who,
        Topic.OFFICER: officer,
        Topic.RIGHTS: rights,
        Topic.WITHDRAW: withdraw,
        Topic.COMPLAINT: complaint,
    }
)
"""Who writes which block about the organisation."""
