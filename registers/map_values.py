"""The base of every part of the data map: frozen, and a word that it doesn't know is an error."""

from pydantic import BaseModel, ConfigDict


class MapValue(BaseModel):
    """A part of the map."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)
