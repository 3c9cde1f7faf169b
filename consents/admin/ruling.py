"""The pages of contact rules: sets with their days, a set as a table, a version from draft to signed."""

from __future__ import annotations  # a list of sets has no [] at run time

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.actions.ruling import Draft, change_draft, draft_rules, drop_draft, sign_rules
from consents.errors import ConsentError, RulesInvalid
from consents.models import ContactRuleSet
from consents.rules.rulesets import RuleSet, read_rules
from consents.rules.telling import conditions, differences, hours, name_of
from consents.selectors import rules_timeline
from consents.trial_selectors import before, rules_text, trial
from registers.admin.places import demand, user_of
from registers.choices import LegalStatus

SEE = "consents.view_contactruleset"
WRITE = "consents.change_contactruleset"
SIGN = "consents.sign_contactruleset"


class VersionForm(forms.Form):
    """A version of one's own as an edited copy."""

    body = forms.CharField(
        label=gettext_lazy("the rules (YAML)"),
        widget=forms.Textarea(attrs={"class": "wb-yaml", "rows": 30, "spellcheck": "false"}),
        strip=False,
        help_text=gettext_lazy("Rules are tried from top to bottom; the first that fits decides."),
    )
    reason = forms.CharField(label=gettext_lazy("why they change"), widget=forms.Textarea(attrs={"rows": 3}))
    effective_from = forms.DateField(
        label=gettext_lazy("in force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Today or later: rules do not change what was right before."),
    )

    def draft(self) -> Draft:
        """As the verb takes it."""
        return Draft(**self.cleaned_data)


@dataclass(frozen=True, kw_only=True)
class ShownSet:
    """A set within the days in which it is in force. ``tone`` tells past, now or to come."""

    rules: RuleSet
    word: Promise
    tone: str
    unconfirmed: int


def rules_view(request: HttpRequest) -> HttpResponse:
    """Every set with its days, and the versions that wait for a signature."""
    demand(request, SEE)
    today = timezone.localdate()
    lines = sorted(rules_timeline(), key=lambda one: (one.rules.country, one.rules.channels[0], one.rules.valid_from))
    drafts = ContactRuleSet.objects.filter(signed_at=None).select_related("written_by")
    context: dict[str, Any] = {"sets": [_in_time(one.rules, today) for one in lines], "drafts": drafts}
    return _page(request, "rules", _("Contact rules"), **context)


def _in_time(rules: RuleSet, today: date) -> ShownSet:
    words = (gettext_lazy("in force"), "fine") if rules.holds_on(today) else (gettext_lazy("over"), "done")
    if rules.valid_from > today:
        words = (gettext_lazy("to come"), "soon")
    unconfirmed = sum(rule.status != LegalStatus.CONFIRMED for rule in rules.rules)
    return ShownSet(rules=rules, word=words[0], tone=words[1], unconfirmed=unconfirmed)


def ruleset_view(request: HttpRequest, set_id: str) -> HttpResponse:
    """One set as a table, and its versions."""
    demand(request, SEE)
    lines = [one.rules for one in rules_timeline() if one.rules.id == set_id]
    if not lines:
        raise Http404
    today = timezone.localdate()
    rules = next((one for one in lines if one.holds_on(today)), lines[-1])
    versions = ContactRuleSet.objects.filter(set_id=set_id).select_related("written_by", "signed_by")
    context: dict[str, Any] = {
        "rules": rules,
        **_table(rules),
        "versions": versions,
        "may_write": request.user.has_perm(WRITE),
    }
    return _page(request, "ruleset", f"{rules.id}: {rules.title}", back="rules", **context)


def _table(rules: RuleSet) -> dict[str, Any]:
    told: list[dict[str, Any]] = [
        {"rule": rule, "name": name_of(rule.id), "when": conditions(rule.when), "status": LegalStatus(rule.status)}
        for rule in rules.rules
    ]
    window = rules.window
    return {
        "table": told,
        "hours": hours(window) if window else (),
        "window": window,
        "window_status": LegalStatus(window.status) if window else None,
    }


def write_view(request: HttpRequest, set_id: str) -> HttpResponse:
    """A new version: a copy of what is in force, to be edited."""
    demand(request, WRITE)
    text = rules_text(set_id, day=timezone.localdate())
    if text is None:
        raise Http404
    given = {"body": text, "effective_from": timezone.localdate()}
    form = VersionForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        made = _written(form, lambda: draft_rules(set_id=set_id, draft=form.draft(), **_by(request)))
        if made is not None:
            return HttpResponseRedirect(reverse("contact:version", args=[made.pk]))
    title = _("New version of %(set)s") % {"set": set_id}
    return _page(request, "rules_write", title, back="rules", form=form, set_id=set_id)


def edit_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, written again."""
    demand(request, WRITE)
    version = _version(pk)
    given = {"body": version.body, "reason": version.reason, "effective_from": version.effective_from}
    form = VersionForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        made = _written(form, lambda: change_draft(version=version, draft=form.draft(), **_by(request)))
        if made is not None:
            return HttpResponseRedirect(reverse("contact:version", args=[pk]))
    return _page(request, "rules_write", str(version), back="rules", form=form, set_id=version.set_id)


def _written(form: VersionForm, write: Callable[[], ContactRuleSet]) -> ContactRuleSet | None:
    try:
        return write()
    except RulesInvalid as error:
        for problem in error.problems:
            form.add_error("body", problem)
    except ConsentError as error:
        form.add_error("effective_from", str(error))
    return None


def version_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A version: what it changes, in words and in answers, and whether it is signed."""
    demand(request, SEE)
    version = _version(pk)
    rules, old = read_rules(version.body), before(version)
    user = user_of(request)
    context = {
        "version": version,
        "old": old,
        "differences": differences(old, rules) if old else (),
        "trial": trial(version),
        **_table(rules),
        "own": version.written_by_id == user.pk,
        "may_sign": version.signed_at is None and user.has_perm(SIGN),
        "may_write": version.signed_at is None and user.has_perm(WRITE),
    }
    return _page(request, "rules_version", str(version), back="rules", **context)


def sign_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign, and back to the version."""
    demand(request, SIGN)
    version = _version(pk)
    if request.method == "POST":
        try:
            sign_rules(version=version, **_by(request))
        except ConsentError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The version was signed; it decides from its first day on."))
    return HttpResponseRedirect(reverse("contact:version", args=[pk]))


def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, and back to its set."""
    demand(request, WRITE)
    version = _version(pk)
    if request.method == "POST":
        try:
            drop_draft(version=version)
        except ConsentError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The draft was thrown away."))
    return HttpResponseRedirect(reverse("contact:rules"))


def _version(pk: int) -> ContactRuleSet:
    found = ContactRuleSet.objects.select_related("written_by", "signed_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _by(request: HttpRequest) -> dict[str, Any]:
    actor: User = user_of(request)
    return {"actor": actor, "at": timezone.now()}


def _page(request: HttpRequest, name: str, title: str, *, back: str = "", **context: Any) -> HttpResponse:
    trail = {"back": reverse("contact:rules"), "back_title": _("Contact rules")} if back else {}
    held = {**admin.site.each_context(request), "title": title, **trail, **context}
    return TemplateResponse(request, f"consents/{name}.html", held)
