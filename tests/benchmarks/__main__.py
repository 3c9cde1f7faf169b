"""Runs the benchmarks: ``python -m tests.benchmarks [NAME ...] [--scale 0.1] [--record FILE]``.

Every module of this folder with a ``TITLE`` and ``run(scale: float) -> list[dict]`` is one table of figures, measured
in a process of its own so that its peak memory is its own. A row may say ``holds: False`` for a bar that was not
reached; then the exit status is 1. ``--record`` writes the tables with date and machine into a Markdown file, between
two marker lines that the file keeps, so that prose around them stays.
"""

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
Row = dict[str, Any]


def names() -> list[str]:
    """The benchmarks of this folder, those whose name begins with an underscore left out."""
    return sorted(
        path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_") and "def run(" in path.read_text()
    )


def measure(name: str, *, scale: float, out: Path) -> None:
    """Run one benchmark in this process and write its title, rows and peak memory to ``out`` as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    module = import_module(f"tests.benchmarks.{name}")
    rows: list[Row] = module.run(scale)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
    out.write_text(json.dumps({"title": module.TITLE, "rows": rows, "peak_mib": peak}, default=str))


def measured_apart(name: str, *, scale: float) -> dict[str, Any]:
    """The result of one benchmark, from a fresh process; raises CalledProcessError when it failed."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        command = [sys.executable, "-m", "tests.benchmarks", "--one", name, "--scale", str(scale), "--out", str(out)]
        subprocess.run(command, check=True, cwd=HERE.parents[1])
        result: dict[str, Any] = json.loads(out.read_text())
        return result


def cell(value: object) -> str:
    """A value as the text of a table cell."""
    if isinstance(value, bool):
        return "ja" if value else "**nee**"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def as_table(result: dict[str, Any]) -> str:
    """One benchmark as Markdown."""
    rows: list[Row] = result["rows"]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(cell(row.get(name, '')) for name in columns)} |" for row in rows]
    return "\n".join([f"### {result['title']}", "", *lines, "", f"Piekgeheugen: {result['peak_mib']} MiB.", ""])


def machine() -> str:
    """Date and machine in one line."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"Gemeten op {today}: {os.cpu_count()} kernen, {system}"


def record(text: str, path: Path) -> None:
    """Put ``text`` between the markers of ``path``; a file without markers gets them at its end."""
    old = path.read_text() if path.exists() else "# Prestaties\n"
    before, _, rest = old.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before.rstrip()}\n\n{BEGIN}\n\n{text.rstrip()}\n\n{END}\n{after.lstrip()}".rstrip() + "\n")


def main() -> int:
    """Parse the arguments, run, print, record; 1 when a bar was not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(names())}; all when empty")
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 is the size of the published figures")
    parser.add_argument("--record", type=Path, help="Markdown file that keeps the figures")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one, scale=options.scale, out=options.out)
        return 0
    results = [measured_apart(name, scale=options.scale) for name in options.names or names()]
    text = "\n".join([f"{machine()}, schaal {options.scale:g}.", "", *map(as_table, results)])
    sys.stdout.write(f"{text}\n")
    if options.record:
        record(text, options.record)
    return int(any(row.get("holds") is False for result in results for row in result["rows"]))


if __name__ == "__main__":
    sys.exit(main())
