"""What every SMS gateway does. Which one is used follows from the settings."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class ShortMessage:
    """A text for one phone number in E.164; ``reference`` is random and the same when it is sent again."""

    to: str
    body: str
    reference: str


class Gateway(Protocol):
    """Hands a message to a phone network."""

    def send(self, message: ShortMessage) -> None:
        """Hand it over. Raises MessageNotSent, which holds neither number nor text."""
