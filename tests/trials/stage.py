"""One set-up of a trial: a folder with Waarborg and two sources, put back as it was before each trial."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.trials.databases import Databases
from tests.trials.world import Person, fill

ROOT = Path(__file__).resolve().parents[2]


@dataclass(kw_only=True)
class Stage:
    """``folder/live`` is where it happens, ``folder/before`` what it is put back to.

    With the URL of a PostgreSQL server, Waarborg and the source ``klanten`` are there and ``helpdesk`` stays a file.
    ``lease`` (seconds) is longer than a hint counts as under way, as it is in production: so there is a moment at
    which the hints of a dead worker may be given again while its step is still held.
    """

    folder: Path
    people: int = 1
    right: str = "erasure"
    broker_url: str = "memory://"
    postgresql: str = ""
    attempts: int = 5
    lease: int = 20
    persons: list[Person] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    nursery: subprocess.Popen[str] | None = None
    token: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def live(self) -> Path:
        """The folder in use."""
        return self.folder / "live"

    @property
    def urls(self) -> dict[str, str]:
        """Addresses of the sources."""
        files = {name: f"sqlite:///{self.live}/{name}.sqlite3" for name in ("klanten", "helpdesk")}
        return {**files, "klanten": self.servers.url("klanten")} if self.servers else files

    @property
    def servers(self) -> Databases | None:
        """The databases on a server, if any."""
        return Databases(server=self.postgresql, prefix=f"wb_trial_{self.token}") if self.postgresql else None

    @property
    def house(self) -> str:
        """Address of Waarborg's own database."""
        return self.servers.url("house") if self.servers else f"sqlite:///{self.live}/var/waarborg.sqlite3"

    @property
    def passed(self) -> Path:
        """The fault points that were passed, one in a line."""
        return self.folder / "passed"

    def environment(self) -> dict[str, str]:
        """What every process of this stage is started with."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WAARBORG_")}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "WAARBORG_VAR_DIR": str(self.live / "var"),
            "WAARBORG_DATABASE_URL": self.house.replace("+psycopg", "") if self.servers else "",
            "WAARBORG_BROKER_URL": self.broker_url,
            "WAARBORG_LEASE_SECONDS": str(self.lease),
            "WAARBORG_HEARTBEAT_SECONDS": "0.5",
            "WAARBORG_MAX_ATTEMPTS": str(self.attempts),
            "WAARBORG_LOG_LEVEL": "ERROR",
            "WAARBORG_FAULT_LOG": str(self.passed),
            **{f"TRIAL_{name.upper()}_URL": url for name, url in self.urls.items()},
            "TRIAL_FILES": str(self.live / "files"),
        }

    def build(self) -> "Stage":
        """Make the databases and bring every request to where it can run."""
        self._make()
        self.persons = fill(urls=self.urls, files=self.live / "files", people=self.people)
        self._open_nursery()
        who = [[person.email, person.number] for person in self.persons]
        ended = self.order("prepare", people=who, right=self.right)
        if ended.get("code") != 0:
            raise RuntimeError("the requests could not be prepared")
        self.requests = ended["answer"]
        self._keep()
        return self

    def _make(self) -> None:
        """The folder, and empty databases on the server."""
        self.live.mkdir(parents=True)
        if self.servers:
            self.servers.make()

    def _open_nursery(self) -> None:
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.trials.nursery"],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _keep(self) -> None:
        """Remember everything as it is."""
        shutil.copytree(self.live, self.folder / "before")
        if self.servers:
            self.servers.keep()

    def restore(self) -> None:
        """Put everything back as it was when the requests were ready to run."""
        shutil.rmtree(self.live)
        shutil.copytree(self.folder / "before", self.live)
        if self.servers:
            self.servers.restore()

    def order(self, verb: str, *, environment: dict[str, str] | None = None, **values: Any) -> dict[str, Any]:
        """Have a child do ``verb``; how it ended, and its answer."""
        return self.send({"verb": verb, "environment": environment or {}, "values": values})

    def send(self, command: dict[str, Any]) -> dict[str, Any]:
        """One command to the nursery."""
        assert self.nursery and self.nursery.stdin and self.nursery.stdout
        self.nursery.stdin.write(json.dumps(command) + "\n")
        self.nursery.stdin.flush()
        line = self.nursery.stdout.readline()
        if not line:
            raise RuntimeError("the nursery is gone")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the nursery and whatever it left."""
        if self.nursery and self.nursery.stdin:
            self.nursery.stdin.close()
            self.nursery.wait(timeout=20)
            with suppress(ProcessLookupError):  # children that a trial left frozen
                os.killpg(self.nursery.pid, signal.SIGKILL)
        if self.servers:
            self.servers.drop()
