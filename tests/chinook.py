"""The Chinook sample database in three dialects, loaded from ``shared/data/chinook`` beside the repository."""

import re
import shutil
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.conftest import missing

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "chinook"
_WHOLE_DATABASE = re.compile(r"^\s*(?:DROP DATABASE|CREATE DATABASE|USE|\\c)\b.*$", re.MULTILINE)


def load_chinook(url: str) -> None:
    """Fill the empty database at ``url``; skips the test (fails it with CI=true) where the files are absent."""
    if not FOLDER.is_dir():
        missing("no shared/data/chinook beside the repository")
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        shutil.copyfile(FOLDER / "Chinook_Sqlite.sqlite", str(address.database))
        Path(str(address.database)).chmod(0o600)
    elif address.get_backend_name() == "postgresql":
        _run(sa.create_engine(address), FOLDER / "Chinook_PostgreSql.sql")
    else:
        multiple = 1 << 16  # CLIENT.MULTI_STATEMENTS
        _run(sa.create_engine(address, connect_args={"client_flag": multiple}), FOLDER / "Chinook_MySql.sql")


def _run(engine: sa.Engine, script: Path) -> None:
    text = _WHOLE_DATABASE.sub("", script.read_text(encoding="utf-8-sig"))
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(text)
        while cursor.nextset():
            pass
        cursor.close()
        connection.connection.commit()
    engine.dispose()
