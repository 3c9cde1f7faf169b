"""What somebody at the desk fills in: whom to contact, by whom, for what, when; and what the person said."""

from __future__ import annotations  # a ChoiceField has no [] at run time

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.actions.proof_files import LARGEST
from consents.choices import CollectionMethod, ContactChannel, PartyKind
from consents.deciding_selectors import Question
from consents.errors import EventRefused
from consents.explaining_selectors import minor_by
from consents.identifying import Value, reached
from consents.models import ConsentText, ContactPurpose, Sender
from registers.choices import IdentifierKind
from registers.errors import IdentifierInvalid

WHO = {
    "phone": IdentifierKind.PHONE,
    "email": IdentifierKind.EMAIL,
    "customer_number": IdentifierKind.CUSTOMER_NUMBER,
}
MOMENT = {"type": "datetime-local"}
FIELDS = {"evidence_file": "proof", "representative": "rep_phone"}
"""How the forms call what the ledger calls otherwise."""
HOMES = [("NL", gettext_lazy("the Netherlands")), ("BE", gettext_lazy("Belgium"))]


def moment_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    """A moment by the local clock; may stay empty."""
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, help_text=help_text)


def who_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A value that says who somebody is; the browser doesn't keep it."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget, help_text=help_text)


def blame(form: forms.Form, error: Exception) -> None:
    """Say what was refused beside the field that it is about; above the form when that field is not on it."""
    if not isinstance(error, EventRefused):
        form.add_error(None, str(error))
        return
    field = FIELDS.get(error.field, error.field)
    form.add_error(field if field in form.fields else None, error.why)


class AskForm(forms.Form):
    """The question. ``values`` are the identifiers in one spelling, once the form is valid."""

    phone = who_field(gettext_lazy("phone number"))
    email = who_field(gettext_lazy("e-mail address"))
    customer_number = who_field(gettext_lazy("customer number"))
    sender = forms.ModelChoiceField(
        Sender.objects.filter(active=True), label=gettext_lazy("on whose behalf"), empty_label=None
    )
    purpose = forms.ModelChoiceField(
        ContactPurpose.objects.filter(active=True), label=gettext_lazy("what for"), empty_label=None
    )
    channel = forms.ChoiceField(label=gettext_lazy("how"), choices=ContactChannel.choices)
    party = forms.ChoiceField(
        label=gettext_lazy("who is reached"), choices=PartyKind.choices, initial=PartyKind.UNKNOWN
    )
    at = moment_field(gettext_lazy("moment"), gettext_lazy("Empty: now."))
    also_at = moment_field(gettext_lazy("compare with"), gettext_lazy("Another moment, to see what differs."))
    offer = forms.BooleanField(
        label=gettext_lazy("something is offered or recommended"),
        required=False,
        help_text=gettext_lazy("One sentence of sales makes every contact marketing."),
    )

    as_typed = forms.BooleanField(
        label=gettext_lazy("the phone number is right as it stands"),
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("Only when the person or the phone itself says so. An objection counts for any number."),
    )

    values: list[Value]

    def clean(self) -> dict[str, Any]:
        """At least the number or address that the channel reaches, each in a spelling that is understood.

        A phone number that is not in use is most often mistyped: then it is asked once more. It is not refused, because
        this page is the way to an objection too.
        """
        given = super().clean() or {}
        self.values = list(self._read(given))
        if self.errors:
            return given
        if not self.values:
            raise ValidationError(_("Fill in a phone number, an e-mail address or a customer number."))
        if reached(self.values, given["channel"]) is None:
            field = "email" if given["channel"] == ContactChannel.EMAIL else "phone"
            self.add_error(field, _("For this channel this is needed: it is what is contacted."))
        return given

    def _read(self, given: dict[str, Any]) -> Iterator[Value]:
        environment = settings.ENVIRONMENT
        for name, kind in WHO.items():
            text = given.get(name, "").strip()
            try:
                if text:
                    value = Value.read(kind, text, secret=environment.index_key, region=environment.country)
                    yield value if given.get("as_typed") else self._opening(value)
            except IdentifierInvalid as error:
                self.add_error(name, error.why)

    def _opening(self, value: Value) -> Value:
        """Raises IdentifierInvalid, with the way to say that the number is right."""
        try:
            return value.opening()
        except IdentifierInvalid:
            self.fields["as_typed"].widget = forms.CheckboxInput()
            raise

    def question(self) -> Question:
        """The question as it was filled in; at this moment when none is named."""
        given = self.cleaned_data
        return Question(
            values=self.values,
            sender=given["sender"],
            purpose=given["purpose"],
            channel=ContactChannel(given["channel"]),
            at=given["at"] or timezone.now(),
            offer=given["offer"],
            party=PartyKind(given["party"]),
            home=settings.ENVIRONMENT.country,
        )

    def carried(self) -> list[tuple[str, str]]:
        """What was filled in, for the forms beside the answer; it travels in the page and never in an address."""
        return [(name, self.data.get(name, "")) for name in self.fields if self.data.get(name)]


SCOPES = {
    "everything": gettext_lazy("everything: no more marketing by anybody, in any way"),
    "sender": gettext_lazy("everything of this sender"),
    "purpose": gettext_lazy("this purpose of this sender, in any way"),
    "exact": gettext_lazy("only this purpose of this sender by this channel"),
}


class SaidForm(forms.Form):
    """What the person said about a scope. ``once`` makes that pressing twice counts once."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("about what"), choices=list(SCOPES.items()), widget=forms.RadioSelect, initial="everything"
    )
    whole_number = forms.BooleanField(
        label=gettext_lazy("for everybody who has this number or address"),
        required=False,
        help_text=gettext_lazy("Also for housemates, and for who gets the number later."),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("how the person said it"), choices=CollectionMethod.choices, initial=CollectionMethod.PHONE
    )
    stated_at = moment_field(gettext_lazy("when the person said it"), gettext_lazy("Empty: now."))

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.initial.setdefault("once", uuid4())


class WithdrawForm(SaidForm):
    """Withdrawing is about what was given, so the narrowest scope comes first to mind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].initial = "exact"
        del self.fields["whole_number"]


class LiftForm(SaidForm):
    """Only the person lifts an objection, on their own initiative, and that can be proven (art. 21(3))."""

    own_initiative = forms.BooleanField(
        label=gettext_lazy("the person asked for this on their own initiative; we did not"), required=True
    )
    proof = forms.FileField(
        label=gettext_lazy("proof of what the person said"),
        help_text=gettext_lazy("Recording, e-mail, letter or form: PDF, PNG, JPEG, DOCX, ODT, EML or sound, to 25 MB."),
    )

    def clean_proof(self) -> Any:
        """Refused before it is read, when it is too large."""
        return _small(self.cleaned_data["proof"])


def _small(file: Any) -> Any:
    """The file, or none. Raises ValidationError for one that is too large."""
    if file and (file.size is None or file.size > LARGEST):
        raise ValidationError(_("The file is larger than 25 MB."))
    return file


class AgeForm(SaidForm):
    """The day of birth, of which only the day is kept on which the person may consent alone."""

    born_on = forms.DateField(
        label=gettext_lazy("day of birth"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only the day on which the person may consent alone is kept."),
    )
    country = forms.ChoiceField(label=gettext_lazy("where the person lives"), choices=HOMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("scope", "whole_number", "method", "stated_at"):
            del self.fields[name]
        self.initial.setdefault("country", settings.ENVIRONMENT.country)


class RepresentedForm(SaidForm):
    """What a parent or guardian said, where the person is a minor (art. 8); of anybody else it asks nothing."""

    rep_phone = who_field(
        gettext_lazy("parent or guardian: phone number"),
        gettext_lazy("The person is a minor: the consent counts only with that of a parent or guardian (art. 8)."),
    )
    rep_email = who_field(gettext_lazy("parent or guardian: e-mail address"))
    rep_method = forms.ChoiceField(
        label=gettext_lazy("how the parent or guardian said it"),
        choices=CollectionMethod.choices,
        initial=CollectionMethod.PHONE,
    )
    rep_stated_at = moment_field(gettext_lazy("when the parent or guardian said it"), gettext_lazy("Empty: now."))
    rep_proof = forms.FileField(
        label=gettext_lazy("proof of what the parent or guardian said"),
        required=False,
        help_text=gettext_lazy("Recording, e-mail, letter or form: PDF, PNG, JPEG, DOCX, ODT, EML or sound, to 25 MB."),
    )

    representative: list[Value]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.representative = []
        asked = self.question
        self.minor = minor_by(asked.values, day=timezone.localdate()) if asked else None
        if self.minor is None:
            for name in [name for name in self.fields if name.startswith("rep_")]:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A value by which the parent or guardian is known, when the person is a minor."""
        given = super().clean() or {}
        if self.minor is None:
            return given
        for name, kind in (("rep_phone", IdentifierKind.PHONE), ("rep_email", IdentifierKind.EMAIL)):
            self._read(name, kind, (given.get(name) or "").strip())
        if not self.errors and not self.representative:
            self.add_error("rep_phone", _("Fill in a phone number or e-mail address of the parent or guardian."))
        return {**given, "representative": self.representative}

    def clean_rep_proof(self) -> Any:
        """Refused before it is read, when it is too large."""
        return _small(self.cleaned_data["rep_proof"])

    def _read(self, name: str, kind: IdentifierKind, text: str) -> None:
        environment = settings.ENVIRONMENT
        try:
            if text:
                value = Value.read(kind, text, secret=environment.index_key, region=environment.country)
                self.representative.append(value)
        except IdentifierInvalid as error:
            self.add_error(name, error.why)


class ConfirmForm(SaidForm):
    """Nothing is asked: the code or link goes to the number or address of the consent that stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("scope", "whole_number", "method", "stated_at"):
            del self.fields[name]


class ConsentForm(RepresentedForm):
    """A consent in the exact words that were read out or shown."""

    text = forms.ModelChoiceField(
        ConsentText.objects.none(),
        label=gettext_lazy("the words that were used"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["scope"], self.fields["whole_number"]
        texts: Any = self.fields["text"]
        if self.question is not None:
            asked = self.question
            texts.queryset = ConsentText.objects.filter(
                sender=asked.sender, purpose=asked.purpose, channel=asked.channel
            ).order_by("key", "-version")
        texts.label_from_instance = _worded


def _worded(text: ConsentText) -> str:
    return f"{text.key} v{text.version} ({text.language}): “{text.body}”"
