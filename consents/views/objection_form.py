"""What somebody fills in who wants no more advertising: a number or an address, and what has to stop."""

from __future__ import annotations  # a ChoiceField has no [] at run time

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.choices import Unwanted
from consents.identifying import Value, kinds_reached
from registers.errors import IdentifierInvalid


class ObjectionForm(forms.Form):
    """``values`` are what will be noted, in one spelling, once the form is valid. ``once``: sent twice is once."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": gettext_lazy("This is too long for a phone number.")},
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=320,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email", "spellcheck": "false"}),
        error_messages={"max_length": gettext_lazy("This is too long for an e-mail address.")},
    )
    unwanted = forms.ChoiceField(
        label=gettext_lazy("What do you want no more of?"),
        choices=Unwanted.choices,
        widget=forms.RadioSelect,
        initial=Unwanted.EVERYTHING,
    )

    values: list[Value]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid4())

    @property
    def unwanted_kind(self) -> Unwanted:
        """What has to stop, once the form is valid."""
        return Unwanted(self.cleaned_data["unwanted"])

    def clean(self) -> dict[str, Any]:
        """Read what was given; one of the two is enough, and it has to be what the choice is about."""
        given: dict[str, Any] = super().clean() or {}
        self.values = [value for kind in ("phone", "email") if (value := self._read(kind, given.get(kind, "")))]
        if not self.errors:
            self._demand_way(Unwanted(given["unwanted"]))
        return given

    def _read(self, kind: str, text: str) -> Value | None:
        environment = settings.ENVIRONMENT
        if not text:
            return None
        try:
            return Value.read(kind, text, secret=environment.index_key, region=environment.country)
        except IdentifierInvalid as error:
            self.add_error(kind, error.why)
            return None

    def _demand_way(self, unwanted: Unwanted) -> None:
        """What the choice is about has to be given: no phone number stops e-mail. What it is not about falls away."""
        ways = {kind for channel in unwanted.channels for kind in kinds_reached(channel)}
        self.values = [value for value in self.values if value.kind in ways]
        if self.values:
            return
        if len(ways) > 1:
            raise ValidationError(_("Fill in your phone number, your e-mail address, or both."))
        (way,) = ways
        why = _("Fill in your phone number.") if way == "phone" else _("Fill in your e-mail address.")
        self.add_error(str(way), why)
