"""The mail server comes from one URL; a wrong one is named without its password."""

from pathlib import Path

import pytest

from config.mail import mail_from_url


def test_without_a_server_mails_become_files(tmp_path: Path) -> None:
    assert mail_from_url("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://localhost", 25, False, False),
        ("smtp+tls://u:p%40ss@mail.example.org", 587, True, False),
        ("smtps://u:p%40ss@mail.example.org:4650", 4650, False, True),
    ],
)
def test_the_scheme_says_how_the_line_is_guarded(url: str, port: int, tls: bool, ssl: bool, tmp_path: Path) -> None:
    said = mail_from_url(url, tmp_path)

    assert (said["EMAIL_PORT"], said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert said["EMAIL_HOST_PASSWORD"] in {"", "p@ss"}


@pytest.mark.parametrize("url", ["http://u:geheim@host", "smtp://", "mail.example.org"])
def test_a_strange_address_is_refused_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="WAARBORG_EMAIL_URL") as caught:
        mail_from_url(url, tmp_path)

    assert "geheim" not in str(caught.value)
