"""Seals over the ledger: what was sealed can't be changed, taken away or slipped in without being told."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from consents.actions import sealing, verifying
from consents.actions.recording import digest_of
from consents.actions.sealing import LedgerSeal, seal_ledger, seals
from consents.actions.verifying import verify_ledger
from consents.actions.wording import Wording, write_wording
from consents.choices import EventKind
from consents.models import ConsentEvent, ConsentState, ConsentText, Person
from registers.evidence import guards
from registers.models import EvidenceEntry
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
LEDGER = {"consents_consentevent": ("id", "uid"), "consents_consenttext": ("id", "uid")}


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


@contextmanager
def triggers_down() -> Iterator[None]:
    """As somebody who owns the database would have it."""
    with connection.cursor() as cursor:
        guards.take_down(vendor=connection.vendor, execute=cursor.execute, tables=LEDGER)
        yield
        guards.put_up(vendor=connection.vendor, execute=cursor.execute, tables=LEDGER)


def test_a_seal_says_how_many_events_there_are(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)

    assert seal_ledger(at=AT) == 2

    (seal,) = seals()
    assert (seal.count, seal.last) == (2, ConsentEvent.objects.latest("pk").pk)


def test_sealing_twice_seals_once(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    seal_ledger(at=AT)

    assert seal_ledger(at=AT) == 0
    assert EvidenceEntry.objects.filter(kind="consents.sealed").count() == 1


def test_seals_follow_each_other_without_a_gap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 2)
    for _time in range(3):
        office.objected(SANNE)

    seal_ledger(at=AT)

    held = seals()
    assert [seal.count for seal in held] == [2, 1]
    assert held[1].first == held[0].last + 1
    assert verify_ledger().intact


def test_a_row_that_was_changed_with_its_digest_is_found_by_the_seal(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    seal_ledger(at=AT)

    with triggers_down():
        given.campaign = "other"
        ConsentEvent.objects.filter(pk=given.pk).update(campaign="other", digest=digest_of(given))

    found = verify_ledger()
    assert (found.damaged, found.broken_seals, found.intact) == ([], [seals()[0].first], False)


def test_a_row_that_was_changed_with_its_digest_before_any_seal_is_found_by_the_evidence(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    assert verify_ledger().intact

    with triggers_down():
        given.campaign = "other"
        ConsentEvent.objects.filter(pk=given.pk).update(campaign="other", digest=digest_of(given))

    assert verify_ledger(rebuild_projection=True).damaged == [given.pk]
    assert not verify_ledger(rebuild_projection=True).intact


def test_a_row_slipped_in_after_the_last_seal_is_found(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    seal_ledger(at=AT)

    planted = ConsentEvent.objects.get(pk=given.pk)
    planted.pk, planted.uid = None, uuid4()
    planted.digest = digest_of(planted)
    planted.save(force_insert=True)

    assert verify_ledger(rebuild_projection=True).damaged == [planted.pk]


def test_a_row_that_is_gone_is_found(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    (withdrawal,) = office.say(EventKind.WITHDRAWN, SANNE, SANNE_MAIL)
    seal_ledger(at=AT)

    with triggers_down():
        ConsentEvent.objects.filter(pk=withdrawal.pk).delete()

    assert verify_ledger(rebuild_projection=True).broken_seals


def test_a_row_slipped_in_below_a_seal_is_found(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    with triggers_down():
        ConsentEvent.objects.filter(pk=given.pk).update(id=given.pk + 1_000)
    seal_ledger(at=AT)

    given.pk, given.uid = given.pk + 500, uuid4()
    given.digest = digest_of(given)
    given.save(force_insert=True)

    assert verify_ledger().broken_seals


def test_verifying_goes_on_after_an_event(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST", 1)
    given = office.consented(SANNE, SANNE_MAIL)
    seal_ledger(at=AT)

    found = verify_ledger(after=given.pk)

    assert (found.events, found.seals, found.intact) == (1, 1, True)


def test_verifying_in_pieces_finds_what_verifying_at_once_finds(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "MOST", 1)
    office.consented(SANNE, SANNE_MAIL)
    office.consented(SANNE, SANNE_MAIL)
    with triggers_down():
        ConsentEvent.objects.filter(pk=ConsentEvent.objects.latest("pk").pk).update(campaign="elders")
    seal_ledger(at=AT)
    whole = verify_ledger()

    pieces = [verify_ledger(limit=1)]
    while pieces[-1].events:
        pieces.append(verify_ledger(after=pieces[-1].last, limit=1))

    assert len(whole.damaged) == 1
    assert [place for piece in pieces for place in piece.damaged] == whole.damaged
    assert sum(piece.events for piece in pieces) == whole.events
    assert sum(piece.seals for piece in pieces) == whole.seals


def test_a_person_is_folded_once_however_many_batches_tell_of_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "BATCH", 1)
    for _time in range(3):
        office.consented(SANNE, SANNE_MAIL)

    found = verify_ledger()

    assert found.events > found.people == 1


def test_a_limit_is_at_least_one_event(office: Office) -> None:
    with pytest.raises(CommandError, match="--limit"):
        call_command("consents", "verify", "--limit", "0")


def test_the_command_tells_which_seal_is_broken(office: Office) -> None:
    given = office.consented(SANNE, SANNE_MAIL)
    seal_ledger(at=AT)
    with triggers_down():
        ConsentEvent.objects.filter(pk=given.pk).delete()
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("consents", "verify", "--json", stdout=told)

    assert json.loads(told.getvalue())["broken_seals"] == [1]


@given(st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=6), st.randoms())
def test_another_order_is_another_seal(digests: list[str], chance: object) -> None:
    shuffled = sorted(digests)

    same = _of(shuffled) == _of(digests)

    assert same == (shuffled == digests)


def _of(digests: list[str]) -> LedgerSeal:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_digests", lambda _first, _last: iter(digests))
        return sealing._sealed(1, len(digests))


@pytest.mark.parametrize("also", [{}, {"sha256": hashlib.sha256(b"Anders gevraagd").hexdigest()}])
def test_words_that_were_changed_afterwards_are_named(office: Office, also: dict[str, str]) -> None:
    asked = Wording(key="bellen", sender=office.sender, purpose=office.offer, channel="voice", body="Mogen wij bellen?")
    write_wording(wording=asked, actor=None, at=AT)
    assert verify_ledger().intact

    with triggers_down():
        ConsentText.objects.filter(key="bellen").update(body="Anders gevraagd", **also)

    assert verify_ledger(rebuild_projection=True).wordings == ["bellen 1 nl"]
    assert not verify_ledger(rebuild_projection=True).intact


def test_a_state_behind_which_no_event_stands_is_found_and_taken_away(office: Office) -> None:
    office.consented(SANNE, SANNE_MAIL)
    nobody = Person.objects.create(created_at=AT)
    ConsentState.objects.create(person=nobody, sender="energie", purpose="aanbod", channel="voice", standing="given")

    assert (verify_ledger().differing, verify_ledger(limit=1).differing) == (1, 0)
    assert verify_ledger(rebuild_projection=True).intact

    assert verify_ledger().differing == 0
    assert set(ConsentState.objects.values_list("person", flat=True)) == {Person.objects.exclude(pk=nobody.pk).get().pk}
