"""A table of a source as call list: read through the map, every row counted, nothing but the chosen columns leaves."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consents.actions.judging import Campaign
from consents.actions.screening_runs import cancel, download, run_screening
from consents.actions.screening_tables import unread_runs
from consents.choices import ScreeningStatus
from consents.errors import ListMoved, ListRefused
from consents.models import ScreeningRun
from registers.models import Document, EvidenceEntry
from subjects.actions.call_lists import TableOrder, begin, listed_tables, read_call_list
from subjects.choices import Right
from subjects.hold_selectors import row_index
from subjects.models import RestrictedRow, Restriction
from tests.journeys.road import Road
from tests.journeys.shops import HOUSEHOLD_MAP, Build, Shop
from tests.verbs.consent_office import SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
ORDER = TableOrder(source="shop", table="customer", column="phone", columns=("id",))
MARKED = HOUSEHOLD_MAP.replace(
    "  erasure: treat\n  anonymisation: treat\n  fields:",
    "  erasure: treat\n  anonymisation: treat\n  restriction: {column: blocked, value: 1, lifted: 0}\n  fields:",
    1,
).replace("  - {name: id}\n", "  - {name: id}\n  - {name: blocked}\n", 1)


@pytest.fixture
def office() -> Office:
    return Office()


def campaign(office: Office) -> Campaign:
    return Campaign(sender=office.sender, purpose=office.offer, at=dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC))


def screened(office: Office, order: TableOrder = ORDER) -> ScreeningRun:
    """What workers make of it."""
    run = begin(order=order, campaign=campaign(office), at=timezone.now())
    read_call_list(run_id=run.pk, clock=timezone.now)
    run_screening(run_id=run.pk, clock=timezone.now)
    run.refresh_from_db()
    return run


def rows(run: ScreeningRun, part: str) -> list[dict[str, str]]:
    chunks = download(run=run, part=part, at=timezone.now()).chunks  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(b"".join(chunks).decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_row_of_the_table_ends_in_one_of_the_two_files(office: Office, household: Shop) -> None:
    household.run("INSERT INTO customer VALUES (2, 'Piet', 'p@x.nl', '0687654321'), (3, 'Jo', 'j@x.nl', NULL)")
    office.consented(SANNE, SANNE_MAIL)
    before = household.rows()

    run = screened(office)

    assert run.told["counts"] == {"in": 4, "allowed": 1, "refused": 1, "invalid": 1, "duplicate": 1}
    assert [row["id"] for row in rows(run, "allowed")] == ["0"]
    assert (household.rows(), run.told["origin"]) == (before, "shop.customer")


def test_only_the_chosen_columns_leave_the_source(office: Office, small_household: Shop) -> None:
    run = screened(office)

    held = json.dumps([*rows(run, "allowed"), *rows(run, "refused")])
    assert "Sanne" not in held and "example.nl" not in held
    assert run.told["labels"] == ["phone", "id"]


def test_a_number_that_is_a_number_in_the_database_keeps_its_digits(office: Office, build: Build) -> None:
    text = HOUSEHOLD_MAP.partition("- name: orders")[0]
    shop = build(
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60), email VARCHAR(80), phone BIGINT)",
        "INSERT INTO customer VALUES (0, 'Sanne', 's@x.nl', 612345678), (1, 'Jo', 'j@x.nl', 31687654321)",
        text=text,
    )
    assert shop.value("SELECT count(*) FROM customer") == 2
    office.consented(SANNE, SANNE_MAIL)

    run = screened(office)

    assert run.told["counts"] == {"in": 2, "allowed": 1, "refused": 1, "invalid": 0, "duplicate": 0}


def test_rows_whose_use_is_restricted_are_left_out_and_counted(office: Office, build_small: Build) -> None:
    build_small(
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, blocked INTEGER NOT NULL DEFAULT 0, name VARCHAR(60) NOT NULL,"
        " email VARCHAR(80), phone VARCHAR(20))",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), address TEXT)",
        "CREATE INDEX orders_customer ON orders (customer_id)",
        "INSERT INTO customer VALUES (0, 1, 'Sanne', 's@x.nl', '0612345678'), (1, 0, 'Jo', 'j@x.nl', '0687654321')",
        text=MARKED,
    )

    run = screened(office)

    assert (run.told["counts"]["in"], run.told["left_out"]) == (1, 1)
    assert [row["id"] for row in rows(run, "refused")] == ["1"]


def test_a_row_that_is_restricted_by_hand_is_left_out_too(office: Office, small_household: Shop, road: Road) -> None:
    request = road.open(Right.ACCESS, email="sanne@example.nl")
    restriction = Restriction.objects.create(request=request, set_at=road.at)
    RestrictedRow.objects.create(restriction=restriction, index=row_index("shop", "customer", (0,)), marked=False)

    run = screened(office)

    assert run.told["left_out"] == 1


def test_a_table_that_no_longer_fits_is_refused_in_the_list(office: Office, small_household: Shop) -> None:
    run = begin(order=ORDER, campaign=campaign(office), at=timezone.now())
    small_household.run("ALTER TABLE customer ADD COLUMN city TEXT")

    read_call_list(run_id=run.pk, clock=timezone.now)

    run.refresh_from_db()
    assert run.status == ScreeningStatus.REFUSED
    assert "city" in run.problem


def test_a_source_that_is_down_is_said_in_the_list(
    office: Office, small_household: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(order=ORDER, campaign=campaign(office), at=timezone.now())
    monkeypatch.setenv("SHOP_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    read_call_list(run_id=run.pk, clock=timezone.now)

    run.refresh_from_db()
    assert (run.status, "No connection" in run.problem) == (ScreeningStatus.REFUSED, True)


def test_a_table_without_numbers_or_an_unknown_column_is_no_list(office: Office, small_household: Shop) -> None:
    wrong = [("orders", "phone", ()), ("customer", "name", ()), ("customer", "phone", ("city",))]

    for table, column, columns in wrong:
        with pytest.raises(ListRefused):
            order = TableOrder(source="shop", table=table, column=column, columns=columns)
            begin(order=order, campaign=campaign(office), at=timezone.now())

    assert [one.name for one in listed_tables()] == ["shop.customer"]


def test_of_two_workers_one_reads_and_what_a_dead_one_left_is_taken_over(office: Office, small_household: Shop) -> None:
    run = begin(order=ORDER, campaign=campaign(office), at=timezone.now())
    ScreeningRun.objects.update(alive_at=timezone.now())

    with pytest.raises(ListMoved):
        read_call_list(run_id=run.pk, clock=timezone.now)
    later: Callable[[], dt.datetime] = lambda: timezone.now() + dt.timedelta(minutes=3)  # noqa: E731

    assert list(unread_runs(later())) == [run]
    assert read_call_list(run_id=run.pk, clock=later).status == ScreeningStatus.WAITING


def test_a_list_that_was_cancelled_is_not_read(office: Office, small_household: Shop) -> None:
    run = begin(order=ORDER, campaign=campaign(office), at=timezone.now())

    cancel(run=run, at=timezone.now())

    with pytest.raises(ListMoved):
        read_call_list(run_id=run.pk, clock=timezone.now)


def test_the_command_puts_files_and_proof_in_a_folder(
    office: Office, small_household: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--column", "phone", "--with", "id", "--sender", "energie", "--purpose", "aanbod"]

    call_command("calllists", "screen", "shop", "customer", *told, "--to", str(tmp_path / "uit"), "--json")

    summary = json.loads(capsys.readouterr().out)
    assert (summary["counts"]["in"], summary["origin"]) == (2, "shop.customer")
    assert sorted(path.suffix for path in (tmp_path / "uit").iterdir()) == [".csv", ".csv", ".json", ".pdf"]
    assert Document.objects.get().case.hex == summary["case"].replace("-", "")
    assert "12345678" not in EvidenceEntry.objects.get(kind="list.screened").body


def test_the_command_names_the_tables(
    office: Office, small_household: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("calllists", "tables")
    told = ["--column", "phone", "--sender", "energie", "--purpose", "aanbod", "--to", str(tmp_path)]

    assert "customer" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"shop\.customer"):
        call_command("calllists", "screen", "shop", "klanten", *told)
