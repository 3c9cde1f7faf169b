"""Requests of people, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubjectsConfig(AppConfig):
    """Name and title of the app."""

    name = "subjects"
    verbose_name = _("Data subjects")
