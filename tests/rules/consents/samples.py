"""Strategies and small worlds for the fold of the ledger and for contact decisions."""

import datetime as dt
from pathlib import Path

from hypothesis import strategies as st

import consents
from consents.choices import ContactChannel, EventKind, PurposeKind
from consents.rules.facts import Facts
from consents.rules.folding import Event, Scope
from consents.rules.rulesets import RuleSet, read_rules, ruleset_for

NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
VOICE = Scope(sender="energie", purpose="aanbod", channel="voice")
KINDS = {"aanbod": PurposeKind.MARKETING, "storing": PurposeKind.SERVICE}

moments = st.integers(0, 5).map(lambda hour: NOON + dt.timedelta(hours=hour))
scopes = st.builds(
    Scope,
    sender=st.sampled_from(["", "energie", "krant"]),
    purpose=st.sampled_from(["", "aanbod", "storing"]),
    channel=st.sampled_from(["", "voice", "email"]),
)
uids = [f"e{number}" for number in range(12)]


@st.composite
def ledgers(draw: st.DrawFn) -> list[Event]:
    """Up to twelve events with different uids, some of one moment, some referring to each other."""
    number = draw(st.integers(0, 12))
    return [
        Event(
            uid=uids[place],
            kind=draw(st.sampled_from(list(EventKind))),
            stated_at=draw(moments),
            scope=draw(scopes),
            refers_to=draw(st.sampled_from(["", *uids])),
            own_initiative=draw(st.booleans()),
            valid_until=draw(st.sampled_from([None, NOON.date(), NOON.date() + dt.timedelta(days=30)])),
        )
        for place in range(number)
    ]


def event(kind: EventKind, hour: int = 0, *, uid: str = "", scope: Scope = VOICE, **rest: object) -> Event:
    """An event at so many hours after noon."""
    moment = NOON + dt.timedelta(hours=hour)
    return Event(uid=uid or f"{kind}-{hour}", kind=kind, stated_at=moment, scope=scope, **rest)  # type: ignore[arg-type]


def shipped() -> list[RuleSet]:
    """The rules that Waarborg ships."""
    folder = Path(consents.__file__).parent / "rulesets"
    return [read_rules(path.read_text()) for path in sorted(folder.glob("*.yaml"))]


def rules_on(at: dt.datetime, *, country: str = "NL", channel: ContactChannel = ContactChannel.VOICE) -> RuleSet | None:
    """The shipped set for a moment."""
    return ruleset_for(shipped(), country=country, channel=channel, day=at.date())


def facts(at: dt.datetime, **rest: object) -> Facts:
    """A marketing call to one person in the Netherlands."""
    told = {"channel": ContactChannel.VOICE, "purpose": PurposeKind.MARKETING, "country": "NL", "people": 1, **rest}
    return Facts(at=at, **told)  # type: ignore[arg-type]
