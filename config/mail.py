"""Outgoing e-mail: from one URL to Django's settings. Without a server each mail becomes a file, so nothing is lost."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SCHEMES = ("smtp", "smtp+tls", "smtps")


def mail_from_url(url: str, var_dir: Path) -> dict[str, Any]:
    """Django's ``EMAIL_…`` settings. ``smtp+tls`` demands STARTTLS, ``smtps`` speaks TLS at once, ``smtp`` neither.

    Raises ValueError for another scheme or no host; the message holds no part of the URL beside its scheme.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(var_dir / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(f"WAARBORG_EMAIL_URL: scheme {parts.scheme!r}: one of {', '.join(SCHEMES)}, with a host")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
