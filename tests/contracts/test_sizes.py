"""The bars of the house style: files, functions, nesting, complexity and parameters stay small."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.contracts.code import APPS, ROOT, python_files, tree_of

FILE_LINES, FUNCTION_LINES, NESTING, COMPLEXITY, PARAMETERS = 400, 40, 3, 8, 6
TEST_LINES = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
# McCabe's number over statements, as ruff counts it (C901), so that there is one bar and not two.
DECISIONS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True, kw_only=True)
class Size:
    """What was measured of one function."""

    name: str
    lines: int
    nesting: int
    complexity: int
    parameters: int

    @property
    def faults(self) -> list[str]:
        """The bars it exceeds, in words."""
        bars = (
            ("lines", self.lines, FUNCTION_LINES),
            ("levels deep", self.nesting, NESTING),
            ("branches", self.complexity, COMPLEXITY),
            ("parameters", self.parameters, PARAMETERS),
        )
        return [f"{self.name}: {value} {what}, at most {bar}" for what, value, bar in bars if value > bar]


def nesting(node: ast.AST, depth: int = 0) -> int:
    deepest = depth
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            continue
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deeper = depth + (isinstance(child, BLOCKS) and not chained)
        deepest = max(deepest, nesting(child, deeper))
    return deepest


def complexity(node: ast.AST) -> int:
    return 1 + sum(isinstance(child, DECISIONS) for child in ast.walk(node))


def parameters(function: Function) -> int:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([one for one in given if one.arg not in {"self", "cls"}])


def sizes(tree: ast.Module) -> Iterator[Size]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield Size(
                name=f"{node.name} (line {node.lineno})",
                lines=(node.end_lineno or first) - first + 1,
                nesting=nesting(node),
                complexity=complexity(node),
                parameters=parameters(node),
            )


def faults(path: Path) -> list[str]:
    found = [f"{path}: {fault}" for size in sizes(tree_of(path)) for fault in size.faults]
    lines = len((ROOT / path).read_text().splitlines())
    return [*found, *([f"{path}: {lines} lines, at most {FILE_LINES}"] if lines > FILE_LINES else [])]


def test_the_product_keeps_to_the_bars() -> None:
    found = [fault for path in python_files(*APPS) for fault in faults(path)]

    assert not found, "\n".join(found)


def test_files_of_tests_keep_to_the_bar() -> None:
    found = [
        f"{path}: {lines} lines"
        for path in python_files("tests")
        if (lines := len((ROOT / path).read_text().splitlines())) > FILE_LINES
    ]

    assert not found, "\n".join(found)


def test_a_test_is_short() -> None:
    found = [
        f"{path}: {size.name} has {size.lines} lines"
        for path in python_files("tests")
        for size in sizes(tree_of(path))
        if size.name.startswith("test_") and size.lines > TEST_LINES
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def f():\n" + "    x = 1\n" * 40, "41 lines"),
        ("def f():\n if a:\n  for b in c:\n   with d:\n    if e:\n     pass", "4 levels"),
        ("def f():\n" + " if a:\n  pass\n" * 8, "9 branches"),
        ("def f(a, b, c, d, e, f, g): ...", "7 parameters"),
    ],
)
def test_each_bar_can_be_exceeded(text: str, fault: str) -> None:
    (size,) = sizes(ast.parse(text))

    assert any(fault in found for found in size.faults)
