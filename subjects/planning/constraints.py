"""What the CHECK constraints of a table demand of one column, as far as their text can be understood.

A check that can't be understood is handed on as it is: whoever writes a value that nobody chose must then refuse.
"""

import re
from dataclasses import dataclass, replace

from subjects.planning.catalog import CatalogTable

_CAST = re.compile(
    r"::(?:character varying|double precision|timestamp with(?:out)? time zone|\w+)(?:\(\d+\))?(?:\[\])?"
)
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_BETWEEN = re.compile(r"([\w()\"`\[\] ]+?)\s+between\s+(\S+)\s+and\s+([^\s)]+)")
_NUMBER = r"(-?\d+)(?:\.0+)?"
_LISTED = rf"(?:'#\d+'|{_NUMBER})"
_SEARCHES = ("instr", "strpos", "position", "charindex", "like", "~~", "~")


@dataclass(frozen=True, kw_only=True)
class Demands:
    """What a value must be: lengths in characters, ``low`` and ``high`` inclusive, ``at`` an @ inside.

    ``allowed`` of None is anything; ``unknown`` are the checks that were not understood.
    """

    allowed: tuple[str, ...] | None = None
    shortest: int = 0
    longest: int | None = None
    low: int | None = None
    high: int | None = None
    filled: bool = False
    at: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def made_by_hand(self) -> bool:
        """Whether only a value that somebody chose can be trusted to pass."""
        return self.allowed is not None or bool(self.unknown)


def demands_on(column: str, table: CatalogTable) -> Demands:
    """The demands of all checks in which the column takes part."""
    demands = Demands()
    for text in table.checks:
        demands = _with_check(demands, text, column)
    return demands


def _with_check(demands: Demands, text: str, column: str) -> Demands:
    literals = [value.replace("''", "'") for value in _LITERAL.findall(text)]
    numbers = iter(range(len(literals)))
    plain = _CAST.sub("", _LITERAL.sub(lambda _match: f"'#{next(numbers)}'", text).casefold())
    if re.search(rf"(?<!\w){re.escape(column.casefold())}(?!\w)", plain) is None:
        return demands
    name = re.sub(r"\s", "", column.casefold())
    clauses = re.split(r"\band\b", _BETWEEN.sub(r"\1 >= \2 and \1 <= \3", plain))
    for clause in clauses:
        bare = re.sub(rf"^{re.escape(name)}isnullor", "", re.sub(r'[\s()"`\[\]]', "", clause))
        understood = _with_clause(demands, bare, name, literals)
        if understood is None:
            unknown = (*demands.unknown, text)
            return replace(demands, unknown=unknown, filled=demands.filled or f"{name}isnotnull" in bare)
        demands = understood
    return demands


def _with_clause(demands: Demands, bare: str, column: str, literals: list[str]) -> Demands | None:
    """One clause without spaces, quotes and brackets, ``'#n'`` for its literals; None when it isn't understood."""
    name = re.escape(column)
    if found := re.fullmatch(rf"(?:trim)?{name}(?:<>|!=)'#(\d+)'", bare):
        return replace(demands, shortest=max(demands.shortest, 1)) if literals[int(found[1])] == "" else None
    if re.fullmatch(rf"{name}isnotnull", bare):
        return replace(demands, filled=True)
    if found := re.fullmatch(rf"(?:char_|character_)?len(?:gth)?{name}(<=|<|>=|>|=){_NUMBER}", bare):
        return _sized(demands, found[1], int(found[2]))
    if found := re.fullmatch(rf"{name}(<=|<|>=|>){_NUMBER}", bare):
        return _ranged(demands, found[1], int(found[2]))
    if re.fullmatch(rf"{name}(?:in|=any(?:array)?)(?:{_LISTED},?)+", bare) or re.fullmatch(
        rf"{name}={_LISTED}(?:or{name}={_LISTED})*", bare
    ):
        return replace(demands, allowed=_listed(bare, column, literals))
    return _searched(demands, bare, column, literals)


def _listed(bare: str, column: str, literals: list[str]) -> tuple[str, ...]:
    found = re.finditer(rf"'#(\d+)'|(?<![\w#]){_NUMBER}(?!\w)", bare.replace(column, " ").replace("in", " "))
    return tuple(literals[int(match[1])] if match[1] else match[2] for match in found)


def _searched(demands: Demands, bare: str, column: str, literals: list[str]) -> Demands | None:
    """Whether all that is asked is an @ somewhere, in one of the ways to say so."""
    named = [int(number) for number in re.findall(r"'#(\d+)'", bare)]
    about = bare.startswith(column) or bare.startswith(_SEARCHES)
    asks = len(named) == 1 and literals[named[0]].strip("%_.") in {"@", "@%.", "@_%."} and "not" not in bare
    return replace(demands, at=True) if about and asks and any(word in bare for word in _SEARCHES) else None


def _sized(demands: Demands, sign: str, number: int) -> Demands:
    least = {">=": number, ">": number + 1, "=": number}.get(sign, 0)
    most = {"<=": number, "<": number - 1, "=": number}.get(sign)
    longest = demands.longest if most is None else min(most, demands.longest or most)
    return replace(demands, shortest=max(demands.shortest, least), longest=longest)


def _ranged(demands: Demands, sign: str, number: int) -> Demands:
    if sign in {">=", ">"}:
        low = number + (sign == ">")
        return replace(demands, low=low if demands.low is None else max(low, demands.low))
    high = number - (sign == "<")
    return replace(demands, high=high if demands.high is None else min(high, demands.high))
