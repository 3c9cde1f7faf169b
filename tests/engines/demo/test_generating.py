"""The demo database: repeatable, sound, and fictional."""

import datetime as dt
import hashlib
import re
import sqlite3
import wave
from contextlib import closing
from pathlib import Path

import pytest

from subjects.demo.generating import generate
from subjects.demo.summary import DemoSummary
from tests.engines.demo.conftest import TODAY

EMAIL = re.compile(r"[\w.+'-]+@([\w-]+(?:\.[\w-]+)+)")
DOMAIN = re.compile(r"(?:https?://|www\.)\S+")
PHONE = re.compile(r"(?<![\w.])(?:\+31|0031|0)[ -]?\d(?:[ -]?\d){8}(?![\d])")
IBAN = re.compile(r"\bNL\d{2} ?[A-Z]{4} ?\d{4} ?\d{4} ?\d{2}\b")


def content(summary: DemoSummary) -> str:
    with closing(sqlite3.connect(summary.database)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def files(summary: DemoSummary) -> dict[str, bytes]:
    root = summary.recordings
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def made(folder: Path, *, seed: int, customers: int = 120) -> DemoSummary:
    return generate(path=folder / "d.sqlite3", recordings=folder / "r", customers=customers, seed=seed, today=TODAY)


def texts(database: sqlite3.Connection) -> str:
    return "\n".join(database.iterdump())


def test_the_same_seed_and_day_give_the_same_database_and_files(tmp_path: Path) -> None:
    first, second = made(tmp_path / "a", seed=3), made(tmp_path / "b", seed=3)

    assert content(first) == content(second)
    assert files(first) == files(second)
    assert first.people == second.people


def test_another_seed_gives_another_database(tmp_path: Path) -> None:
    first, second = made(tmp_path / "a", seed=3), made(tmp_path / "b", seed=4)

    assert content(first) != content(second)


def test_an_existing_database_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite3").write_text("somebody's work")

    with pytest.raises(FileExistsError):
        made(tmp_path, seed=1)

    assert (tmp_path / "d.sqlite3").read_text() == "somebody's work"


@pytest.mark.parametrize("customers", [9, 10, 47])
def test_any_size_from_nine_has_exactly_so_many_customers(tmp_path: Path, customers: int) -> None:
    summary = made(tmp_path, seed=1, customers=customers)

    assert dict(summary.rows)["customers"] == customers


def test_a_demo_smaller_than_its_own_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 9"):
        made(tmp_path, seed=1, customers=8)


@pytest.mark.parametrize("today", [dt.date(2024, 2, 29), dt.date(2026, 1, 1)])
def test_nothing_lies_after_today(tmp_path: Path, today: dt.date) -> None:
    summary = generate(path=tmp_path / "d", recordings=tmp_path / "r", customers=60, seed=2, today=today)

    with closing(sqlite3.connect(summary.database)) as connection:
        latest = connection.execute(
            "SELECT max(d) FROM (SELECT max(invoice_date) d FROM invoices UNION SELECT max(date(noted_at)) FROM"
            " contact_notes UNION SELECT max(paid_on) FROM invoices UNION SELECT max(opened_on) FROM tickets)"
        ).fetchone()[0]
    assert latest <= today.isoformat()


def test_every_foreign_key_holds(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_recording_in_a_row_is_a_playable_file(demo: DemoSummary, database: sqlite3.Connection) -> None:
    paths = {path for (path,) in database.execute("SELECT path FROM call_recordings")}

    assert paths == set(files(demo))
    with wave.open(str(demo.recordings / min(paths))) as sound:
        assert sound.getnframes() > 0


def test_households_share_addresses_and_phones_in_different_spellings(database: sqlite3.Connection) -> None:
    households = database.execute(
        "SELECT count(*), count(DISTINCT phone) FROM customers GROUP BY address_id HAVING count(*) > 1"
    ).fetchall()
    digits = "substr(replace(replace(phone, ' ', ''), '-', ''), -9)"
    shared = database.execute(
        f"SELECT count(DISTINCT phone) FROM customers GROUP BY address_id, {digits} HAVING count(*) > 1"
    ).fetchall()

    assert len(households) > 100
    assert len(shared) > 50
    assert max(spellings for (spellings,) in shared) > 1


def test_phones_come_in_every_spelling(database: sqlite3.Connection) -> None:
    phones = [phone for (phone,) in database.execute("SELECT phone FROM customers")]

    for spelling in (
        r"06-\d{8}",
        r"\+316\d{8}",
        r"00316\d{8}",
        r"06( \d\d){4}",
        r"06\d{8}",
        r"6\d{8}",
        r"0[1-57]\d-\d{7}",
    ):
        assert any(re.fullmatch(spelling, phone) for phone in phones), spelling


def test_names_come_in_every_shape(database: sqlite3.Connection) -> None:
    names = {name for (name,) in database.execute("SELECT display_name FROM customers")}

    assert any(" van der " in name for name in names)
    assert any(" van 't " in name for name in names)
    assert any("-" in name for name in names)
    assert database.execute("SELECT count(*) FROM customers WHERE first_name IS NULL").fetchone()[0] > 0


def test_every_email_address_is_fictional(database: sqlite3.Connection) -> None:
    everything = texts(database)
    domains = {domain.lower() for domain in EMAIL.findall(everything)}

    assert domains
    assert all(domain.endswith(".example") for domain in domains), domains
    assert DOMAIN.findall(everything) == []


def test_every_phone_number_lies_where_no_network_gives_numbers(database: sqlite3.Connection) -> None:
    numbers = [re.sub(r"\D", "", number)[-9:] for number in PHONE.findall(IBAN.sub("", texts(database)))]

    assert len(numbers) > 1000
    assert {number for number in numbers if not re.match(r"600|[1-57]\d0", number)} == set()


def test_every_iban_has_right_check_digits_and_no_real_bank(database: sqlite3.Connection) -> None:
    ibans = {iban.replace(" ", "") for iban in IBAN.findall(texts(database))}

    assert len(ibans) > 1000
    assert {iban[4:8] for iban in ibans} == {"WBRG"}
    assert all(int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1 for iban in ibans)


def test_a_change_of_a_customer_only_touches_the_moment_of_change(tmp_path: Path) -> None:
    summary = made(tmp_path, seed=5)

    with closing(sqlite3.connect(summary.database)) as connection:
        before = connection.execute("SELECT updated_at FROM customers WHERE id = 1").fetchone()
        changed = connection.execute("UPDATE customers SET phone = NULL WHERE id = 1").rowcount
        after = connection.execute("SELECT updated_at FROM customers WHERE id = 1").fetchone()

    assert changed == 1
    assert before != after
