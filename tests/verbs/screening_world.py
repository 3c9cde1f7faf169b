"""Call lists for tests: write one, screen it, read the two files back."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from consents.actions.judging import Campaign
from consents.actions.screening import Screened, numbers_here, screen
from consents.screening.lists import CallList, open_list
from tests.verbs.consent_office import AT, Office


def a_list(*numbers: object, extra: Sequence[str] = ()) -> bytes:
    """A list as Dutch Excel saves it, a name beside each number."""
    lines = ["Naam;Telefoon", *(f"Klant {place};{number}" for place, number in enumerate(numbers, start=1)), *extra]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def opened(content: bytes) -> CallList:
    """The list, looked at."""
    return open_list(lambda: io.BytesIO(content), numbers=numbers_here())


def rows_of(file: BinaryIO) -> list[dict[str, str]]:
    """The rows of a file of ours by the names of its columns."""
    file.seek(0)
    return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"), newline=""), delimiter=";"))


@dataclass
class Result:
    """A screened list with its files read."""

    screened: Screened
    allowed: list[dict[str, str]]
    refused: list[dict[str, str]]

    @property
    def outcomes(self) -> dict[str, str]:
        """What became of each row, by the name in it: ``allowed``, or the rule."""
        return {row["Naam"]: "allowed" for row in self.allowed} | {row["Naam"]: row["rule"] for row in self.refused}


def screened(
    office: Office,
    content: bytes,
    *,
    at: datetime = AT,
    now: datetime = AT,
    tell: Callable[[int], None] = lambda _rows: None,
    **rest: object,
) -> Result:
    """Screen for the offer of the office."""
    told: dict[str, object] = {"sender": office.sender, "purpose": office.offer, "at": at, **rest}
    result = screen(calls=opened(content), column="Telefoon", campaign=Campaign(**told), at=now, tell=tell)  # type: ignore[arg-type]
    found = Result(result, rows_of(result.allowed), rows_of(result.refused))
    result.close()
    return found
