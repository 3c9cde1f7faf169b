"""Waarborg's own database: from one URL to Django's dictionary. SQLite for a laptop, PostgreSQL for production."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LIMITS = " -c idle_in_transaction_session_timeout=15000 -c lock_timeout=5000"
"""For what serves: a worker that freezes inside a transaction may not hold the others up, nor wait for long itself.

Management work has none: a migration of a large table waits for its lock, and does other things meanwhile.
"""


def database_from_url(url: str, var_dir: Path, *, serves: bool = False) -> dict[str, Any]:
    """Django's settings for ``url``; an empty one is SQLite in ``var_dir``. ``serves`` tells web server and worker.

    Raises ValueError for a scheme other than ``sqlite`` and ``postgresql``. The message holds no part of the URL
    beside its scheme, because a URL may hold a password.
    """
    if not url:
        return _sqlite(var_dir / "waarborg.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "connect_timeout": 5,
                # Statements of registers.prepared are planned once per connection; the ORM's own are never kept.
                "prepare_threshold": 5,
                "options": f"-c plan_cache_mode=force_generic_plan{LIMITS if serves else ''}",
            },
        }
    raise ValueError(f"WAARBORG_DATABASE_URL: scheme {parts.scheme!r} is not sqlite or postgresql")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }
