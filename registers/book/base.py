"""What every record of the register shares."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all records. ``kind`` is the name of the sheet, the JSON key and the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]

    uid: str = Field(min_length=1, max_length=36)
