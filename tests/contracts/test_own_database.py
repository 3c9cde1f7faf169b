"""The handbook for a stranger's database: its example loads, and the rights it asks for are enough to look around."""

import re
from pathlib import Path

import sqlalchemy as sa
import yaml

from registers.datamap import DataMap
from subjects.planning.catalog import Catalog
from subjects.sources.drafting import draft
from subjects.sources.reflecting import reflect
from tests.engines.sources.conftest import build, opened

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "handleiding" / "eigen-database.md"
USER = "wb_src_waarborg"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", HANDBOOK.read_text(encoding="utf-8"), re.DOTALL)


def rights(database: str, *, mysql: bool) -> list[str]:
    """The statements of the handbook for this kind of server, for a user of this test and its database."""
    script = next(block for block in blocks("sql") if ("CREATE USER" in block) is mysql)
    named = (
        script.replace("waarborg", USER).replace("DATABASE crm", f"DATABASE {database}").replace("crm.", f"{database}.")
    )
    return [statement for statement in named.split(";\n") if statement.strip()]


def seen_by_the_user(url: str, statements: list[str], drop: list[str]) -> tuple[Catalog, Catalog]:
    """The catalog as the owner sees it, and as a user with these rights does."""
    build(url)
    owner = opened(url)
    user = sa.make_url(url).set(username=USER, password="...").render_as_string(hide_password=False)
    with owner.connect() as connection:
        everything = reflect(connection)
    try:
        _run(owner, statements)
        with opened(user).connect() as connection:
            found = reflect(connection)
            draft(connection, found, name="proef", url_env="PROEF_URL")
    finally:
        _run(owner, drop)
    return everything, found


def _run(engine: sa.Engine, statements: list[str]) -> None:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_the_example_in_the_handbook_loads() -> None:
    (example,) = blocks("yaml")
    tables = yaml.safe_load(example)
    duty = {"name": "fiscaal", "label": "Fiscaal", "law": "AWR 52", "years": 7}

    datamap = DataMap.model_validate({"name": "crm", "url_env": "CRM_URL", "duties": [duty], "tables": tables})

    assert datamap.tables[0].duty is not None


def test_the_rights_for_mariadb_show_everything(fresh_mariadb: str) -> None:
    database = str(sa.make_url(fresh_mariadb).database)

    everything, found = seen_by_the_user(fresh_mariadb, rights(database, mysql=True), [f"DROP USER IF EXISTS {USER}"])

    assert found.sha256 == everything.sha256


def test_the_rights_for_postgresql_show_everything(fresh_postgresql: str) -> None:
    database = str(sa.make_url(fresh_postgresql).database)
    drop = [f"DROP OWNED BY {USER}", f"DROP ROLE IF EXISTS {USER}"]
    also = [f"GRANT USAGE ON SCHEMA archief TO {USER}", f"GRANT SELECT ON ALL TABLES IN SCHEMA archief TO {USER}"]

    everything, found = seen_by_the_user(fresh_postgresql, [*rights(database, mysql=False), *also], drop)

    assert found.sha256 == everything.sha256
