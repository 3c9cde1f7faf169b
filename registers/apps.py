"""The organisation's books, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """Name and title of the app."""

    name = "registers"
    verbose_name = _("Registers")

    def ready(self) -> None:
        """Register the system checks."""
        from registers import checks  # noqa: F401  (its import registers them)
