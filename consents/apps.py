"""Who agreed to what, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    """Name and title of the app."""

    name = "consents"
    verbose_name = _("Consents")

    def ready(self) -> None:
        """The ledger is guarded like the evidence log."""
        from consents.guards import LEDGER
        from registers.evidence import guards

        guards.also(LEDGER)
