"""How a record stands: ready for sign-off or not, offered by whom, signed as which version; and its buttons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions import signing_off
from registers.admin.found import Found, counted
from registers.admin.places import permission
from registers.models import Offer, RegisterVersion
from registers.register_choices import RecordKind, Severity
from registers.register_selectors import counts as counts_of_everything

Call = Callable[[RecordKind, str, User, datetime], str]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One button: what it asks before it is done, and who may press it."""

    name: str
    label: Promise
    ask: Promise
    call: Call
    needs: str
    first: bool = False


def _offer(kind: RecordKind, uid: str, actor: User, at: datetime) -> str:
    signing_off.offer(kind=kind, uid=uid, actor=actor, at=at)
    return _("It was offered. Somebody else can sign it off now.")


def _withdraw(kind: RecordKind, uid: str, actor: User, at: datetime) -> str:
    signing_off.withdraw_offer(kind=kind, uid=uid, actor=actor, at=at)
    return _("The offer was taken back.")


def _sign(kind: RecordKind, uid: str, actor: User, at: datetime) -> str:
    version = signing_off.sign(kind=kind, uid=uid, actor=actor, at=at)
    return _("Version %(number)d was signed off.") % {"number": version.number}


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            name="offer",
            label=gettext_lazy("Offer for sign-off"),
            ask=gettext_lazy("You say that this is complete and true. Somebody else looks at it and signs it off."),
            call=_offer,
            needs="change",
            first=True,
        ),
        Verb(
            name="sign",
            label=gettext_lazy("Sign off"),
            ask=gettext_lazy("This becomes a version that nobody can change any more, under your name."),
            call=_sign,
            needs="sign",
            first=True,
        ),
        Verb(
            name="withdraw",
            label=gettext_lazy("Take the offer back"),
            ask=gettext_lazy("It goes back to draft, so that it can be changed."),
            call=_withdraw,
            needs="change",
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A page about the record."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the panel above a page shows. ``counts`` are open findings by severity; of the register of all pages."""

    kind: RecordKind
    uid: str
    counts: Mapping[str, int]
    found: Sequence[Found]
    waived: Sequence[Found]
    offer: Offer | None
    version: RegisterVersion | None
    verbs: Sequence[Verb]
    tools: Sequence[Tool]
    may_waive: bool
    own_offer: bool = False

    @property
    def ready(self) -> bool:
        """Whether nothing has to be mended before sign-off."""
        return not self.counts[Severity.ERROR]


def standing_of(kind: RecordKind, uid: Any, *, found: Sequence[Found], user: User) -> Standing:
    """How a record stands for this user, and which buttons the user has."""
    offers = Offer.objects.filter(record_kind=kind, record=uid, closed=False).select_related("by")
    signed = RegisterVersion.objects.filter(record_kind=kind, record=uid).select_related("signed_by", "offered_by")
    offer = offers.first()
    own = offer is not None and offer.by_id == user.pk
    whole = kind == RecordKind.REGISTER
    counts = {severity.value: n for severity, n in counts_of_everything().items()} if whole else counted(found)
    return Standing(
        kind=kind,
        uid=str(uid),
        counts=counts,
        found=[one for one in found if not one.waived],
        waived=[one for one in found if one.waived],
        offer=offer,
        version=signed.defer("body").order_by("-number").first(),
        verbs=[verb for verb in _offered(offer, own=own, ready=not counts[Severity.ERROR]) if _may(user, verb, kind)],
        tools=_tools(kind, str(uid)),
        may_waive=user.has_perm("registers.waive_findings"),
        own_offer=own,
    )


def _tools(kind: RecordKind, uid: str) -> list[Tool]:
    pages = (("as-of", _("As it was on a day")), ("compare", _("What changed")), ("download", _("Download")))
    return [Tool(label=label, address=reverse(f"register:{page}", args=[kind.value, uid])) for page, label in pages]


def _offered(offer: Offer | None, *, own: bool, ready: bool) -> list[Verb]:
    """The buttons of this moment: offering needs a record without errors, signing somebody else than who offered."""
    if offer is None:
        return [VERBS["offer"]] if ready else []
    return [VERBS["withdraw"]] if own else [VERBS["sign"], VERBS["withdraw"]]


def _may(user: User, verb: Verb, kind: RecordKind) -> bool:
    return user.has_perm(permission(kind, verb.needs))
