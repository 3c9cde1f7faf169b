"""What goes wrong outside: a clear message, the request blocked or refused, nothing lost, and on it goes after."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from sqlalchemy.engine import make_url

from subjects.choices import Right, Status
from subjects.errors import MapStale, SourceRefused, SourceUnreachable
from subjects.models import SubjectRequest
from tests.conftest import MARIADB
from tests.journeys.road import Road, documents_of
from tests.journeys.shops import Shop

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
SANNE = "sanne@example.nl"
CLOSED_PORT = "postgresql://somebody:Geheim-Woord@127.0.0.1:9/shop"


def shown(request: SubjectRequest) -> str:
    request.refresh_from_db()
    return request.block_reason


def test_a_source_that_is_down_blocks_the_request_until_it_is_back(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.open(Right.ERASURE, email=SANNE)
    monkeypatch.setenv("SHOP_URL", CLOSED_PORT)
    with pytest.raises(SourceUnreachable) as told:
        road.locate(request)

    assert (request.status, request.block_code) == (Status.BLOCKED, "source-unreachable")
    assert "Geheim-Woord" not in str(told.value) + shown(request)
    monkeypatch.setenv("SHOP_URL", small_household.url)
    assert road.locate(request).status == Status.LOCATED


def test_a_source_that_goes_down_before_the_run_is_tried_again_later(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    monkeypatch.setenv("SHOP_URL", CLOSED_PORT)
    road.run(request)
    assert (request.status, documents_of(request)) == (Status.EXECUTING, {})

    monkeypatch.setenv("SHOP_URL", small_household.url)
    road.at += timedelta(minutes=10)
    road.work()

    request.refresh_from_db()
    assert request.status == Status.EXECUTED


def test_a_source_that_stays_down_blocks_the_request(
    small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    monkeypatch.setenv("SHOP_URL", CLOSED_PORT)
    road.run(request)
    for _attempt in range(settings.ENVIRONMENT.max_attempts):
        road.at += timedelta(minutes=10)
        road.work()

    assert "shop" in shown(request)
    assert (request.status, request.block_code) == (Status.BLOCKED, "source-unreachable")


def test_a_wrong_password_is_told_without_the_password(
    fresh_mariadb: str, small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = f"u{str(make_url(fresh_mariadb).database)[-12:]}"
    administrator = sa.create_engine(MARIADB, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with administrator.connect() as connection:
        connection.exec_driver_sql(f"CREATE USER {user}@localhost IDENTIFIED BY 'goed'")
    address = make_url(fresh_mariadb).set(username=user, password="Fout-Woord")
    monkeypatch.setenv("SHOP_URL", address.render_as_string(hide_password=False))
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(SourceRefused) as told:
        road.locate(request)

    with administrator.connect() as connection:
        connection.exec_driver_sql(f"DROP USER {user}@localhost")
    assert request.block_code == "source-refused"
    assert "Fout-Woord" not in str(told.value) + shown(request)


def test_a_role_that_does_not_exist_is_refused(
    fresh_postgresql: str, small_household: Shop, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make_url(fresh_postgresql).set(username="bestaat_niet")
    monkeypatch.setenv("SHOP_URL", address.render_as_string(hide_password=False))

    with pytest.raises(SourceRefused):
        road.locate(road.open(Right.ERASURE, email=SANNE))


def test_a_table_that_is_not_there_is_named(small_household: Shop, road: Road) -> None:
    small_household.run("DROP TABLE orders")
    request = road.open(Right.ERASURE, email=SANNE)

    with pytest.raises(MapStale) as told:
        road.locate(request)

    assert "orders" in str(told.value)
    assert (request.status, request.block_code) == (Status.BLOCKED, "map-stale")


def test_a_table_that_changed_after_the_plan_changes_no_row(household: Shop, road: Road) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    household.run("ALTER TABLE orders ADD COLUMN remark VARCHAR(40)")
    before = household.rows()

    road.run(request)

    assert (request.status, request.block_code) == (Status.BLOCKED, "map-stale")
    assert household.rows() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE customer SET phone = '0687654321' WHERE id = 0",
        "UPDATE orders SET address = 'Kerkstraat 2' WHERE id = 11",
        "INSERT INTO orders VALUES (99, 0, 'Kerkstraat 2')",
        "DELETE FROM orders WHERE id = 11",
    ],
)
def test_rows_that_changed_after_the_plan_ask_for_a_new_one(household: Shop, road: Road, change: str) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    household.run(change)
    before = household.rows()

    road.run(request)

    assert (request.status, request.block_code) == (Status.BLOCKED, "plan-stale")
    assert household.rows() == before
    assert road.run(road.replanned(road.locate(request)), prove=False).status == Status.EXECUTING


def test_a_store_that_refuses_to_write_costs_time_and_no_certificate(
    small_household: Shop, road: Road, tmp_path: Path
) -> None:
    request = road.planned(Right.ERASURE, email=SANNE)
    (tmp_path / "full").touch()
    full = settings.ENVIRONMENT.model_copy(update={"documents_dir": tmp_path / "full"})
    with override_settings(ENVIRONMENT=full):
        road.run(request)
    assert request.status == Status.EXECUTING
    assert "orders" not in {table for table, rows in small_household.rows().items() if len(rows) != 1}

    road.at += timedelta(minutes=10)
    road.work()

    request.refresh_from_db()
    assert request.status == Status.EXECUTED
    assert len(documents_of(request)) == 2


@pytest.mark.parametrize("identifier", ["bsn=123456782", "email=geen-adres", "iban=NL00FOUT0000000000", "phone=12"])
def test_a_wrong_identifier_is_refused_at_the_command(road: Road, identifier: str) -> None:
    with pytest.raises(CommandError) as told:
        call_command("request", "open", "--right", "erasure", "--received", "2026-11-16", "--identifier", identifier)

    assert told.value.returncode == 1
    assert identifier.partition("=")[2] not in str(told.value)
    assert not SubjectRequest.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["request", "show", "W26-ONBEKEND"],
        ["request", "open", "--right", "erasure", "--received", "gisteren", "--identifier", "email=a@example.nl"],
        ["request", "open", "--right", "vergeten", "--received", "2026-11-16", "--identifier", "email=a@example.nl"],
        ["datamap", "load", "bestaat-niet.yaml"],
        ["datamap", "check", "bestaat-niet"],
        ["verify", "bestaat-niet.pdf"],
    ],
)
def test_a_command_that_fails_says_why(road: Road, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError) as told:
        call_command(*words)

    assert told.value.returncode != 0
    assert str(told.value).strip()
    assert capsys.readouterr().out == ""


def test_a_failure_is_told_on_stderr_and_in_the_exit_status(tmp_path: Path) -> None:
    environment = {**os.environ, "WAARBORG_VAR_DIR": str(tmp_path), "WAARBORG_DATABASE_URL": ""}
    command = [sys.executable, str(MANAGE), "datamap", "load", "bestaat-niet.yaml"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "bestaat-niet.yaml" in done.stderr
    assert "Traceback" not in done.stderr
