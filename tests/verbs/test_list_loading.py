"""Lists of people who don't want to be called: loaded whole, by index only, once."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command

from consents.actions.list_loading import Obtained, load_list, purge_lists
from consents.choices import ScreeningListKind
from consents.errors import ListRefused
from consents.models import ScreeningEntry, ScreeningList
from tests.verbs.consent_office import AT, Office

pytestmark = pytest.mark.django_db
MONTH = Obtained(kind=ScreeningListKind.DNCM, on=AT.date(), until=AT.date() + dt.timedelta(days=28))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two numbers of Belgium, under the name of their column."""
    path = tmp_path / "dncm.csv"
    path.write_text("Nummer;Datum\n+32470123456;2020-01-01\n+3227880000;2020-01-01\n")
    return path


def test_a_number_on_the_list_is_not_called(path: Path) -> None:
    office = Office()
    before = office.ask("phone=+32470123456").decision

    load_list(path=path, obtained=MONTH, at=AT)

    assert before.rule == "dncm_not_loaded"
    assert office.ask("phone=+32470123456").decision.rule == "dncm"


def test_loading_twice_changes_nothing(path: Path) -> None:
    load_list(path=path, obtained=MONTH, at=AT)

    held = load_list(path=path, obtained=MONTH, at=AT)

    assert (held.complete, held.entries_count, ScreeningEntry.objects.count()) == (True, 2, 2)


def test_loading_that_stopped_halfway_is_finished(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from consents.actions import list_loading

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(list_loading, "_finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        load_list(path=path, obtained=MONTH, at=AT)
    assert not ScreeningList.objects.get().complete

    assert load_list(path=path, obtained=MONTH, at=AT).entries_count == 2


def test_a_line_without_a_number_may_be_a_no_and_refuses_the_file(path: Path) -> None:
    path.write_text("+32470123456\nonleesbaar\n")

    with pytest.raises(ListRefused, match="line 2"):
        load_list(path=path, obtained=MONTH, at=AT)

    assert not ScreeningList.objects.exists()


def test_another_file_for_the_same_day_is_refused(path: Path) -> None:
    load_list(path=path, obtained=MONTH, at=AT)
    path.write_text("+32470999999\n")

    with pytest.raises(ListRefused, match="loaded before"):
        load_list(path=path, obtained=MONTH, at=AT)


def test_a_list_goes_when_its_last_day_has_passed(path: Path) -> None:
    load_list(path=path, obtained=MONTH, at=AT)

    assert purge_lists(at=AT + dt.timedelta(days=28)) == 0
    assert purge_lists(at=AT + dt.timedelta(days=29)) == 1
    assert not ScreeningEntry.objects.exists()


def test_the_command_loads_a_list(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["--obtained-on", "2026-06-30", "--valid-until", "2026-07-28"]

    call_command("consents", "list", "load", "dncm", str(path), *days)

    assert "2 numbers" in capsys.readouterr().out
