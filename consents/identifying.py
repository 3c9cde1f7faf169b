"""Values that lead to people: read into one spelling and turned into the key they are found by. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext as _

from consents.choices import ContactChannel
from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid
from registers.keyring import keyed_index
from registers.normalising import in_use, normalise

KINDS = (
    IdentifierKind.PHONE,
    IdentifierKind.EMAIL,
    IdentifierKind.CUSTOMER_NUMBER,
    IdentifierKind.IBAN,
)
REACHED_BY = {
    ContactChannel.VOICE: IdentifierKind.PHONE,
    ContactChannel.VOICE_AUTO: IdentifierKind.PHONE,
    ContactChannel.SMS: IdentifierKind.PHONE,
    ContactChannel.EMAIL: IdentifierKind.EMAIL,
}


@dataclass(frozen=True, kw_only=True)
class Value:
    """An identifier in one spelling with its keyed index; only the index goes to tables that are searched."""

    kind: IdentifierKind
    text: str
    index: str

    @classmethod
    def read(cls, kind: str, text: str, *, secret: str, region: str = "NL") -> "Value":
        """Normalise. Raises IdentifierInvalid, without the value in it."""
        if kind not in KINDS:
            raise IdentifierInvalid(kind="?", why=_("give one of %(kinds)s") % {"kinds": ", ".join(KINDS)})
        member = IdentifierKind(kind)
        plain = normalise(member, text, region=region)
        return cls(kind=member, text=plain, index=keyed_index(secret, member, plain))

    def opening(self) -> "Value":
        """The value itself, to decide about contact or to consent for: a phone number has to be one that is in use.

        Not asked of an objection, a withdrawal or a refusal: those count for whatever a dialler may use. Raises
        IdentifierInvalid.
        """
        if self.kind == IdentifierKind.PHONE and not in_use(self.text):
            raise IdentifierInvalid(kind=self.kind.value, why=not_in_use())
        return self

    @property
    def country(self) -> str:
        """Two capitals for a phone number, '' for everything else and for numbers of no country."""
        if self.kind != IdentifierKind.PHONE:
            return ""
        if self.text.startswith("+31"):
            return "NL"
        return phonenumbers.region_code_for_number(phonenumbers.parse(self.text)) or ""


def not_in_use() -> str:
    """What is said about a phone number that can be one and is none."""
    return _("no phone number looks like this: there is a digit too few, too many or wrong")


def typed(text: str, *, secret: str, region: str = "NL") -> Value:
    """``KIND=VALUE`` as people type it. Raises IdentifierInvalid."""
    kind, sign, value = text.partition("=")
    if not sign:
        raise IdentifierInvalid(kind="?", why=_("write KIND=VALUE, for example phone=0612345678"))
    return Value.read(kind.strip(), value, secret=secret, region=region)


def kinds_reached(channel: str) -> frozenset[IdentifierKind]:
    """The kinds of values by which a channel reaches somebody; those of every channel for ''."""
    return frozenset({REACHED_BY[ContactChannel(channel)]} if channel else REACHED_BY.values())


def reached(values: Iterable[Value], channel: str) -> Value | None:
    """The value by which a channel reaches somebody; the first of that kind, None when it is not among them."""
    kind = REACHED_BY.get(ContactChannel(channel)) if channel else None
    return next((value for value in values if value.kind == kind), None)
