"""Functions that the rewriting SQL calls on SQLite, which has no hashes and no regular expressions of its own."""

from typing import Any

import sqlalchemy as sa

from subjects.rewriting.generalising import generalised
from subjects.rewriting.surrogates import Alphabet, Shape, material, surrogate
from subjects.sources import fingerprints


def prepare(connection: sa.Connection) -> None:
    """Register what statements need, once per connection; nothing on other databases."""
    fingerprints.prepare(connection)
    if connection.dialect.name == "sqlite" and "waarborg_functions" not in connection.info:
        driver: Any = connection.connection.driver_connection
        driver.create_function("waarborg_surrogate", -1, _surrogate, deterministic=True)
        driver.create_function("waarborg_generalised", 3, generalised, deterministic=True)
        connection.info["waarborg_functions"] = True


def _surrogate(*given: Any) -> str | int:
    alphabet, size, prefix, suffix, seed, *keys = given
    shape = Shape(alphabet=Alphabet(alphabet), size=int(size), prefix=prefix, suffix=suffix)
    return surrogate(material(seed, keys), shape)
