"""What an officer fills in about a hold: besides the hold itself, who is held; those values are not kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.actions.holding import Identifier
from registers.choices import IdentifierKind
from registers.errors import HoldIsWide, IdentifierInvalid
from registers.models import Hold
from registers.normalising import normalise

# What singles out: it is learned from the rows of a person too, whatever their request is found by. A phone is not.
WHO = {
    "held_email": (IdentifierKind.EMAIL, gettext_lazy("e-mail addresses")),
    "held_customer_number": (IdentifierKind.CUSTOMER_NUMBER, gettext_lazy("customer numbers")),
    "held_iban": (IdentifierKind.IBAN, gettext_lazy("IBANs")),
}


def _lines(label: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"})
    told = gettext_lazy("One on each line.")
    return forms.CharField(label=label, required=False, strip=False, max_length=20_000, widget=widget, help_text=told)


class HoldForm(forms.ModelForm):  # type: ignore[type-arg]  # it has no [] at run time
    """A hold, and who is held. ``identifiers`` are what was filled in, in one spelling, once the form is valid."""

    held_email = _lines(WHO["held_email"][1])
    held_customer_number = _lines(WHO["held_customer_number"][1])
    held_iban = _lines(WHO["held_iban"][1])

    class Meta:
        model = Hold
        fields = ("label", "activity", "ground", "reason", "owner", "starts_on", "ends_on")

    identifiers: list[Identifier]

    def clean(self) -> dict[str, Any]:
        """Read every line; what can't be read is named by its number, never by what it says."""
        given: dict[str, Any] = super().clean() or {}
        self.identifiers = []
        for name, (kind, _label) in WHO.items():
            for place, line in enumerate(given.get(name, "").splitlines(), start=1):
                if line.strip():
                    self._read(name, kind, line, place)
        if self.identifiers and self.instance.pk and not self.instance.people.exists():
            self.add_error(None, str(HoldIsWide()))
        return given

    def _read(self, name: str, kind: IdentifierKind, line: str, place: int) -> None:
        try:
            self.identifiers.append((kind, normalise(kind, line, region=settings.ENVIRONMENT.country)))
        except IdentifierInvalid as error:
            self.add_error(name, _("line %(line)d: %(why)s") % {"line": place, "why": error.why})
