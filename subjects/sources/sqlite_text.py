"""What only the text of SQLite's ``CREATE`` statements tells: checks, NOCASE columns, expressions of indexes."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\w+|[<>=!|]+|\s+|.""", re.DOTALL
)
_NOT_A_COLUMN = {"constraint", "primary", "unique", "check", "foreign"}


@dataclass(frozen=True, kw_only=True)
class TableText:
    """The facts of one ``CREATE TABLE``. ``nocase`` holds lower-cased column names."""

    checks: tuple[str, ...] = ()
    nocase: frozenset[str] = frozenset()
    virtual: bool = False


def table_text(sql: str) -> TableText:
    """Read a ``CREATE TABLE`` statement as SQLite stores it."""
    if re.match(r"\s*create\s+virtual\b", sql, re.IGNORECASE):
        return TableText(virtual=True)
    checks: list[str] = []
    nocase: set[str] = set()
    for part in _parts(_body(_tokens(sql))):
        words = [token.casefold() for token in part]
        checks += _checks(part, words)
        name = bare(part[0]).casefold() if part else ""
        if name not in _NOT_A_COLUMN and _follows(words, "collate", "nocase"):
            nocase.add(name)
    return TableText(checks=tuple(checks), nocase=frozenset(nocase))


def index_parts(sql: str) -> list[str]:
    """The texts of the parts of a ``CREATE INDEX``, in order; empty for an index that a constraint made."""
    return [" ".join(part).replace(" ( ", "(").replace(" )", ")") for part in _parts(_body(_tokens(sql)))]


def bare(name: str) -> str:
    """An identifier without its quotes."""
    if len(name) > 1 and name[0] in '"`[':
        return name[1:-1].replace(name[0] * 2, name[0])
    return name


def _tokens(sql: str) -> list[str]:
    found = (match[0] for match in _TOKEN.finditer(sql))
    return [token for token in found if not token.isspace() and not token.startswith(("--", "/*"))]


def _body(tokens: list[str]) -> list[str]:
    """What stands inside the first brackets."""
    return _group(tokens, tokens.index("(")) if "(" in tokens else []


def _group(tokens: list[str], start: int) -> list[str]:
    depth = 0
    for place in range(start, len(tokens)):
        depth += (tokens[place] == "(") - (tokens[place] == ")")
        if depth == 0:
            return tokens[start + 1 : place]
    return tokens[start + 1 :]


def _parts(tokens: list[str]) -> list[list[str]]:
    """Tokens split at the commas that stand in no brackets."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")  # noqa: S105 - brackets, no password
        if token == "," and depth == 0:  # noqa: S105
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _checks(part: list[str], words: list[str]) -> list[str]:
    places = [place for place, word in enumerate(words) if word == "check" and words[place + 1 : place + 2] == ["("]]
    return [" ".join(_group(part, place + 1)) for place in places]


def _follows(words: list[str], first: str, second: str) -> bool:
    return any(pair == (first, second) for pair in zip(words, (bare(word) for word in words[1:]), strict=False))
