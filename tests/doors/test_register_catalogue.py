"""The catalogue and incidents at the doors: pages, commands, and who may do what."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.catalogue import copy_from_catalogue
from registers.catalogue import shipped
from registers.catalogue.entry import Entry
from registers.models import Breach, BreachNotice, CatalogueCopy, EvidenceEntry, Party, ProcessingActivity
from tests.doors.register_world import activity, agreement, officer, with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def piet() -> Client:
    return officer()


@pytest.fixture
def own() -> Party:
    return Party.objects.create(name="Voorbeeld B.V.", own=True)


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(f"register:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("register", *args, stdout=out)
    return out.getvalue()


def shipped_anew(monkeypatch: pytest.MonkeyPatch, key: str, **changes: Any) -> Entry:
    entries = dict(shipped.catalogue())
    entries[key] = Entry.model_validate({**entries[key].model_dump(mode="json"), "version": "2027-02-01", **changes})
    monkeypatch.setattr(shipped, "catalogue", lambda: entries)
    return entries[key]


@pytest.mark.parametrize("key", list(shipped.catalogue()))
@pytest.mark.parametrize("country", ["NL", "BE", "XX"])
def test_an_entry_can_be_read_for_both_countries(piet: Client, key: str, country: str) -> None:
    assert shipped.entry_of(key).name in page(piet, "catalogue-entry", key, country=country)


def test_the_list_links_to_what_was_copied(piet: Client, own: Party) -> None:
    copy_from_catalogue(key="terugbellen", organisation=own, actor=None, at=timezone.now())

    assert "CC-07" in page(piet, "catalogue")


def test_a_copy_is_made_once_unless_asked_for_again(piet: Client, own: Party) -> None:
    address = reverse("register:catalogue-copy", args=["terugbellen"])

    first = piet.post(address, {"organisation": own.pk})
    second = piet.post(address, {"organisation": own.pk})
    third = piet.post(address, {"organisation": own.pk, "again": "on"})

    assert (first.status_code, second.status_code, third.status_code) == (302, 200, 302)
    assert "CC-07" in second.content.decode()
    assert CatalogueCopy.objects.count() == 2


def test_who_only_reads_makes_no_copy(piet: Client, own: Party) -> None:
    reader = with_permissions("anna", "view_processingactivity")

    answer = reader.post(reverse("register:catalogue-copy", args=["terugbellen"]), {"organisation": own.pk})

    assert answer.status_code == 403
    assert CatalogueCopy.objects.count() == 0


def test_a_change_is_shown_beside_ours_and_taken_over(
    piet: Client, own: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_from_catalogue(key="terugbellen", organisation=own, actor=None, at=timezone.now())
    entry = shipped_anew(monkeypatch, "terugbellen", description="Heel andere woorden")
    key = f"activities:{copy.activity.uid}:description"
    address = reverse("register:catalogue-follow", args=[copy.activity.uid])

    asked = piet.get(address).content.decode()
    piet.post(address, {"seen": entry.sha256, f"{key}-decision": "taken"})

    assert "Heel andere woorden" in asked
    assert copy.activity.description[:30] in asked
    assert ProcessingActivity.objects.get(pk=copy.activity_id).description == "Heel andere woorden"


def test_leaving_without_a_reason_says_so_and_changes_nothing(
    piet: Client, own: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_from_catalogue(key="terugbellen", organisation=own, actor=None, at=timezone.now())
    entry = shipped_anew(monkeypatch, "terugbellen", description="Heel andere woorden")
    key = f"activities:{copy.activity.uid}:description"

    given = {"seen": entry.sha256, f"{key}-decision": "left"}
    answer = piet.post(reverse("register:catalogue-follow", args=[copy.activity.uid]), given)

    assert 'role="alert"' in answer.content.decode()
    assert ProcessingActivity.objects.get(pk=copy.activity_id).catalogue_version != "2027-02-01"


def test_the_command_lists_copies_and_refuses_twice(own: Party) -> None:
    rows = json.loads(run("catalogue", "list", "--json"))
    run("catalogue", "copy", "gespreksopname", "--organisation", "Voorbeeld B.V.")

    with pytest.raises(CommandError, match="CC-01"):
        run("catalogue", "copy", "gespreksopname")
    with pytest.raises(CommandError, match=r"Voorbeeld B\.V\."):
        run("catalogue", "copy", "klachten", "--organisation", "Niemand")
    assert len(rows) == 17
    assert json.loads(run("catalogue", "behind", "--json")) == []


def test_behind_ends_with_a_failure_while_a_copy_is(own: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    run("catalogue", "copy", "terugbellen")
    shipped_anew(monkeypatch, "terugbellen", description="Heel andere woorden")

    with pytest.raises(CommandError):
        run("catalogue", "behind")


def asked(supplier: Party | None, days: int = 0) -> dict[str, Any]:
    now = timezone.localtime()
    at = (now + dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return {"supplier": supplier.pk if supplier else "", "at": at, "aware_at": at}


def test_an_incident_shows_what_it_touches_and_opens_a_breach(piet: Client, own: Party) -> None:
    signed = agreement(covers=activity(lines=1, organisation=own), breach_hours=24)
    query = asked(signed.counterparty)

    shown = page(piet, "incident", **query)
    address = (
        f"{reverse('register:incident')}?supplier={query['supplier']}&at={query['at']}&aware_at={query['aware_at']}"
    )
    piet.post(address, {"title": "Export stond open"})

    breach = Breach.objects.get()
    assert "V-1 Verwerking V-1" in shown
    assert [str(one.activity) for one in breach.activities.all()] == ["V-1 Verwerking V-1"]
    assert breach.processor == signed.counterparty


def test_a_moment_ahead_is_refused_beside_the_form(piet: Client) -> None:
    assert "errorlist" in page(piet, "incident", **asked(None, days=2))


def test_the_command_tells_of_an_incident_as_json(own: Party) -> None:
    signed = agreement(covers=activity(lines=1, organisation=own))
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M:%S.%f")

    told = json.loads(run("incident", signed.counterparty.name, "--at", now, "--aware", now, "--json"))

    assert [one["number"] for one in told["touched"]] == ["V-1"]
    assert told["report_by"]
    assert "V-1" in run("incident", signed.counterparty.name, "--at", now, "--drafts")
    with pytest.raises(CommandError):
        run("incident", "--at", "gisteren")


def breach(**facts: Any) -> Breach:
    return Breach.objects.create(number="DL-1", title="Lek", aware_at=timezone.now() - dt.timedelta(hours=1), **facts)


def test_decisions_go_through_their_own_pages(piet: Client) -> None:
    made = breach(facts="Feiten")

    piet.post(reverse("register:breach", args=[made.uid, "assess"]), {"risk": "unlikely", "reason": "Versleuteld"})
    piet.post(reverse("register:breach", args=[made.uid, "not-report"]), {"reason": "Geen risico"})
    piet.post(reverse("register:breach", args=[made.uid, "close"]))

    made.refresh_from_db()
    assert made.closed_at is not None
    assert EvidenceEntry.objects.filter(case=made.uid).count() == 3


def test_closing_too_early_names_what_lacks(piet: Client) -> None:
    answer = piet.post(reverse("register:breach", args=[breach().uid, "close"]))

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_the_form_writes_no_decision_and_the_edit_is_a_fact(piet: Client) -> None:
    made = breach()
    address = reverse("admin:registers_breach_change", args=[made.pk])
    form = piet.get(address).context["adminform"].form
    given = {name: form.initial.get(name) or "" for name in form.fields if name != "categories"}
    given |= {"facts": "Wat er was", "aware_at": "2026-11-20T10:00", "closed_at": "2026-11-21T10:00", "risk": "high"}
    for prefix in ("activities", "notices", "follow_ups"):
        given |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    piet.post(address, {**given, "cross_border": "unknown"})

    made.refresh_from_db()
    assert (made.facts, made.closed_at, made.risk) == ("Wat er was", None, "unknown")
    assert "Wat er was" not in EvidenceEntry.objects.get(case=made.uid).body


def test_a_client_is_noted_as_told(piet: Client) -> None:
    made = breach()
    notice = BreachNotice.objects.create(breach=made, party=Party.objects.create(name="Klant"))
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

    piet.post(reverse("register:breach-client", args=[notice.uid]), {"told_at": now})

    notice.refresh_from_db()
    assert notice.told_at is not None


def test_the_register_of_breaches_leaves_as_a_safe_file_and_that_is_a_fact(piet: Client) -> None:
    breach(facts="=HYPERLINK(1)", reported_at=None)

    answer = piet.get(reverse("register:breaches-export"))

    assert "'=HYPERLINK" in answer.content.decode("utf-8-sig")
    assert EvidenceEntry.objects.filter(kind="document.read").count() == 1


def test_who_may_not_change_breaches_decides_nothing(piet: Client) -> None:
    made = breach()
    reader = with_permissions("anna", "view_breach")

    answer = reader.post(reverse("register:breach", args=[made.uid, "assess"]), {"risk": "high", "reason": "x"})

    assert answer.status_code == 403
    assert "DL-1" in page(piet, "calendar")


def test_a_breach_cannot_be_deleted_and_a_closed_one_not_edited(piet: Client) -> None:
    made = breach(facts="x", risk="unlikely", risk_reason="x", not_reported_reason="x", closed_at=timezone.now())

    deleted = piet.post(reverse("admin:registers_breach_delete", args=[made.pk]), {"post": "yes"})
    shown = piet.get(reverse("admin:registers_breach_change", args=[made.pk])).content.decode()

    assert deleted.status_code == 403
    assert "reopen" in shown
    assert 'name="_save"' not in shown
