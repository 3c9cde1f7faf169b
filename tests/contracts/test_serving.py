"""What serves may not hold others up for long; what an administrator does takes the time that it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.contracts.code import ROOT

SHOW = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("idle_in_transaction_session_timeout", "lock_timeout"):
        cursor.execute(f"SHOW {name}")
        print(cursor.fetchone()[0])
"""
MANAGEMENT = [sys.executable, "manage.py", "shell", "--no-imports", "--command", SHOW]
# What gunicorn and celery do before anything else.
WEB = [sys.executable, "-c", f"import config.wsgi\n{SHOW}"]
WORKER = [
    sys.executable,
    "-c",
    f"from celery.app.utils import find_app\nfind_app('config').loader.import_default_modules()\n{SHOW}",
]


def limits(command: list[str], url: str, folder: Path) -> list[str]:
    address = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    told = {"WAARBORG_DATABASE_URL": address, "WAARBORG_VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": ""}
    environment = {name: value for name, value in {**os.environ, **told}.items() if value}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return run.stdout.split()


def test_management_work_waits_as_long_as_it_must(fresh_postgresql: str, tmp_path: Path) -> None:
    assert limits(MANAGEMENT, fresh_postgresql, tmp_path) == ["0", "0"]


@pytest.mark.parametrize("command", [WEB, WORKER], ids=["web", "worker"])
def test_a_frozen_server_or_worker_is_cut_off(command: list[str], fresh_postgresql: str, tmp_path: Path) -> None:
    assert limits(command, fresh_postgresql, tmp_path) == ["15s", "5s"]
