"""What a rule finds, and what a rule is: a demand in words with its article, and one small function that checks it."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from registers.register_choices import ActivityRole, RecordKind, Severity

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from registers.rules.situation import Situation

Fact = str | int | list[str]
Facts = dict[str, Fact]
"""What the text of a finding fills in: codes, numbers, ISO dates, names of records. No people."""

Check = Callable[[Any, "Situation"], Iterator[Facts]]
Words = Union[str, "StrPromise"]


@dataclass(frozen=True, kw_only=True)
class FindingKey:
    """What makes a finding the same one tomorrow: its rule, the record and the field. A waiver names these."""

    rule: str
    record: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something of the register that is missing, contradicts itself or breaks a rule.

    ``owner_kind`` and ``owner`` say on which page it stands (WHOLE for the register), ``record_kind`` and ``record``
    which record it is about, ``field`` which of its fields, or which of its tables.
    """

    rule: str
    article: str
    severity: Severity
    owner_kind: RecordKind
    owner: str
    record_kind: str
    record: str
    field: str = ""
    facts: Facts = dataclasses.field(default_factory=dict, hash=False)

    @property
    def key(self) -> FindingKey:
        """What a waiver of it names."""
        return FindingKey(rule=self.rule, record=self.record, field=self.field)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What a rule demands, in words; as a decorator it makes a rule of the function that checks it.

    ``on`` is the sort of record (or the Book, or MapTable) that the function is given. ``article`` is of the AVG unless
    it names another law. ``text`` says what is wrong and the way out; %(field)s in it is the field's own label.
    ``role`` limits the rule to activities in that role; ``after_end`` lets it look at what has ended too.
    """

    code: str
    on: type[Any] | tuple[type[Any], ...]
    article: str
    severity: Severity
    title: Words
    text: Words
    field: str = ""
    role: ActivityRole | None = None
    after_end: bool = False

    def __call__(self, check: Check) -> "Rule":
        """The rule of this demand."""
        return Rule(demand=self, check=check)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A demand with its check. The check yields the facts of each breach; it never raises, whatever a book holds."""

    demand: Demand
    check: Check

    @property
    def code(self) -> str:
        """The name of the rule, for ever."""
        return self.demand.code

    @property
    def sorts(self) -> tuple[type[Any], ...]:
        """The sorts of records that it looks at."""
        return self.demand.on if isinstance(self.demand.on, tuple) else (self.demand.on,)


def empty(record: object, *fields: str) -> list[str]:
    """Those of the fields in which nothing was filled in; blanks are nothing."""
    values = {name: getattr(record, name) for name in fields}
    return [name for name, value in values.items() if value is None or (isinstance(value, str) and not value.strip())]
