"""Fields that keep working data unreadable at rest: encrypted text and encrypted JSON under the key ring."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.enums import ChoicesType

from registers.canonical import canonical_json
from registers.keyring import KeyRing


def key_ring() -> KeyRing:
    """The ring of WAARBORG_KEY_RING."""
    return _ring(tuple(settings.ENVIRONMENT.key_ring))


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> KeyRing:
    return KeyRing(keys)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text that the database sees as a token; '' stays ''. Not searchable: use a keyed index beside it."""

    def get_prep_value(self, value: Any) -> Any:
        """The token to store."""
        return value if value is None else key_ring().encrypt(str(value))

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """The text of a stored token."""
        return value if value is None else key_ring().decrypt(value)


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A JSON value stored as one encrypted token; None stays NULL."""

    _pyi_private_set_type: Any  # what django-stubs reads; a text field would take text only
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        """The token to store."""
        return value if value is None else key_ring().encrypt(canonical_json(value))

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """The value of a stored token."""
        return value if value is None else json.loads(key_ring().decrypt(value))

    def to_python(self, value: Any) -> Any:
        """Values are Python already."""
        return value


def one_of(field: str, choices: ChoicesType, *, name: str, blank: bool = False) -> models.CheckConstraint:
    """A database constraint that ``field`` holds a member of ``choices`` (or '' when ``blank``)."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)
