"""Consents of another system: looked at row by row, recorded once, and written so that they come back."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from consents.actions import importing
from consents.actions.importing import export_consents, import_consents
from consents.errors import ListRefused
from consents.models import ConsentEvent, Person
from tests.verbs.consent_office import AT, SANNE, SANNE_MAIL, Office

pytestmark = pytest.mark.django_db
HEADER = "phone;email;kind;sender;purpose;channel;stated_at;text;text_version;refers_to;source_id;whole_number"
YES = "0612345678;sanne@example.nl;given;energie;aanbod;voice;2026-06-01T10:00;aanbod-voice;1;;crm-1;"
CHECK = ";;verified;;;;2026-06-01T10:05;;;crm-1;crm-2;"
NO = "0687654321;;objected;;;;2026-06-02T10:00;;;;crm-3;"


@pytest.fixture
def office() -> Office:
    """An organisation that sells energy."""
    return Office()


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / "toestemmingen.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def test_a_dry_run_says_what_fits_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    report = import_consents(path=a_file(tmp_path, YES, CHECK, NO), at=AT)

    assert (report.rows, dict(report.verdicts)) == (3, {"fits": 3})
    assert not ConsentEvent.objects.exists()
    assert not Person.objects.exists()


def test_an_import_counts_at_once_and_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    path = a_file(tmp_path, YES, CHECK, NO)

    first = import_consents(path=path, at=AT, apply=True)
    events = list(ConsentEvent.objects.values())
    again = import_consents(path=path, at=AT, apply=True)

    assert (first.recorded, again.recorded, again.known) == (3, 0, 3)
    assert list(ConsentEvent.objects.values()) == events
    assert office.ask(SANNE, SANNE_MAIL).decision.allowed
    assert office.ask("phone=0687654321").decision.rule == "objection"


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    path = a_file(tmp_path, YES, CHECK, NO)

    def cut(told: object) -> None:
        if ConsentEvent.objects.count() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_consents(path=path, at=AT, apply=True, tell=cut)
    report = import_consents(path=path, at=AT, apply=True)

    assert (report.known, report.recorded, ConsentEvent.objects.count()) == (2, 1, 3)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (YES.replace("given", "misschien"), "kind"),
        (YES.replace("energie", "krant"), "sender"),
        (YES.replace("aanbod-voice;1", "aanbod-voice;9"), "text"),
        (YES.replace("2026-06-01T10:00", "1 juni"), "stated_at"),
        (YES.replace("crm-1", ""), "source_id"),
        (YES.replace("0612345678", "3.1612E+10"), "rounded"),
        (YES.replace("0612345678;sanne@example.nl", ";"), "identifiers"),
        (CHECK.replace("crm-1", "crm-9"), "refers_to"),
        (NO + "misschien", "whole_number"),
    ],
)
def test_a_row_that_is_refused_names_what_it_lacks_and_leaves_the_others(
    office: Office, tmp_path: Path, row: str, why: str
) -> None:
    report = import_consents(path=a_file(tmp_path, row, NO.replace("crm-3", "crm-4")), at=AT, apply=True)

    assert [(one.row, why in one.why) for one in report.refused] == [(2, True)]
    assert report.recorded == 1


def test_a_dry_run_in_batches_takes_what_it_undid_for_promised(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)

    report = import_consents(path=a_file(tmp_path, YES, CHECK, CHECK.replace("crm-1", "crm-9")), at=AT)

    assert dict(report.verdicts) == {"fits": 2, "refused": 1}


def test_a_repaired_number_is_doubtful(office: Office, tmp_path: Path) -> None:
    report = import_consents(path=a_file(tmp_path, YES.replace("0612345678", "612345678")), at=AT)

    assert dict(report.verdicts) == {"doubtful": 1}


def test_a_file_with_other_columns_is_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("kind;naam\ngiven;Jan\n")

    with pytest.raises(ListRefused, match=r"missing: stated_at, source_id; .* naam"):
        import_consents(path=path, at=AT)


def test_what_is_exported_imports_back(office: Office, tmp_path: Path) -> None:
    import_consents(path=a_file(tmp_path, YES, CHECK, NO), at=AT, apply=True)
    path = tmp_path / "uit.csv"

    count = export_consents(path=path, at=AT)
    report = import_consents(path=path, at=AT)

    assert report.refused == []
    assert (count, report.known, dict(report.verdicts)) == (3, 3, {"fits": 3})
    assert path.stat().st_mode & 0o077 == 0


def test_the_commands_look_take_over_and_write(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    User.objects.create_user("anna")
    path = a_file(tmp_path, YES, CHECK, NO.replace("0687654321", "x"))

    call_command("consents", "import", str(path))
    looked = capsys.readouterr().out
    call_command("consents", "import", str(path), "--apply", "--by", "anna", "--json")
    taken = json.loads(capsys.readouterr().out)
    call_command("consents", "export", str(tmp_path / "uit.csv"), "--by", "anna")

    assert "row 4: refused: phone" in looked
    assert "recorded" not in looked
    assert (taken["recorded"], taken["verdicts"]["refused"]) == (2, 1)
    assert "events written: 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (YES.replace("2026-06-01T10:00", "0001-01-01T00:00"), "stated_at"),
        (YES.replace("crm-1", "x" * 200), "source_id"),
        (CHECK.replace("crm-1", "x" * 200), "refers_to"),
        (YES + ";;" + "a" * 100, "evidence_file"),
        (YES + ";;opname.wav", "evidence_file"),
        (YES + ";" + "n" * 201 + ";", "campaign"),
        (YES + ";zomer\0actie;", "campaign"),
    ],
)
def test_a_row_that_cannot_be_kept_as_it_is_leaves_the_others_alone(
    office: Office, tmp_path: Path, row: str, why: str
) -> None:
    path = a_file(tmp_path, row, NO)
    path.write_text(path.read_text().replace(HEADER, f"{HEADER};campaign;evidence_file"), encoding="utf-8-sig")

    report = import_consents(path=path, at=AT, apply=True)

    (refused,) = report.refused
    assert refused.why.startswith(why)
    assert (report.rows, report.recorded, ConsentEvent.objects.count()) == (2, 1, 1)
    assert office.ask("phone=0687654321").decision.rule == "objection"
