"""What every table of the register shares: a name for ever, history, and words that the database knows too."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.enums import ChoicesType
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from registers.models.fields import one_of

country_code = RegexValidator(r"\A[A-Z]{2}\Z", _("give the country as two capitals (ISO 3166), e.g. NL or BE"))


class RegisterRecord(models.Model):
    """Base of the register's tables. ``uid`` is what versions, exports and imports call the record."""

    uid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class CodesField(models.JSONField):
    """A list of members of one enumeration, in the order of the enumeration; chosen by ticking."""

    def __init__(self, *args: Any, words: ChoicesType | None = None, **kwargs: Any) -> None:
        self.words = words
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def validate(self, value: Any, model_instance: Any) -> None:
        """Raises ValidationError for a word that the enumeration has not."""
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("give a list"))
        strange = [str(code) for code in value if self.words is not None and code not in self.words.values]
        if strange:
            raise ValidationError(_("unknown: %(codes)s"), params={"codes": ", ".join(strange)})

    def formfield(self, **kwargs: Any) -> Any:
        """Boxes to tick."""
        if self.words is None:
            return super().formfield(**kwargs)
        return forms.MultipleChoiceField(
            choices=self.words.choices,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


def words(prefix: str, /, **fields: ChoicesType) -> list[models.CheckConstraint]:
    """A constraint for each field that it holds a member; a name that ends in ``_`` may be '' too."""
    return [
        one_of(field.rstrip("_"), choices, name=f"{prefix}_{field.rstrip('_')}_known", blank=field.endswith("_"))
        for field, choices in fields.items()
    ]
