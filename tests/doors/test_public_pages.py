"""The public register and the privacy statement as any browser gets them: off by default, no cookie, no secret."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registers.actions.publication_edits import publish, withdraw
from registers.actions.signing_off import offer, sign
from registers.models import EvidenceEntry, Party, ProcessingActivity, Publication
from registers.publishing.fields import PublicField
from registers.register_choices import RecordKind
from tests.doors.register_world import messages_of, officer, whole_register, with_permissions

pytestmark = pytest.mark.django_db
PAGES = ["/register/", "/register/va-001/", "/privacyverklaring/", "/privacyverklaring/winkel/"]


@pytest.fixture
def colleagues(private_folders: Any) -> list[User]:
    return [User.objects.create_user(name) for name in ("anna", "bram")]


@pytest.fixture
def uid(colleagues: list[User]) -> UUID:
    """A register of which one activity is public and signed off, and its pages are on."""
    whole_register()
    one = ProcessingActivity.objects.get(number="VA-001")
    Publication.objects.create(
        organisation=Party.objects.get(own=True), slug="winkel", register_on=True, statement_on=True
    )
    anna, bram = colleagues
    now = timezone.now()
    publish(uids=[one.uid], fields=list(PublicField), actor=anna, at=now)
    offer(kind=RecordKind.ACTIVITY, uid=str(one.uid), actor=anna, at=now)
    sign(kind=RecordKind.ACTIVITY, uid=str(one.uid), actor=bram, at=now)
    return one.uid


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_there_until_it_is_switched_on(client: Client, uid: UUID, page: str) -> None:
    on = client.get(page)
    Publication.objects.update(register_on=False, statement_on=False)

    off = client.get(page)

    assert (on.status_code, off.status_code) == (200, 404)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_sets_no_cookie_and_is_asked_for_anew(client: Client, uid: UUID, page: str) -> None:
    found = client.get(page, headers={"accept-language": "en"})
    again = client.get(page, headers={"if-none-match": found["ETag"]})

    assert found["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in found.get("Vary", "")
    assert not found.cookies
    assert found["Content-Language"] == "nl"
    assert '<html lang="nl">' in found.content.decode()
    assert again.status_code == 304
    assert "X-Robots-Tag" not in found
    assert "unsafe-inline" not in found["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_only_read(client: Client, uid: UUID, page: str) -> None:
    assert client.post(page).status_code == 405


def test_only_the_public_activity_is_listed(client: Client, uid: UUID) -> None:
    listed = client.get("/register/").content.decode()

    assert "Klantbeheer" in listed
    assert "Nieuwsbrief" not in listed
    assert client.get("/register/va-006/").status_code == 404
    assert client.get(f"/register/{uid}/").status_code == 200


def test_a_withdrawn_activity_is_gone_with_the_next_request(client: Client, uid: UUID, colleagues: list[User]) -> None:
    before = client.get("/register/va-001/")
    withdraw(uids=[uid], actor=colleagues[0], at=timezone.now())

    after = client.get("/register/va-001/", headers={"if-none-match": before["ETag"]})

    assert after.status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [("KLANT beheer", True), ("belhulp", True), ("hoofd klantenservice", False), ("<script>", False)],
)
def test_a_search_reads_what_the_public_may_read(client: Client, uid: UUID, asked: str, found: bool) -> None:
    answer = client.get("/register/", {"q": asked}).content.decode()

    assert ("Klantbeheer" in answer) is found
    assert "<script>" not in answer


def test_names_of_staff_and_remarks_are_nowhere(client: Client, uid: UUID) -> None:
    texts = "".join(client.get(page).content.decode() for page in PAGES)

    hidden = ["Hoofd klantenservice", "klantenservice@example.org", "Functionaris gegevensbescherming<", "Afdeling"]
    assert not [text for text in [*hidden, "medewerkers van klantenservice en verkoop"] if text in texts]


@pytest.mark.parametrize("page", ["/register/bestaat-niet/", "/privacyverklaring/elders/", "/register/%00/"])
def test_a_strange_address_is_not_found(client: Client, uid: UUID, page: str) -> None:
    assert client.get(page).status_code == 404


def test_two_statements_have_a_page_to_choose_from(client: Client, uid: UUID, colleagues: list[User]) -> None:
    anna, bram = colleagues
    second = Party.objects.create(name="Zuster B.V.", own=True, email="info@zuster.example")
    made = ProcessingActivity.objects.create(number="Z-1", name="Zusterwerk", organisation=second)
    Publication.objects.create(organisation=second, slug="zuster", statement_on=True)
    made.lines.create(subjects="Klanten", category="contact")
    now = timezone.now()
    publish(uids=[made.uid], fields=list(PublicField), actor=anna, at=now)
    offer(kind=RecordKind.ACTIVITY, uid=str(made.uid), actor=anna, at=now, obstacles=lambda *_: [])
    sign(kind=RecordKind.ACTIVITY, uid=str(made.uid), actor=bram, at=now, obstacles=lambda *_: [])

    chosen = client.get("/privacyverklaring/").content.decode()

    assert "/privacyverklaring/zuster/" in chosen
    assert "/privacyverklaring/winkel/" in chosen
    assert "Zusterwerk" not in client.get("/privacyverklaring/winkel/").content.decode()


def test_the_officer_publishes_a_selection_after_being_asked(uid: UUID) -> None:
    piet, other = officer(), ProcessingActivity.objects.get(number="VA-002")
    chosen = {"action": "publish", "_selected_action": [other.pk]}
    address = reverse("admin:registers_processingactivity_changelist")

    asked = piet.post(address, chosen)
    refused = piet.post(address, {**chosen, "confirmed": "1"})
    piet.post(address, {**chosen, "confirmed": "1", "pieces": ["purposes", "rights"]})

    other.refresh_from_db()
    assert 'value="purposes"' in asked.content.decode()
    assert "checked" not in asked.content.decode()
    assert refused.status_code == 200
    assert (other.public, other.public_fields) == (True, ["purposes", "rights"])


def test_the_officer_withdraws_a_selection(uid: UUID) -> None:
    one = ProcessingActivity.objects.get(uid=uid)
    chosen = {"action": "withdraw", "_selected_action": [one.pk], "confirmed": "1"}

    officer().post(reverse("admin:registers_processingactivity_changelist"), chosen)

    one.refresh_from_db()
    assert (one.public, one.public_fields) == (False, [])


def test_the_overview_and_the_preview_tell_what_the_public_misses(uid: UUID) -> None:
    piet = officer()
    own = Party.objects.get(own=True)
    ProcessingActivity.objects.filter(number="VA-002").update(public=True, public_fields=["purposes"])

    overview = piet.get(reverse("register:public")).content.decode()
    preview = piet.get(reverse("register:public-preview", args=[own.uid])).content.decode()
    draft = piet.get(reverse("register:public-preview", args=[own.uid]), {"draft": "1"}).content.decode()

    assert "VA-002" in overview
    assert "VA-002" not in preview
    assert "VA-002" in draft


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_the_statement_is_downloaded_and_noted(uid: UUID, form: str) -> None:
    address = reverse("register:public-statement", args=[Party.objects.get(own=True).uid])
    before = EvidenceEntry.objects.filter(kind="document.read").count()

    made = officer().post(address, {"form": form})

    assert made["Content-Disposition"] == f'attachment; filename="privacyverklaring.{form}"'
    assert made["Cache-Control"].startswith("no-store")
    assert EvidenceEntry.objects.filter(kind="document.read").count() == before + 1


def test_a_statement_that_is_not_public_is_refused_with_a_way_out(uid: UUID) -> None:
    ProcessingActivity.objects.update(public=False)
    address = reverse("register:public-statement", args=[Party.objects.get(own=True).uid])

    answer = officer().post(address, {"form": "html"}, follow=True)

    assert len(messages_of(answer)) == 1


def test_pages_are_switched_with_a_fact_and_never_deleted(uid: UUID) -> None:
    piet, pages = officer(), Publication.objects.get()
    address = reverse("admin:registers_publication_change", args=[pages.pk])
    before = EvidenceEntry.objects.filter(kind="register.published").count()

    piet.post(address, {"organisation": pages.organisation_id, "slug": "winkel", "statement_on": "on"})

    pages.refresh_from_db()
    assert (pages.register_on, pages.statement_on) == (False, True)
    assert EvidenceEntry.objects.filter(kind="register.published").count() == before + 1
    assert piet.post(reverse("admin:registers_publication_delete", args=[pages.pk])).status_code == 403


@pytest.mark.parametrize("name", ["public", "public-preview", "public-statement"])
def test_who_may_not_see_the_register_sees_none_of_it(uid: UUID, name: str) -> None:
    args = [] if name == "public" else [Party.objects.get(own=True).uid]

    assert with_permissions("vera", "view_source").get(reverse(f"register:{name}", args=args)).status_code == 403


def test_who_finds_no_page_is_shown_the_way_to_the_portal(db: None) -> None:
    answer = Client().get("/register/bestaat-niet/")

    assert answer.status_code == 404
    assert reverse("portal") in answer.content.decode()
    assert reverse("admin:index") not in answer.content.decode()
