"""``manage.py register publish``: files that are never replaced, and a preview that fails while a block is left out."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registers.actions.publication_edits import publish, set_pages
from registers.actions.signing_off import offer, sign
from registers.models import Publication
from registers.publishing.fields import PublicField
from registers.register_choices import RecordKind
from tests.verbs.register_office import Office, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = Office()
    pages = Publication(organisation=made.own, slug="voorbeeld", register_on=True, statement_on=True)
    set_pages(publication=pages, actor=made.anna, at=later())
    publish(uids=[made.activity.uid], fields=list(PublicField), actor=made.anna, at=later())
    uid = str(made.activity.uid)
    offer(kind=RecordKind.ACTIVITY, uid=uid, actor=made.anna, at=later(), obstacles=lambda *_: [])
    sign(kind=RecordKind.ACTIVITY, uid=uid, actor=made.bram, at=later(), obstacles=lambda *_: [])
    return made


def test_the_pages_are_written_with_their_style(office: Office, tmp_path: Path) -> None:
    told = StringIO()

    call_command("register", "publish", "--to", str(tmp_path / "site"), stdout=told)

    names = {path.name for path in (tmp_path / "site").iterdir()}
    assert names == {"index.html", "verwerking-v-001.html", "privacyverklaring.html", "publiek.css"}
    assert len(told.getvalue().splitlines()) == len(names)


def test_a_file_that_is_there_stays_and_nothing_else_is_written(office: Office, tmp_path: Path) -> None:
    (tmp_path / "publiek.css").write_text("van mij")

    with pytest.raises(CommandError, match=r"publiek\.css"):
        call_command("register", "publish", "--to", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["publiek.css"]
    assert (tmp_path / "publiek.css").read_text() == "van mij"


def test_a_folder_that_cannot_be_made_is_an_error(office: Office, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")

    with pytest.raises(CommandError):
        call_command("register", "publish", "--to", str(tmp_path / "bestand"))


def test_a_preview_fails_while_a_block_is_left_out(office: Office) -> None:
    told, wrong = StringIO(), StringIO()

    with pytest.raises(CommandError):
        call_command("register", "publish", "--preview", stdout=told, stderr=wrong)

    assert "Klantcontact" in told.getvalue()
    assert "13(1)(e)" in wrong.getvalue()


def test_nothing_public_is_refused_with_a_way_out(office: Office, tmp_path: Path) -> None:
    Publication.objects.update(register_on=False, statement_on=False)

    with pytest.raises(CommandError):
        call_command("register", "publish", "--to", str(tmp_path))

    assert not list(tmp_path.iterdir())
