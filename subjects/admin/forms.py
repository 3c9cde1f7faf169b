"""Forms of the requests: what comes in, and what each verb asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registers.choices import IdentifierKind
from subjects.actions.restricting import LONGEST_MEASURE
from subjects.actions.waiting import LONGEST_REASON
from subjects.articles import LONGEST, article_of
from subjects.choices import Channel, IdentificationMethod, RestrictionGround, Right, WaitingGround
from subjects.errors import ArticleInvalid

ROWS = 4


class NothingAsked(forms.Form):
    """A verb that needs no more than the click."""


class IdentifyForm(forms.Form):
    """How it was made sure who asks."""

    method = forms.ChoiceField(
        label=_("How did you make sure who asks?"),
        choices=IdentificationMethod.choices,
        widget=forms.RadioSelect,
        help_text=_("Choose the least intrusive way that suffices. Never keep a copy of an identity document."),
    )


class DecideForm(forms.Form):
    """Whether a candidate is the person."""

    number = forms.IntegerField(min_value=1)
    is_subject = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class DropForm(forms.Form):
    """Which correction is taken back."""

    number = forms.IntegerField(min_value=1)


class ApproveForm(forms.Form):
    """The hash of the plan that was on the screen; and a measure, for a plan with rows that Waarborg can't mark."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    measure = forms.CharField(
        label=_("How does the organisation restrict the rows that Waarborg does not mark?"),
        max_length=LONGEST_MEASURE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes onto the certificate as it is. Write no data of a person here."),
    )


class AnnounceForm(forms.Form):
    """Why a restriction is lifted."""

    reason = forms.CharField(
        label=_("Why is the restriction lifted?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into the letter as it is: the person reads it before it happens (art. 18(3))."),
    )


class ExtendForm(forms.Form):
    """The reason of an extension."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into the letter as it is: why is more time needed (complexity, number of requests)?"),
    )


class WaitForm(forms.Form):
    """On which ground a request waits, and what was asked."""

    ground = forms.ChoiceField(
        label=_("Why do you wait?"), choices=WaitingGround.choices, widget=forms.RadioSelect, initial="information"
    )
    reason = forms.CharField(
        label=_("What did you ask, and why?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A doubt about who asks has to be about this person. It is destroyed with the working data."),
    )


class RefuseForm(forms.Form):
    """Ground and reason of a refusal."""

    article = forms.CharField(
        label=_("Article of the ground"), max_length=LONGEST, help_text=_("For example 12(5), 15(4) or 17(3)(e)")
    )
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Goes into the letter as it is.")
    )

    def clean_article(self) -> str:
        """The article in one spelling."""
        try:
            return article_of(self.cleaned_data["article"])
        except ArticleInvalid as error:
            raise forms.ValidationError(str(error)) from None


class ReceiveForm(forms.Form):
    """What comes in."""

    right = forms.ChoiceField(label=_("What is asked?"), choices=Right.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground of a restriction (only for art. 18)"),
        choices=[("", "–"), *RestrictionGround.choices],
        required=False,
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the request reached the organisation; the deadline follows from it."),
    )
    channel = forms.ChoiceField(label=_("How did it come in?"), choices=Channel.choices, initial=Channel.DESK)
    wording = forms.CharField(
        label=_("Exact wording (not required)"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class IdentifierForm(forms.Form):
    """One identifier: its kind and its value; an empty line is skipped."""

    kind = forms.ChoiceField(label=_("Kind"), choices=IdentifierKind.choices)
    value = forms.CharField(
        label=_("Value"), required=False, max_length=320, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


IdentifierForms: Any = forms.formset_factory(IdentifierForm, extra=ROWS, max_num=20)
