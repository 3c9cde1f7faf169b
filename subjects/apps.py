"""Requests of people, as a Django app."""

from collections.abc import Collection

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubjectsConfig(AppConfig):
    """Name and title of the app."""

    name = "subjects"
    verbose_name = _("Data subjects")

    def ready(self) -> None:
        """Nobody is forgotten in the ledger of consents while a request of theirs is under way."""
        from consents import awaited

        awaited.also(self.name, _under_way)


def _under_way(indexes: Collection[str]) -> Collection[str]:
    from subjects.selectors import under_way

    return under_way(indexes)
