"""The code as the contract tests read it: the product's files and their syntax trees, without importing anything."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "registers", "consents", "subjects")


def python_files(*folders: str) -> list[Path]:
    """Python files below these folders of the project, migrations left out; relative to the project."""
    return sorted(
        path.relative_to(ROOT)
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if not {"migrations", "__pycache__"} & set(path.parts)
    )


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file of the project."""
    return ast.parse((ROOT / path).read_text(), filename=str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names that a module imports, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_to_run(tree: ast.Module) -> Iterator[str]:
    """The same without what only a type checker reads (``if TYPE_CHECKING:``)."""
    kept = ast.Module(body=[node for node in tree.body if not _for_types(node)], type_ignores=[])
    yield from imported(kept)


def _for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def copy_of_code(folder: Path) -> Path:
    """A copy of the Python code and its configuration, to plant a violation in."""
    ignore = shutil.ignore_patterns("__pycache__", "fonts", "*.sql", "*.mo", "*.po")
    for name in (*APPS, "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder
