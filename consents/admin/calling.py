"""The script beside an answer, filled in for this call, and the form in which somebody notes how the call went."""

from __future__ import annotations  # a ChoiceField has no [] at run time

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consents.actions.scripting import CallNote
from consents.choices import CallAnswer, CallResult, ContactChannel
from consents.deciding_selectors import Question
from consents.models import ContactDecision, OutboundNumber, ScriptVersion
from consents.rules.scripts import Notice, filled
from consents.script_selectors import duties_on, scripts_for, usable_numbers


@dataclass(frozen=True, kw_only=True)
class ReadOut:
    """A script as it is read out: its blocks with the words filled in."""

    version: ScriptVersion
    blocks: Sequence[tuple[str, str]]


class CallForm(forms.Form):
    """How the call went. Nothing is filled in beforehand where an answer proves something."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ModelChoiceField(
        ContactDecision.objects.all(), to_field_name="uid", widget=forms.HiddenInput, required=True
    )
    version = forms.ModelChoiceField(ScriptVersion.objects.none(), label=_("script"), empty_label=None)
    number = forms.ModelChoiceField(OutboundNumber.objects.none(), label=_("called with"), empty_label=None)
    result = forms.ChoiceField(label=_("how did the call go?"), choices=CallResult.choices, widget=forms.RadioSelect)
    objection_offered = forms.TypedChoiceField(
        label=_("was verzet offered?"),
        choices=[("1", _("yes")), ("0", _("no"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    again = forms.ChoiceField(
        label=_("may we call again?"),
        choices=CallAnswer.choices,
        widget=forms.RadioSelect,
        help_text=_("A “no” is recorded as an objection to calls of this sender, at once."),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("once", uuid4())
        versions, held = scripts_for(sender=question.sender, purpose=question.purpose), _numbers(question)
        fields: dict[str, Any] = self.fields
        fields["version"].queryset = ScriptVersion.objects.filter(pk__in=[one.pk for one in versions])
        fields["number"].queryset = OutboundNumber.objects.filter(pk__in=[one.pk for one in held])

    def note(self, question: Question) -> CallNote:
        """As the verb takes it; the call was just now."""
        given = dict(self.cleaned_data)
        return CallNote(
            uid=given.pop("once"),
            result=CallResult(given.pop("result")),
            again=CallAnswer(given.pop("again")),
            called_at=timezone.now(),
            values=question.values,
            sender=question.sender,
            purpose=question.purpose,
            **given,
        )


def call_panel(question: Question, *, decision: ContactDecision, user: User, form: CallForm | None) -> dict[str, Any]:
    """What whoever calls needs: scripts, notices and the form; empty for another channel than calls by people."""
    if question.channel != ContactChannel.VOICE:
        return {}
    return {
        "scripts": _read_out(question, user),
        "notices": _notices(question),
        "numbers": _numbers(question),
        "call_form": form or CallForm(question=question, prefix="call", initial={"decision": decision.uid}),
    }


def _read_out(question: Question, user: User) -> list[ReadOut]:
    words = {
        "agent": user.get_full_name() or user.get_username(),
        "sender": str(question.sender),
        "purpose": question.purpose.products or question.purpose.title,
        "stop": question.sender.contact,
    }
    return [
        ReadOut(
            version=version,
            blocks=[(block["label"], filled(block["text"], words)) for block in version.blocks],
        )
        for version in scripts_for(sender=question.sender, purpose=question.purpose)
    ]


def _notices(question: Question) -> Sequence[Notice]:
    duties = duties_on(timezone.localdate(), country=question.country)
    return duties.rules.notices if duties else ()


def _numbers(question: Question) -> list[OutboundNumber]:
    return usable_numbers(question.sender, day=timezone.localdate())
