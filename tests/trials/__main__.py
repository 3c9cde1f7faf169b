"""The long run: ``python -m tests.trials --seed 1 --people 5 --kills 300``. Status 1 when the checker found a fault."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.trials.long import LongRun
from tests.trials.stage import Stage
from tests.trials.trial import prepared

SERVER = os.environ.get("WAARBORG_TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    """Run, and say what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.trials", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=5, help="people erased in each round")
    parser.add_argument("--kills", type=int, default=300, help="workers to cut off")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    server = SERVER if options.database == "postgresql" else ""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(folder=Path(folder) / "stage", people=options.people, postgresql=server, attempts=1000)
        try:
            run = LongRun(trial=prepared(stage), rng=Random(options.seed), kills=options.kills)
            for cut_off in run.rounds():
                sys.stderr.write(f"{cut_off} of {options.kills} cut off, {len(run.faults)} faults\n")
        finally:
            stage.close()
    _say(f"seed {options.seed}, {options.people} people, {options.database}, {time.monotonic() - started:.0f} s")
    for what, count in sorted(run.counts.items()):
        _say(f"  {what}: {count}")
    _say("  at points: " + ", ".join(f"{point} {count}" for point, count in sorted(run.points.items())))
    _say(f"  faults: {len(run.faults)}")
    for fault in run.faults[:50]:
        _say(f"    {fault}")
    return 1 if run.faults else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
