"""One list at two moments: 30 June and 1 July 2026, every row that ends differently is counted with its reason."""

import csv
import datetime as dt
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from consents.actions import screening_runs as runs
from consents.actions.judging import Campaign
from consents.actions.screening_twice import compare, screen_again
from consents.choices import ScreeningStatus
from consents.errors import ListMoved, ListRefused
from consents.models import ScreeningRun
from consents.screening.comparing import Side, shifts
from registers.exchange.errors import RowsUnaccounted
from tests.verbs.a_real_list import CONSENTED, CUSTOMERS, JULY, JUNE, number, people
from tests.verbs.consent_office import Office
from tests.verbs.screening_world import a_list

pytestmark = pytest.mark.django_db
LATER = JUNE + dt.timedelta(hours=3)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An organisation that sells energy, with a document store of its own."""
    monkeypatch.setattr(settings.ENVIRONMENT, "documents_dir", tmp_path / "documents")
    return Office()


def screened(office: Office, content: bytes, *, about: dt.datetime, now: dt.datetime = JUNE) -> ScreeningRun:
    campaign = Campaign(sender=office.sender, purpose=office.offer, at=about)
    run = runs.upload(file=io.BytesIO(content), campaign=campaign, at=now)
    run = runs.choose(run=run, column="Telefoon", at=now)
    return worked(run, now)


def worked(run: ScreeningRun, now: dt.datetime) -> ScreeningRun:
    runs.run_screening(run_id=run.pk, clock=lambda: now)
    run.refresh_from_db()
    return run


def ends(run: ScreeningRun) -> dict[str, str]:
    """What became of each row, read from the two files themselves."""
    found: dict[str, str] = {}
    for sha256, place in ((run.allowed_sha256, 2), (run.refused_sha256, 3)):
        text = runs.list_store().get(sha256).decode("utf-8-sig")
        found |= {row[0]: row[place] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]}
    return found


def test_each_row_of_a_real_list_is_followed_from_june_to_july(office: Office) -> None:
    content = people(office)
    june, july = screened(office, content, about=JUNE), screened(office, content, about=JULY)

    found = compare(before=june, after=july)

    moved = {(shift.before.rule, shift.after.rule): shift.rows for shift in found.moved}
    first, second = ends(june), ends(july)
    followed = Counter((first[row], second[row]) for row in first)
    assert moved == {pair: rows for pair, rows in followed.items() if pair[0] != pair[1]}
    assert moved == {("customer", "customer_exception_ended"): CUSTOMERS}
    assert found.same + CUSTOMERS == june.told["counts"]["in"] == 345


def test_a_difference_names_rule_article_and_both_sets(office: Office) -> None:
    content = people(office)

    found = compare(before=screened(office, content, about=JUNE), after=screened(office, content, about=JULY))

    (shift,) = found.moved
    assert (shift.turns, shift.before.status, shift.after.status) == (True, "allowed", "refused")
    assert shift.after.article == "art. 11.7 Telecommunicatiewet"
    assert len({*shift.before.rules, *shift.after.rules}) == 2


def test_who_objects_in_between_is_a_difference_of_its_own(office: Office) -> None:
    content = people(office)
    june = screened(office, content, about=JUNE)
    office.objected(f"phone={number(CUSTOMERS)}", at=LATER)
    july = screened(office, content, about=JULY, now=JULY)

    found = compare(before=june, after=july)

    moved = {(shift.before.rule, shift.after.rule): shift.rows for shift in found.moved}
    assert moved == {("customer", "customer_exception_ended"): CUSTOMERS, ("consent", "objection"): 1}
    assert july.told["counts"]["allowed"] == CONSENTED - 1


def test_the_same_bytes_have_one_hash_and_the_rows_one_order(office: Office) -> None:
    content = people(office)

    june, again = screened(office, content, about=JUNE), screened(office, content, about=JUNE)

    assert june.list_sha256 == again.list_sha256
    assert (june.allowed_sha256, june.refused_sha256) == (again.allowed_sha256, again.refused_sha256)


def test_a_list_is_screened_again_without_giving_it_again(office: Office) -> None:
    june = screened(office, people(office), about=JUNE)

    again = screen_again(run=june, about=JULY, at=LATER)
    same = screen_again(run=june, about=JULY, at=LATER)
    worked(again, LATER)

    assert same == again
    assert again.told["counts"]["allowed"] == CONSENTED
    assert sum(shift.rows for shift in compare(before=june, after=again).moved) == CUSTOMERS


def test_a_list_from_a_table_is_taken_from_there_anew(office: Office) -> None:
    june = screened(office, a_list(number(0)), about=JUNE)
    june.told["origin"] = "crm.klant"

    with pytest.raises(ListRefused):
        screen_again(run=june, about=JULY, at=LATER)


def test_another_list_is_not_compared(office: Office) -> None:
    june, other = (screened(office, a_list(number(place)), about=JUNE) for place in (0, 1))

    with pytest.raises(ListRefused):
        compare(before=june, after=other)


def test_of_a_list_whose_files_are_gone_only_the_counts_are_left(office: Office) -> None:
    content = a_list(number(0))
    june, july = screened(office, content, about=JUNE), screened(office, content, about=JULY)
    runs.purge(at=JULY + dt.timedelta(days=60))
    july.refresh_from_db()

    assert compare(before=june, after=july).shifts is None
    with pytest.raises(ListMoved):
        screen_again(run=july, about=JULY, at=JULY)
    assert not ScreeningRun.objects.filter(status=ScreeningStatus.WAITING).exists()


def test_a_row_that_only_one_side_has_is_never_passed_over() -> None:
    reasons = [
        {"status": "allowed", "rule": "consent", "reason": "ja", "article": "", "legal_status": "", "ruleset": "X"},
    ]
    told = [{**one, "rules_sha256": "a"} for one in reasons]

    def side(*lines: int) -> Side:
        text = "".join(f"{line};X;consent;;iemand\r\n" for line in lines).encode()
        return Side(
            allowed=lambda: io.BytesIO(b"kop\r\n" + text),
            refused=lambda: io.BytesIO(b"kop\r\n"),
            reasons=told,
            rows=len(lines),
        )

    assert sum(shift.rows for shift in shifts(side(2, 3), side(3, 2))) == 2
    with pytest.raises(RowsUnaccounted):
        shifts(side(2, 3), side(2, 4))


def test_two_folders_are_compared_by_the_command(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lijst.csv").write_bytes(people(office))
    for name, about in (("juni", JUNE), ("juli", JULY)):
        told = ["--column", "Telefoon", "--sender", "energie", "--purpose", "aanbod", "--at", about.isoformat()]
        call_command("consents", "screen", str(tmp_path / "lijst.csv"), *told, "--to", str(tmp_path / name))
    summaries = [str(tmp_path / name / "lijst-samenvatting.json") for name in ("juni", "juli")]

    capsys.readouterr()

    call_command("consents", "compare", *summaries, "--json")
    told = json.loads(capsys.readouterr().out)
    call_command("consents", "compare", *summaries)

    assert [one["rows"] for one in told["moved"]] == [CUSTOMERS]
    assert f"{CUSTOMERS} may be contacted" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("consents", "compare", str(tmp_path / "lijst.csv"), summaries[1])
