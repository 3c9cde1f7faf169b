"""The pages themselves: nothing inline, a strict policy, a fixed number of queries, values masked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.models import Source, SourceField, SourceTable
from subjects.choices import Right
from tests.doors.admin_world import AdminWorld, client_of, do, page

LISTS = (
    *("registers_source", "registers_sourcetable", "registers_sourcefield", "registers_sourcelink"),
    *("registers_retentionduty", "registers_document", "registers_evidenceentry", "registers_evidenceseal"),
    *("subjects_subjectrequest", "subjects_deferrederasure", "subjects_legalterm", "subjects_watchedidentifier"),
)
INLINE = re.compile(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")


def faults(text: str) -> list[str]:
    return INLINE.findall(text) + ELSEWHERE.findall(text)


def test_lists_and_their_pages_hold_nothing_inline(world: AdminWorld) -> None:
    world.executed(Right.ERASURE)
    root = client_of("root", superuser=True)

    lists = [root.get(reverse(f"admin:{name}_changelist")) for name in LISTS]
    firsts = [(name, shown.context["cl"].result_list[:1]) for name, shown in zip(LISTS, lists, strict=True)]
    pages = [root.get(reverse(f"admin:{name}_change", args=[row.pk])) for name, rows in firsts for row in rows]

    assert len(pages) == len(LISTS)
    assert not [fault for shown in (*lists, *pages) for fault in faults(shown.content.decode())]


def test_every_page_of_a_request_holds_nothing_inline(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    addresses = [
        reverse("admin:index"),
        reverse("admin:subjects_subjectrequest_add"),
        page(request),
        do(request, "approve"),
        reverse("admin:subjects_subjectrequest_preview", args=[request.pk]),
        reverse("admin:subjects_map_check", args=["klanten"]),
        reverse("admin:registers_source_history", args=[Source.objects.get().pk]),
    ]
    root = client_of("root", superuser=True)

    answers = [root.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert [faults(answer.content.decode()) for answer in answers] == [[]] * len(answers)


def test_inline_code_would_be_noticed() -> None:
    planted = ('<p style="x">', "<script>1</script>", '<a onclick="x">', '<img src="https://x/y">')

    assert all(faults(text) for text in planted)
    assert not faults('<script src="/a.js" defer></script><a href="/b">')


def test_the_policy_allows_own_files_only(world: AdminWorld) -> None:
    policy = world.desk.get(reverse("admin:index")).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_is_personal_is_kept_by_no_cache(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    addresses = [page(request), reverse("admin:subjects_subjectrequest_preview", args=[request.pk])]

    kept = [world.desk.get(address).headers["cache-control"] for address in addresses]

    assert all("no-store" in one for one in kept)


def test_the_page_masks_identifiers_and_the_list_has_none(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    values = [one.value for one in request.identifiers.all()]

    shown = world.desk.get(page(request)).content.decode()
    listed = world.desk.get(reverse("admin:subjects_subjectrequest_changelist")).content.decode()

    assert "e-mail" in shown
    assert not [value for value in values if value in shown or value in listed]


def test_the_preview_shows_before_and_after_and_stores_only_that_somebody_looked(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    address = reverse("admin:subjects_subjectrequest_preview", args=[request.pk])

    with CaptureQueriesContext(connection) as queries:
        text = world.desk.get(address).content.decode()

    written = [one["sql"] for one in queries.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert world.demo.person("erasure").name.split()[-1] in text
    assert [statement.startswith('INSERT INTO "registers_evidenceentry"') for statement in written] == [True]


def queries_of(world: AdminWorld, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert world.officer.get(address).status_code == 200
    return len(queries)


def test_the_list_takes_the_same_queries_for_one_request_as_for_many(world: AdminWorld) -> None:
    address = reverse("admin:subjects_subjectrequest_changelist")
    world.received(Right.ACCESS)
    world.officer.get(address)
    one = queries_of(world, address)

    for _ in range(5):
        world.received(Right.ERASURE)

    assert queries_of(world, address) == one


def test_the_page_takes_the_same_queries_however_long_its_history(world: AdminWorld) -> None:
    request = world.planned(Right.ERASURE)
    world.officer.get(page(request))
    before = queries_of(world, page(request))

    for _ in range(3):
        world.press(world.desk, request, "plan")

    assert queries_of(world, page(request)) == before


@pytest.mark.parametrize("name", ["registers_source", "registers_sourcetable", "registers_sourcefield"])
def test_lists_of_the_map_take_the_same_queries_for_a_larger_map(world: AdminWorld, name: str) -> None:
    address = reverse(f"admin:{name}_changelist")
    world.officer.get(address)
    before = queries_of(world, address)

    for number in range(5):
        table = SourceTable.objects.create(source=Source.objects.get(name="klanten"), name=f"meer_{number}")
        SourceField.objects.create(table=table, name="veld")

    assert queries_of(world, address) == before


def test_requests_are_found_by_reference_and_filtered_with_counts(world: AdminWorld) -> None:
    first, second = world.received(Right.ACCESS), world.received(Right.ERASURE)
    address = reverse("admin:subjects_subjectrequest_changelist")

    found = world.desk.get(address, {"q": first.reference.lower()}).context["cl"].result_list
    filtered = world.desk.get(address, {"right__exact": "erasure", "deadline": "fine"})

    assert list(found) == [first]
    assert list(filtered.context["cl"].result_list) == [second]
    assert "in time (1)" in filtered.content.decode()


def test_steps_are_followed_until_they_end(world: AdminWorld) -> None:
    request = world.approved(Right.ERASURE)
    world.press(world.desk, request, "run")
    address = reverse("admin:subjects_subjectrequest_steps", args=[request.pk])

    busy = world.desk.get(address)
    request.status = "blocked"
    request.save(update_fields=["status"])
    ended = world.desk.get(address)

    assert 'hx-trigger="every 2s"' in busy.content.decode()
    assert "hx-refresh" not in busy.headers
    assert ended.headers["hx-refresh"] == "true"
