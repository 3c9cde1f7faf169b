"""Empty databases for longer than one test, and the road of a story that many tests look at."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import override_settings
from sqlalchemy.engine import make_url

from tests.conftest import MARIADB, POSTGRESQL, _fresh
from tests.journeys.road import Road


@contextmanager
def empty_database(dialect: str, folder: Path) -> Iterator[str]:
    """URL of an empty database of that dialect; SQLite's file is in ``folder``."""
    if dialect == "postgresql":
        yield from _fresh(make_url(POSTGRESQL), drop="DROP DATABASE IF EXISTS {} WITH (FORCE)")
    elif dialect == "mariadb":
        yield from _fresh(make_url(MARIADB), drop="DROP DATABASE IF EXISTS {}", options="CHARACTER SET utf8mb4")
    else:
        path = folder / "source.sqlite3"
        path.touch()
        yield f"sqlite:///{path}"


def private_store(folder: Path) -> AbstractContextManager[Any]:
    """Documents and working files in a folder of the test, the signing key in the one of the run."""
    environment = settings.ENVIRONMENT.model_copy(update={"documents_dir": folder / "documents"})
    return override_settings(ENVIRONMENT=environment, VAR_DIR=folder)


def new_road() -> Road:
    """A road with a planner and somebody else to approve."""
    return Road(
        planner=User.objects.create_user("planner", is_staff=True),
        approver=User.objects.create_user("approver", is_staff=True),
    )


@contextmanager
def story_road(blocker: Any, folder: Path) -> Iterator[Road]:
    """A road outside any test; what it writes in Waarborg's own tables is undone at the end."""
    whole: Any = transaction.atomic()
    whole._from_testcase = True  # as Django's own TestCase does: durable blocks inside are welcome
    with blocker.unblock(), private_store(folder), whole:
        yield new_road()
        transaction.set_rollback(True)
