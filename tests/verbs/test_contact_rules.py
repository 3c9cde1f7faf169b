"""Contact rules of one's own: written, signed by somebody else, in force from a day, and never about the past."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from consents.actions.ruling import Draft, change_draft, draft_rules, drop_draft, sign_rules
from consents.choices import ContactChannel, EventKind
from consents.errors import OwnRules, RulesFixed, RulesInvalid, RulesSigned
from consents.models import ContactRuleSet
from consents.selectors import edition_for
from consents.trial_selectors import before, rules_text, trial
from registers.choices import EvidenceKind
from registers.models import EvidenceEntry
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 9, 1, 10, 0, tzinfo=dt.UTC)
DAY = AT.date()
SET = "NL-V-3"


def text(*, allow_unchecked: bool = True) -> str:
    """The rules of today; with the change that a consent counts unchecked."""
    found = rules_text(SET, day=DAY)
    assert found is not None
    return (
        found.replace("    - verified\n  outcome", "    - verified\n    - given\n  outcome")
        if allow_unchecked
        else found
    )


def draft(*, body: str = "", begin: dt.date = DAY, reason: str = "Besluit van de directie") -> Draft:
    return Draft(body=body or text(), reason=reason, effective_from=begin)


def version(*, begin: dt.date = DAY, body: str = "", at: dt.datetime = AT, signed: bool = True) -> ContactRuleSet:
    """A version written by Els and, when asked, signed by Jan."""
    els, _made = User.objects.get_or_create(username="els")
    jan, _made = User.objects.get_or_create(username="jan")
    made = draft_rules(set_id=SET, draft=draft(begin=begin, body=body), actor=els, at=at)
    return sign_rules(version=made, actor=jan, at=at) if signed else made


def test_a_draft_decides_nothing() -> None:
    office = Office()
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL)

    version(signed=False)

    assert office.ask(SANNE, at=AT).decision.rule == "consent_not_verified"


def test_a_signed_version_decides_from_its_day_and_is_on_record() -> None:
    office = Office()
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL)

    made = version(begin=DAY)

    assert office.ask(SANNE, at=AT).noted.rules_sha256 == made.sha256
    assert office.ask(SANNE, at=AT - dt.timedelta(days=1)).decision.rule == "consent_not_verified"
    assert EvidenceEntry.objects.filter(kind=EvidenceKind.CONTACT_RULES_SIGNED).count() == 1


def test_the_writer_does_not_sign() -> None:
    made = version(signed=False)

    with pytest.raises(OwnRules):
        sign_rules(version=made, actor=User.objects.get(username="els"), at=AT)

    made.refresh_from_db()
    assert made.signed_at is None


def test_who_changed_a_draft_last_is_its_writer() -> None:
    made, jan = version(signed=False), User.objects.get(username="jan")
    change_draft(version=made, draft=draft(reason="Anders"), actor=jan, at=AT)

    with pytest.raises(OwnRules):
        sign_rules(version=made, actor=jan, at=AT)


def test_rules_do_not_begin_in_the_past() -> None:
    with pytest.raises(RulesFixed):
        version(begin=DAY - dt.timedelta(days=1))


def test_a_draft_that_lay_too_long_is_not_signed() -> None:
    made = version(signed=False)

    with pytest.raises(RulesFixed):
        sign_rules(version=made, actor=User.objects.get(username="jan"), at=AT + dt.timedelta(days=1))


def test_a_signed_version_is_neither_changed_nor_dropped() -> None:
    made, els = version(), User.objects.get(username="els")

    with pytest.raises(RulesSigned):
        change_draft(version=made, draft=draft(), actor=els, at=AT)
    with pytest.raises(RulesSigned):
        drop_draft(version=made)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id: NL-V-3", "id: NL-V-4", "id"),
        ("country: NL", "country: BE", "country"),
        ("- voice\n", "- sms\n", "channels"),
        ("valid_from: 2026-07-01", "valid_from: 2027-01-01", "valid_from"),
        ("outcome: refused", "outcome: maybe", "rules.0.outcome"),
        ("objected: true", "objected: false", "first rule"),
        ("id: NL-V-3", "id: [", "no YAML"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(old: str, new: str, place: str) -> None:
    body = text().replace(old, new, 1)

    with pytest.raises(RulesInvalid, match=place):
        version(body=body)

    assert not ContactRuleSet.objects.exists()


def test_a_version_shows_which_answers_it_turns() -> None:
    office = Office()
    office.say(EventKind.GIVEN, SANNE, SANNE_MAIL)
    office.ask(SANNE, at=AT)
    office.ask("phone=0687654321", at=AT)

    found = trial(version(signed=False))

    assert (found.kept.looked, found.kept.turned, found.unrepeatable) == (2, 1, 0)
    assert {(shift.before.rule, shift.after.rule) for shift in found.turned if shift.turns} == {
        ("consent_not_verified", "consent")
    }


def test_a_version_without_a_change_turns_nothing() -> None:
    found = trial(version(body=text(allow_unchecked=False), signed=False))

    assert found.imagined.looked > 1_000
    assert found.turned == []


def test_a_version_follows_the_signed_one_before_it() -> None:
    first = version()
    second = version(begin=DAY + dt.timedelta(days=7), signed=False)

    assert (before(first), before(second)) != (None, None)
    assert trial(second).turned == []


class TestThePast(TestCase):
    """Whatever is signed, in whatever order, what holds on an earlier date stays as it was."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=4))
    def test_a_signed_version_changes_no_decision_about_an_earlier_date(
        self, told: list[tuple[int, int, bool]]
    ) -> None:
        days = [DAY + dt.timedelta(days=ahead) for ahead in range(-3, 45)]
        for wait, ahead, looser in sorted(told):
            today = DAY + dt.timedelta(days=wait)
            held = {day: _sha256(day) for day in days if day < today}

            at = dt.datetime.combine(today, dt.time(10), dt.UTC)
            version(begin=today + dt.timedelta(days=ahead), body=text(allow_unchecked=looser), at=at)

            assert {day: _sha256(day) for day in held} == held


def _sha256(day: dt.date) -> str:
    found = edition_for(country="NL", channel=ContactChannel.VOICE, day=day)
    return found.sha256 if found else ""
