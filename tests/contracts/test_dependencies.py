"""What Waarborg runs on: declared with a reason, locked by hash, and nothing undeclared is imported."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.contracts.code import APPS, ROOT, imported_to_run, python_files, tree_of

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-extras.txt")
ADDRESS = re.compile(r"\w+://|^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b| @ ", re.MULTILINE)
NAME = re.compile(r"^([A-Za-z0-9._-]+)", re.MULTILINE)

# Parts of a declared dependency that are imported by their own name; the lock pins them with their parent.
OF_PARENT = {
    "kombu": "celery",
    "fonttools": "weasyprint",
    "pydyf": "weasyprint",
    "pillow": "weasyprint",
    "pyhanko-certvalidator": "pyhanko",
    "asn1crypto": "pyhanko",
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(path: str = "requirements.in") -> set[str]:
    lines = [line for line in (ROOT / path).read_text().splitlines() if line[:1].isalnum()]
    return {canonical(match[1]) for line in lines if (match := NAME.match(line))}


def locked(path: str) -> dict[str, int]:
    """Number of hashes of each locked distribution."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / path).read_text(), flags=re.MULTILINE)[1:]
    return {canonical(block.partition("==")[0]): block.count("--hash=sha256:") for block in blocks}


def test_every_dependency_has_a_reason_and_every_reason_a_dependency() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| \S.*\| \S.*\|$", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)

    assert {canonical(row) for row in rows} == declared() | declared("requirements-extras.in")


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_has_a_hash_for_everything_and_no_address(path: str) -> None:
    text = "\n".join(line for line in (ROOT / path).read_text().splitlines() if not line.lstrip().startswith("#"))

    assert [name for name, hashes in locked(path).items() if not hashes] == []
    assert ADDRESS.search(text) is None


@pytest.mark.parametrize("path", LOCKS)
def test_what_is_declared_is_locked(path: str) -> None:
    assert declared(path.replace(".txt", ".in")) - set(locked(path)) == set()


def test_the_locks_agree_with_each_other() -> None:
    pins = [dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / path).read_text(), re.MULTILINE)) for path in LOCKS]

    differing = {name for lock in pins for name, pin in lock.items() for other in pins if other.get(name, pin) != pin}

    assert differing == set()


@pytest.mark.parametrize("line", ["--index-url https://packages.example/", "demo @ file:///tmp/demo", "-f /wheels"])
def test_an_address_is_noticed(line: str) -> None:
    assert ADDRESS.search(f"a==1\n{line}\n")


@cache
def distributions() -> Mapping[str, list[str]]:
    """What is installed, by the name it is imported by; reading it takes a while."""
    return packages_distributions()


def distributions_of(path: Path) -> set[str]:
    known = distributions()
    roots = {name.split(".")[0] for name in imported_to_run(tree_of(path))}
    foreign = roots - set(sys.stdlib_module_names) - {*APPS, "tests"}
    return {canonical(known.get(root, [root])[0]) for root in foreign}


def test_the_product_imports_only_what_it_declares() -> None:
    used = {name for path in python_files(*APPS) for name in distributions_of(path)}

    assert used - declared() - set(OF_PARENT) == set()


def test_a_part_is_locked_because_of_its_parent() -> None:
    lock = (ROOT / "requirements.txt").read_text().lower()

    wrong = [
        part
        for part, parent in OF_PARENT.items()
        if not re.search(rf"^{part}==(?:(?!^\w).*\n)*?.*{parent}", lock, re.MULTILINE)
    ]

    assert wrong == []
