"""The wiring itself as an app, so that Celery starts with Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Loads the Celery app: ``shared_task`` and ``current_app`` need it."""

    name = "config"

    def ready(self) -> None:
        """Import the Celery app once Django is ready."""
        from config import celery  # noqa: F401  (its import registers the app)
